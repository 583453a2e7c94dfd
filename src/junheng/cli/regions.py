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


def chosen(speak: Speaker, region: str, place: str = "") -> str:
    """The region of that name, else the only one, else the only one that has this area or unit.

    Otherwise the command ends as wrong use and says which regions there are.
    """
    from junheng.web.home import loaded_regions

    known = [folder.name for folder in loaded_regions()]
    if not known:
        speak.fail(NONE)
    if region and region not in known:
        speak.fail(UNKNOWN, region=region, known=", ".join(known))
    fitting = [region] if region else known if len(known) == 1 else [name for name in known if _has(name, place)]
    if len(fitting) != 1:
        speak.fail(WHICH, known=", ".join(fitting or known))
    return fitting[0]


def _has(region: str, place: str) -> bool:
    from junheng.web.people.places import places

    there = places(region)
    return place in there.units or place in there.names
