"""`junheng classes LATE --previous …`: late pupils into classes that stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from junheng.certificates import Certificate, Sealed
from junheng.cli import chance
from junheng.cli.console import Speaker
from junheng.language import Text

if TYPE_CHECKING:
    from junheng.certificates import Listing

PREVIOUS_HELP = Text(
    "补录：上一轮的完整证书；名单另有规则的（教师团队），为与之配套的证书",
    "For late pupils the office's own certificate of the round before; for a list with rules of its own (teams), the one that it goes with",
)
ROUND_HELP = Text("轮次名称；补录缺省为 late，教师团队为 teams", "The round's name; by default “late” for late pupils, “teams” for teams")


@dataclass(frozen=True)
class Typed:
    """What was typed for a late round."""

    seeds: Sequence[tuple[str, str]]
    failed: Sequence[str]
    at: str
    round_name: str
    register: Path | None
    reasons: Path | None


def own_certificate(speak: Speaker, path: Path) -> Certificate:
    """A certificate that is true, from its file; anything else is wrong use."""
    from junheng.certificates import verify
    from junheng.reports.draws import recomputers

    if not path.is_file():
        speak.fail(Text("没有文件 {path}。", "There is no file {path}."), path=path)
    wrong = verify(path, recomputers=recomputers())
    if wrong:
        speak.fail(Text("证书本身不成立：{why}", "The certificate is not true itself: {why}"), why=wrong[0].text)
    return Certificate.from_json(path.read_bytes().decode())


def is_late(roster: Path, previous: Certificate, rules: Path | None) -> bool:
    """Whether a roster is one of late pupils, not of teams that have rules of their own."""
    from junheng.certificates import open_sealed
    from junheng.certificates.sealed import SEALS

    folder = chance.sealed_folder_of(roster)
    return rules is None and (not (folder / SEALS).exists() or open_sealed(folder).rules == previous.rules)


def place(speak: Speaker, roster: Path, previous: Certificate, typed: Typed) -> Certificate:
    """The certificate of everybody's classes with the late pupils in them."""
    from junheng.draw import typed_sources
    from junheng.reports.draws import Drawing, engine_of

    engine = engine_of(previous.rules, previous)
    sealed = _sealed(speak, roster, previous, typed)
    sources = typed_sources(
        engine.sources(sealed.rules),
        typed.seeds,
        at=(typed.at or chance.now()) if sealed.seals[-1].at else "",
        failed=dict(chance.pairs(speak, "--failed", typed.failed)),
    )
    return engine.certify(Drawing(sealed.rules, sealed.people, sealed.seals, sources, typed.round_name or "late", previous))


def _sealed(speak: Speaker, roster: Path, previous: Certificate, typed: Typed) -> Sealed:
    """What was sealed beside the roster, which must not have changed since; else a rehearsal's seals."""
    from junheng.certificates import CertificateError, open_sealed
    from junheng.certificates.sealed import SEALS
    from junheng.cli.sealing import compared
    from junheng.reports.draws import Sealing, engine_of

    engine, folder = engine_of(previous.rules, previous), chance.sealed_folder_of(roster)
    if (folder / SEALS).exists():
        sealed = open_sealed(folder)
        if roster.is_file() and engine.prepared({"list": _read(speak, roster)}) != sealed.people:
            raise CertificateError(
                Text(
                    "{file} 或上一轮证书在封存后有改动。请用封存时的文件；确需改动的，用 junheng seal --reason 重新封存。",
                    "{file} or the earlier certificate is not what was sealed. Use the files as they were; "
                    "if the change is needed, seal anew with junheng seal --reason.",
                ).format(file=roster)
            )
        return sealed
    if roster.is_dir():
        speak.fail(Text("{folder} 不是封存文件夹。", "{folder} is no sealed folder."), folder=roster)
    people = engine.prepared({"list": _read(speak, roster)})
    comparison = compared(speak, people["list"], typed.register, typed.reasons, previous.rules)
    return Sealed(engine.seal(previous.rules, people, Sealing(comparison=comparison)), previous.rules, people, {})


def _read(speak: Speaker, roster: Path) -> Listing:
    return chance.read_lists(speak, [roster], ("list",))["list"]


def late_csv(certificate: Certificate) -> bytes:
    """Code and class of the late pupils alone."""
    import polars as pl

    from junheng.certificates import people
    from junheng.reports.export import to_csv

    known = people(certificate)
    rows = sorted((known[code][0], str(certificate.assigned[code])) for code in certificate.lists["list"].codes)
    return to_csv(pl.DataFrame(rows, schema={"code": pl.String, "class": pl.String}, orient="row"))


def say_late(speak: Speaker, certificate: Certificate) -> None:
    """Where each late pupil goes."""
    from junheng.certificates import people

    known = people(certificate)
    for code in certificate.lists["list"].codes:
        own, name = known[code]
        speak.say(
            Text("{code} {name}：{number} 班", "{code} {name}: class {number}"), code=own, name=name, number=certificate.assigned[code]
        )
