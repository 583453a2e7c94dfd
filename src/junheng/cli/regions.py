"""Which loaded region a command is about."""

from __future__ import annotations

from junheng.cli.console import Speaker
from junheng.language import Text

NONE = Text(
    "网站里还没有地区。先载入一个：junheng load 地区文件夹；或看示例：junheng demo。",
    "The site has no region yet. Load one: junheng load FOLDER; or see the examples: junheng demo.",
)
UNKNOWN = Text("没有载入名为“{region}”的地区；已载入：{known}。", "No region called “{region}” is loaded; there is: {known}.")
WHICH = Text("用 --region 指定地区：{known}。", "Name a region with --region: {known}.")


def chosen(speak: Speaker, region: str) -> str:
    """The region of that name, or the only one; otherwise the command ends as wrong use and says which there are."""
    from junheng.web.home import loaded_regions

    known = [folder.name for folder in loaded_regions()]
    if not known:
        speak.fail(NONE)
    if region and region not in known:
        speak.fail(UNKNOWN, region=region, known=", ".join(known))
    if not region and len(known) > 1:
        speak.fail(WHICH, known=", ".join(known))
    return region or known[0]
