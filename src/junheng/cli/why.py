"""`junheng why`: why somebody got what it got, and why classes are no more even; from the certificate alone."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from junheng.cli.console import Speaker
from junheng.language import Text

if TYPE_CHECKING:
    from junheng.certificates import Certificate

CERTIFICATE_HELP = Text("证书（certificate.json 或 published.json）", "The certificate (certificate.json or published.json)")
CODE_HELP = Text(
    "编号（申请号）；分班证书不写编号时，逐项说明均衡程度",
    "The code (application number); without one, of classes, how even they are and why",
)
SALT_HELP = Text("通知单上的核对码；用公布版证书时要写", "The salt on the slip; needed with the published certificate")
CHANCES_HELP = Text("分班机会文件 chances.json", "The file of chances, chances.json")


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(
        help=speak(Text("为什么：一个人何以得到这个结果，怎样才会不同", "Why somebody got what it got, and what would have changed it"))
    )
    def why(
        certificate: Annotated[Path, typer.Argument(help=speak(CERTIFICATE_HELP))],
        code: Annotated[str, typer.Option(help=speak(CODE_HELP))] = "",
        salt: Annotated[str, typer.Option(help=speak(SALT_HELP))] = "",
        chances: Annotated[Path | None, typer.Option(help=speak(CHANCES_HELP))] = None,
    ) -> None:
        from junheng.cli.late import own_certificate
        from junheng.reports.draws import forms_classes

        drawn = own_certificate(speak, certificate)
        counted = _chances(speak, chances) if chances is not None else None
        if code:
            for sentence in _why(speak, drawn, code, salt, counted):
                speak.say(sentence)
        elif forms_classes(drawn.rules):
            from junheng.engines.classes import gaps

            for sentence in gaps(drawn):
                speak.say(sentence)
        else:
            speak.fail(Text("请写明编号：--code。", "Say whose: --code."))


def _why(speak: Speaker, drawn: "Certificate", code: str, salt: str, chances: Mapping[str, Any] | None) -> Iterator[Text]:
    from junheng.certificates import own_row, people
    from junheng.engines import allotment, classes
    from junheng.reports.draws import forms_classes

    known = people(drawn)
    row = own_row(drawn, code, salt) if salt else None
    public = row.public_code if row else code if code in known else next((each for each, (own, _) in known.items() if own == code), "")
    if not public or (salt and row is None):
        speak.say(
            Text(
                "证书中没有这个编号；公布版证书须同时写核对码（--salt）。",
                "Nobody in the certificate has this code; with the published one give the salt too (--salt).",
            )
        )
        raise typer.Exit(1)
    if not forms_classes(drawn.rules):
        yield allotment.why(drawn, public)
        return
    yield Text("{code} 在 {number} 班。", "{code} is in class {number}.").format(code=code, number=drawn.assigned[public])
    yield from classes.why(drawn, public, chances=chances)


def _chances(speak: Speaker, path: Path) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError):
        found = {}
    if not isinstance(found, dict) or not str(found.get("format", "")).startswith("junheng-chances/"):
        speak.fail(Text("{path} 不是分班机会文件。", "{path} is no file of chances."), path=path)
    return found
