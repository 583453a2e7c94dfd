"""`junheng load`: a region's folder becomes one of the site's regions."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from junheng.cli.console import Speaker
from junheng.cli.opening import FOLDER_HELP, described
from junheng.cli.serve import HOME_HELP
from junheng.language import Text

THERE = Text(
    "网站里已有名为“{name}”的地区：它的新文件请在“数据”工作区上传。",
    "The site has a region called “{name}”: send new files of it in the Data workspace.",
)
LOADED = Text("已载入 {title}：{place}", "Loaded {title}: {place}")
UNRELEASED = Text("它还没有版次。发布第一版：junheng release {place}", "It has no release yet. Freeze the first: junheng release {place}")
FIRST_PERSON = Text(
    "第一位管理员：junheng user add 用户名 --role administrator --region {name}",
    "Its first administrator: junheng user add NAME --role administrator --region {name}",
)


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(help=speak(Text("把一个地区载入网站", "Load a region into the site")))
    def load(
        folder: Annotated[Path, typer.Argument(help=speak(FOLDER_HELP))],
        home: Annotated[Path | None, typer.Option(help=speak(HOME_HELP))] = None,
    ) -> None:
        from junheng.web import home as places

        region = described(speak, folder)
        place = (home or places.home()).resolve() / "regions" / region.name
        if place.exists():
            speak.fail(THERE, name=region.name)
        with speak.progress(Text("载入 {title}", "Loading {title}").format(title=region.title)):
            _copy(folder, place)
        speak.say(LOADED, title=region.title, place=place)
        if not (place / "releases").is_dir():
            speak.say(UNRELEASED, place=place)
        speak.say(FIRST_PERSON, name=region.name)


def _copy(folder: Path, place: Path) -> None:
    """All or nothing: the site sees the folder once it is whole."""
    place.parent.mkdir(parents=True, exist_ok=True)
    partial = place.parent.parent / f"loading-{place.name}"
    shutil.rmtree(partial, ignore_errors=True)
    shutil.copytree(folder, partial)
    partial.rename(place)
