"""`junheng verify`: recompute everything that a certificate says, and name what differs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from junheng.cli.console import Speaker
from junheng.language import Text

if TYPE_CHECKING:
    from junheng.certificates import Certificate

FILE_HELP = Text(
    "证书（certificate.json 或 published.json），或封存文件夹",
    "The certificate (certificate.json or published.json), or a sealed folder",
)
CODE_HELP = Text("公告上的核对短码", "The short code on the notice")
NUMBER_HELP = Text("查自己的一行：申请号（编号）", "Your own row: the application number (code)")
SALT_HELP = Text("查自己的一行：通知单上的核对码", "Your own row: the salt on your slip")
PREVIOUS_HELP = Text(
    "补录、调整：再与上一份证书核对（原班级、规则、封存）",
    "Of late pupils or a move: hold it against the certificate before it, too (classes before, rules, seals)",
)
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
        code: Annotated[str | None, typer.Option(help=speak(NUMBER_HELP))] = None,
        salt: Annotated[str, typer.Option(help=speak(SALT_HELP))] = "",
        previous: Annotated[Path | None, typer.Option(help=speak(PREVIOUS_HELP))] = None,
    ) -> None:
        from junheng.certificates import Certificate, check_sealed
        from junheng.certificates import verify as findings_of
        from junheng.certificates.short_code import typed
        from junheng.cli.late import own_certificate
        from junheng.engines.classes import follows
        from junheng.reports.draws import recomputers

        if not file.exists():
            speak.fail(Text("没有文件 {path}。", "There is no file {path}."), path=file)
        findings = check_sealed(file) if file.is_dir() else findings_of(file, recomputers=recomputers())
        if previous is not None and not findings and not file.is_dir():
            findings = tuple(follows(Certificate.from_json(file.read_bytes().decode()), own_certificate(speak, previous)))
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
        if code is not None:
            _own_row(speak, certificate, code, salt)


def _own_row(speak: Speaker, certificate: "Certificate", code: str, salt: str) -> None:
    from junheng.certificates import own_row

    found = own_row(certificate, code, salt)
    if found is None:
        speak.say(Text("证书中没有这个申请号和核对码。", "No row has this number and salt."))
        raise typer.Exit(1)
    speak.say(Text("您的结果：{got}", "Your result: {got}"), got=found.got or Text("在名单中，未抽中", "in the list, not drawn"))
