"""`junheng move`: a pupil moved by hand, as a new certificate with its public reason."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from junheng.cli import chance
from junheng.cli.console import Speaker
from junheng.language import Text

if TYPE_CHECKING:
    from junheng.certificates import Certificate

CERTIFICATE_HELP = Text("留存的完整证书", "The office's own certificate")
MOVE_HELP = Text("调整：编号=班级，可多个，如 --move 20260017=3", "A move: CODE=CLASS, one or more, as in --move 20260017=3")
REASON_HELP = Text(
    "理由，会公布：写“法院判决”“医院证明”，不写病情、姓名",
    "The reason; it is published: “order of a court”, “letter of a hospital”, no illness, no name",
)
OUT_HELP = Text("新证书、classes.csv 写到这个文件夹", "Folder for the new certificate and classes.csv")
_HEADS = {
    "attribute": Text("项目", "Attribute"),
    "before": Text("调整前最大相差", "Largest gap before"),
    "after": Text("调整后", "after"),
    "bound": Text("下限", "Bound"),
}


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(
        help=speak(
            Text(
                "个别调整：写明理由，出新证书，并说明对均衡的影响",
                "Move pupils by hand: a new certificate with the reason, and what it does to the balance",
            )
        )
    )
    def move(
        certificate: Annotated[Path, typer.Argument(help=speak(CERTIFICATE_HELP))],
        moves: Annotated[list[str], typer.Option("--move", help=speak(MOVE_HELP))],
        reason: Annotated[str, typer.Option(help=speak(REASON_HELP))],
        out: Annotated[Path, typer.Option(help=speak(OUT_HELP))],
    ) -> None:
        from junheng.cli.classes_files import name_written, write_classes
        from junheng.cli.late import own_certificate
        from junheng.engines.classes import class_number
        from junheng.engines.classes import move as moved_by_hand

        before = own_certificate(speak, certificate)
        typed = chance.pairs(speak, "--move", moves)
        asked = []
        for code, name in typed:
            number = class_number(name)
            if number is None:
                speak.fail(Text("“{name}”不是班级。请写班号，如 3。", "“{name}” is no class. Write its number, such as 3."), name=name)
            asked.append((code.strip(), number))
        with chance.refusals(speak):
            after = moved_by_hand(before, asked, reason)
            written = write_classes(speak, after, out, {})
        speak.complain(
            Text(
                "理由“{reason}”随证书公布，请确认不含病情和个人信息。",
                "The reason “{reason}” is published with the certificate; make sure that it says nothing of an illness or a person.",
            ).format(reason=after.reason)
        )
        _say_effects(speak, before, after)
        speak.say(
            Text("新证书短码 {code}，取代 {old}。", "Short code {code}; it takes the place of {old}."),
            code=after.short_code,
            old=before.short_code,
        )
        name_written(speak, written)


def _say_effects(speak: Speaker, before: "Certificate", after: "Certificate") -> None:
    import polars as pl

    from junheng.certificates import shown_fraction
    from junheng.cli.classes_spoken import called
    from junheng.engines.classes import effects

    speak.say(
        Text("各班人数 {old} → {new}", "Sizes {old} → {new}"),
        old=" ".join(map(str, before.figures["sizes"])),  # type: ignore[arg-type]
        new=" ".join(map(str, after.figures["sizes"])),  # type: ignore[arg-type]
    )
    rows = [
        (called(speak, one.name), shown_fraction(one.before), shown_fraction(one.after), shown_fraction(one.bound))
        for one in effects(before, after)
    ]
    if rows:
        frame = pl.DataFrame(rows, schema=["attribute", "before", "after", "bound"], orient="row")
        speak.table(speak.headed(frame, _HEADS), rows=frame.height)
