"""`junheng verify`: recompute everything that a certificate says, and name what differs."""

from pathlib import Path
from typing import Annotated

import typer

from junheng.cli import chance
from junheng.cli.console import Speaker
from junheng.language import Text

FILE_HELP = Text(
    "证书（certificate.json 或 published.json），或封存文件夹",
    "The certificate (certificate.json or published.json), or a sealed folder",
)
CODE_HELP = Text("公告上的核对短码", "The short code on the notice")
#: Findings that are shown one by one.
_SHOWN = 20


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(
        help=speak(
            Text(
                "核对证书：重算全部内容；0 一致，1 有不同并指出何处",
                "Verify a certificate: recompute all of it; 0 true, 1 names what differs",
            )
        )
    )
    def verify(
        file: Annotated[Path, typer.Argument(help=speak(FILE_HELP))],
        short_code: Annotated[str | None, typer.Option(help=speak(CODE_HELP))] = None,
    ) -> None:
        from junheng.certificates import Certificate, check_sealed
        from junheng.certificates import verify as findings_of
        from junheng.certificates.short_code import typed

        if not file.exists():
            speak.fail(Text("没有文件 {path}。", "There is no file {path}."), path=file)
        findings = check_sealed(file) if file.is_dir() else findings_of(file, recomputers=chance.recomputers())
        for finding in findings[:_SHOWN]:
            speak.say(finding.text)
        if len(findings) > _SHOWN:
            speak.say(Text("另有 {n} 处不同。", "{n} more differences."), n=len(findings) - _SHOWN)
        if findings:
            raise typer.Exit(1)
        if file.is_dir():
            speak.say(Text("一致：名单、规则与封存相符。", "True: lists and rules are the sealed ones."))
            return
        certificate = Certificate.from_json(file.read_bytes().decode())
        if short_code is not None and typed(short_code) != typed(certificate.short_code):
            speak.say(
                Text("短码不同：公告 {paper}，本证书 {own}。", "The short codes differ: {paper} on the notice, {own} of this certificate."),
                paper=short_code,
                own=certificate.short_code,
            )
            raise typer.Exit(1)
        if certificate.rehearsal:
            speak.say(
                Text(
                    "演练：名单、规则或号码来源没有在号码产生之前全部封存。",
                    "A rehearsal: list, rules or sources were not all sealed before the numbers were known.",
                )
            )
        speak.say(
            Text(
                "一致：封存、种子、{rows} 个结果都已重算。短码 {code}。",
                "True: seals, seed and {rows} results were recomputed. Short code {code}.",
            ),
            rows=len(certificate.assigned),
            code=certificate.short_code,
        )
