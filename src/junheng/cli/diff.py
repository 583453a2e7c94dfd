"""`junheng diff`: what changed between two releases, and which figures moved because of it."""

from pathlib import Path
from typing import Annotated

import typer

from junheng.cli.console import Speaker
from junheng.cli.opening import OUT_HELP, PACK_HELP
from junheng.language import Text

RELEASE_HELP = Text(
    "版次：地区文件夹/R3 或版次文件夹；写地区文件夹则取其现有文件",
    "A release: REGION/R3 or its own folder; a region's folder means its files as they are",
)
#: Heads of the tables on the screen; files keep the names of the columns.
_HEADS = {
    "table": Text("表", "table"),
    "kind": Text("改动", "kind"),
    "key": Text("哪一行", "key"),
    "column": Text("列", "column"),
    "unit": Text("学校代码", "unit"),
    "area": Text("地区代码", "area"),
    "level": Text("学段", "level"),
    "indicator": Text("指标", "indicator"),
    "period": Text("期间", "period"),
    "figure": Text("数字", "figure"),
    "before": Text("原来", "before"),
    "after": Text("现在", "after"),
}


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
            for sheet in (sheet for sheet in sheets if sheet.frame.height):
                speak.table(speak.headed(sheet.frame, _HEADS), title=sheet.title, rows=30)
        else:
            save(speak, sheets, out)
        if earlier.hash != later.hash:
            raise typer.Exit(1)
