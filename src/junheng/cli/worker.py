"""`junheng worker`: runs long work, on its own."""

from pathlib import Path
from typing import Annotated

import typer

from junheng.cli.console import Speaker
from junheng.cli.serve import HOME_HELP
from junheng.language import Text


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(
        help=speak(
            Text(
                "只运行后台任务（junheng serve 已自带一个）；可以同时运行几个",
                "Run long work only (junheng serve brings one along); several may run",
            )
        )
    )
    def worker(home: Annotated[Path | None, typer.Option(help=speak(HOME_HELP))] = None) -> None:
        from junheng.cli import site

        place = site.prepare(home)
        speak.say(Text("后台任务已启动，数据目录 {place}", "Running long work, data in {place}"), place=place)
        site.work()
