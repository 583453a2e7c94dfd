"""`junheng drift`: real lists against a certificate, weeks later."""

from pathlib import Path
from typing import Annotated

import typer

from junheng.cli import chance
from junheng.cli.console import Speaker
from junheng.language import Text

CERTIFICATE_HELP = Text("留存的完整证书", "The office's own certificate")
LISTS_HELP = Text(
    "现在的名单，可多份：编号、班级（缺省取文件名），可有原因", "Lists as they are now: code, class (else the file's name), perhaps reason"
)
OUT_HELP = Text("写到哪里：.csv、.xlsx、.json 或 .html 文件", "Where to write: a .csv, .xlsx, .json or .html file")


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(
        help=speak(
            Text("名单漂移：谁不在证书所定之处，有无理由", "Drift: who is elsewhere than the certificate says, with a reason or without")
        )
    )
    def drift(
        certificate: Annotated[Path, typer.Argument(help=speak(CERTIFICATE_HELP))],
        lists: Annotated[list[Path], typer.Argument(help=speak(LISTS_HELP))],
        out: Annotated[Path | None, typer.Option(help=speak(OUT_HELP))] = None,
    ) -> None:
        import polars as pl

        from junheng.certificates import KIND_TEXT, listing
        from junheng.certificates import drift as drift_of
        from junheng.cli.late import own_certificate
        from junheng.cli.saving import save
        from junheng.engines.classes import class_drift
        from junheng.reports.draws import forms_classes
        from junheng.reports.export import Sheet

        drawn = own_certificate(speak, certificate)
        rows = []
        for path in lists:
            one = chance.read_lists(speak, [path], ("list",))["list"]
            rows += [(row["code"], row.get("name", ""), row.get("class", path.stem), row.get("reason", "")) for row in one.by_code.values()]
        with chance.refusals(speak):
            real = listing(("code", "name", "class", "reason"), rows)
            found = class_drift(drawn, real) if forms_classes(drawn.rules) else drift_of(drawn, real)
        frame = pl.DataFrame(
            [(speak(KIND_TEXT[each.kind]), each.code, each.name, each.drawn, each.found, each.reason) for each in found.moved],
            schema=[(name, pl.String) for name in ("what", "code", "name", "drawn", "found", "reason")],
            orient="row",
        )
        speak.say(
            Text(
                "比较 {compared} 人：{same} 人与证书一致，{moved} 人不同，其中没有理由的 {bare} 人。",
                "{compared} compared: {same} as in the certificate, {moved} not, of those {bare} without a reason.",
            ),
            compared=found.compared,
            same=found.same,
            moved=len(found.moved),
            bare=len(found.unexplained),
        )
        if out is not None:
            save(speak, (Sheet("drift", frame),), out)
        elif found.moved:
            speak.table(frame)
        if found.unexplained:
            raise typer.Exit(1)
