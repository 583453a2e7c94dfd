"""`junheng balance`: coefficients, compliance and the least that would make a region comply."""

from pathlib import Path
from typing import Annotated

import typer

from junheng.cli.console import Speaker
from junheng.cli.opening import FOLDER_HELP, OUT_HELP, PACK_HELP, RELEASE_HELP
from junheng.language import Text
from junheng.reports import Sheet
from junheng.reports.digest import Digest

_NO_PUPILS = Text(
    "规则包“{pack}”（{name}）不统计学生，单位之间不作比较。看合计和指标：junheng trace 地区文件夹 overall:地区代码:all:指标:年份；"
    "写年度总结：junheng report annual-summary --release 地区文件夹 --out 文件夹。",
    "The pack “{pack}” ({name}) counts no pupils and compares no unit with another. For totals and indicators: "
    "junheng trace FOLDER overall:AREA:all:INDICATOR:YEAR; the year's summary: junheng report annual-summary --release FOLDER --out DIR.",
)
#: Rows of the newest period that fit on a screen.
_ROWS = 20


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
        from junheng.reports.digest import balance_digest

        rules = open_pack(speak, folder, pack)
        if not rules.vocabulary.has_pupils:
            speak.fail(_NO_PUPILS, pack=rules.title, name=rules.name)
        opened = open_release(speak, folder, rules, release)
        with speak.progress(Text("计算", "Computing")):
            sheets = balance_sheets(opened, rules, language=speak.language)
            digest = balance_digest(opened, rules, language=speak.language) if out is None else None
        if digest is not None:
            _show(speak, digest, sheets)
        elif out is not None:
            save(speak, sheets, out)


def _show(speak: Speaker, digest: Digest, sheets: tuple[Sheet, ...]) -> None:
    """Notes, findings and the worst coefficients; then how much there is in all."""
    for note in sheets[0].notes:
        speak.say(Text("{note}", "{note}"), note=note)
    for finding in digest.findings:
        speak.say(finding)
    if digest.table.height:
        speak.table(digest.table.head(_ROWS), title=speak(digest.title))
    rows = {sheet.name: sheet.frame.height for sheet in sheets}
    speak.say(
        Text(
            "以上 {shown} 行。全部结果：差异系数 {balance} 行、各校指标 {units} 行、最少还需 {additions} 行，用 --out 文件夹 全部写出。",
            "Rows above: {shown}. Rows in all: balance {balance}, units {units}, additions {additions}; --out FOLDER writes them all.",
        ),
        shown=min(digest.table.height, _ROWS),
        **rows,
    )
