"""`junheng balance`: coefficients, compliance and the least that would make a region comply."""

from pathlib import Path
from typing import Annotated

import typer

from junheng.cli.console import Speaker
from junheng.cli.opening import FOLDER_HELP, OUT_HELP, PACK_HELP, RELEASE_HELP
from junheng.language import Text


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(help=speak(Text("均衡：差异系数、达标情况、最少还需", "Balance: coefficients, compliance, least additions")))
    def balance(
        folder: Annotated[Path, typer.Argument(help=speak(FOLDER_HELP))],
        pack: Annotated[str | None, typer.Option(help=speak(PACK_HELP))] = None,
        release: Annotated[str | None, typer.Option(help=speak(RELEASE_HELP))] = None,
        out: Annotated[Path | None, typer.Option(help=speak(OUT_HELP))] = None,
    ) -> None:
        from junheng.cli.opening import open_pack, open_release
        from junheng.cli.saving import save
        from junheng.reports.balance import balance_sheets

        rules = open_pack(speak, folder, pack)
        opened = open_release(speak, folder, rules, release)
        with speak.progress(Text("计算", "Computing")):
            sheets = balance_sheets(opened, rules, language=speak.language)
        if out is None:
            speak.table(sheets[0].frame, title=sheets[0].title)
            return
        save(speak, sheets, out)
