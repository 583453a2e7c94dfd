"""`junheng figures check`: every figure of a text, and which do not follow from one another."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from junheng.cli.console import Speaker
from junheng.cli.opening import PACK_HELP
from junheng.language import Text

if TYPE_CHECKING:
    from junheng.reports.check import Checked

FILE_HELP = Text("要校核的文件：.docx、.pdf、.txt、.md", "The file to check: .docx, .pdf, .txt or .md")
RELEASE_HELP = Text(
    "与数据核对：版次文件夹、地区/R3 或地区文件夹", "Hold figures against data: a release's folder, REGION/R3, or a region's folder"
)
JSON_HELP = Text("输出 JSON：全部数字与发现", "Print JSON: all figures and findings")
OUT_HELP = Text(
    "写出带批注的 Word 文件（.docx），或发现清单（.xlsx）", "Write the Word file with comments (.docx), or the list of findings (.xlsx)"
)


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the commands to the application."""
    group = typer.Typer(help=speak(Text("数字校核", "Check the figures of a text")), no_args_is_help=True)
    app.add_typer(group, name="figures")

    @group.callback()
    def figures() -> None:
        pass  # a group of one command would else be that command

    @group.command(
        help=speak(
            Text(
                "找出文中全部数字，核对相互关系。退出码：0 无发现，1 有发现，2 读不出",
                "Find all figures and hold them against each other. Exits 0 without findings, 1 with, 2 unreadable",
            )
        )
    )
    def check(
        file: Annotated[Path, typer.Argument(help=speak(FILE_HELP))],
        release: Annotated[Path | None, typer.Option(help=speak(RELEASE_HELP))] = None,
        pack: Annotated[str | None, typer.Option(help=speak(PACK_HELP))] = None,
        as_json: Annotated[bool, typer.Option("--json", help=speak(JSON_HELP))] = False,
        out: Annotated[Path | None, typer.Option(help=speak(OUT_HELP))] = None,
    ) -> None:
        from junheng.reports.check import check as checked_document
        from junheng.reports.check.answer import answer
        from junheng.reports.check.readers import Unreadable, read_document

        try:
            checked = checked_document(read_document(file))
        except Unreadable as unreadable:
            speak.fail(unreadable.text)
        for note in checked.document.notes:
            typer.echo(note(speak.language), err=True)
        if release is not None:
            checked = _against(speak, checked, release, pack)
        if out is not None:
            _write(speak, file, out, checked)
        if as_json:
            typer.echo(json.dumps(answer(checked, language=speak.language), ensure_ascii=False, indent=1))
        else:
            _say(speak, checked)
        raise typer.Exit(1 if checked.findings else 0)


def _against(speak: Speaker, checked: "Checked", release: Path, pack: str | None) -> "Checked":
    """With what a release says of the same figures."""
    from junheng.cli.opening import open_any, pack_of
    from junheng.reports.check import with_findings
    from junheng.reports.ledger import Ledger

    held = open_any(speak, release, pack)
    return with_findings(checked, Ledger(held, pack_of(speak, held, pack)).against(checked.document))


def _say(speak: Speaker, checked: "Checked") -> None:
    """Each finding with its place, then the counts."""
    from junheng.reports.check.words import KINDS, SEVERITIES

    text = checked.document.text
    for finding in checked.findings:
        line = text.count("\n", 0, finding.start) + 1
        speak.say(
            Text(
                "第 {line} 行 “{stated}” {severity}（{kind}）：{explanation}", "Line {line}, “{stated}”, {severity} ({kind}): {explanation}"
            ),
            line=line,
            stated=finding.stated,
            severity=SEVERITIES[finding.severity],
            kind=KINDS[finding.kind],
            explanation=finding.explanation,
        )
    speak.say(
        Text("共 {figures} 个数字，{findings} 处发现。", "{figures} figures, {findings} findings."),
        figures=len(checked.figures),
        findings=len(checked.findings),
    )


def _write(speak: Speaker, file: Path, out: Path, checked: "Checked") -> None:
    if out.suffix == ".xlsx":
        from junheng.cli.saving import save
        from junheng.reports.check.sheets import sheets

        save(speak, sheets(checked, language=speak.language), out)
        return
    if file.suffix.lower() != ".docx" or out.suffix != ".docx":
        speak.fail(
            Text(
                "只有 .docx 能写出带批注的 .docx；其他文件请写 .xlsx。",
                "Only a .docx can be written back with comments; write .xlsx for others.",
            )
        )
    from junheng.cli.saving import cannot_use
    from junheng.reports.check.commented import commented

    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(commented(file.read_bytes(), checked.findings, language=speak.language))
    except OSError as error:
        speak.fail(cannot_use(error, out))
