"""`junheng diff`: what changed between two releases, and which figures moved because of it."""

from pathlib import Path
from typing import Annotated

import typer

from junheng.cli.console import Speaker
from junheng.cli.opening import OUT_HELP, PACK_HELP
from junheng.language import Text

RELEASE_HELP = Text("版次文件夹，或地区文件夹（取其现有文件）", "A release's folder, or a region's folder (its files as they are)")


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(help=speak(Text("比较两个版次：逐格改动及因此变动的数字", "Compare two releases: cells, and the figures that moved")))
    def diff(
        before: Annotated[Path, typer.Argument(help=speak(RELEASE_HELP))],
        after: Annotated[Path, typer.Argument(help=speak(RELEASE_HELP))],
        pack: Annotated[str | None, typer.Option(help=speak(PACK_HELP))] = None,
        out: Annotated[Path | None, typer.Option(help=speak(OUT_HELP))] = None,
    ) -> None:
        from junheng.cli.opening import open_any, pack_of
        from junheng.cli.saving import save
        from junheng.releases import difference
        from junheng.reports.changes import change_sheets

        earlier, later = (open_any(speak, folder, pack) for folder in (before, after))
        rules = pack_of(speak, later, pack)
        with speak.progress(Text("比较", "Comparing")):
            sheets = change_sheets(earlier, later, rules, language=speak.language)
        for sentence in difference(earlier, later).summary():
            speak.say(sentence)
        if out is None:
            for sheet in sheets:
                speak.table(sheet.frame, title=sheet.title, rows=30)
        else:
            save(speak, sheets, out)
        if earlier.hash != later.hash:
            raise typer.Exit(1)
