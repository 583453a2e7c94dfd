"""Seal, draw, and hand out: each is computed from what the page holds, and forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from django.utils import timezone
from django.utils.translation import gettext as _

from junheng.certificates import Certificate, Listing, Sealed, result_rows, roll_rows, seals_text
from junheng.draw import DeclaredSource, SeedSource, typed_sources
from junheng.reports.draw_files import PRINTED_ROWS, draw_files
from junheng.reports.draws import LIST, Drawing, Sealing, engine_of
from junheng.web.admission.balance import GapRow, gap_rows, why_wider
from junheng.web.format import language
from junheng.web.incoming import Refused
from junheng.web.quick_draw.sealed_file import archive

CLASSES = "classes.csv"
#: So many rows of an order stand on the page; the files have all.
SHOWN_ROWS = 500


def now() -> str:
    """The time to the second, with the site's offset."""
    return timezone.localtime().isoformat(timespec="seconds")


def sealed(people: Listing, rules: str, *, at: str) -> Sealed:
    """List and rules under their seal; without a time, as a rehearsal.

    Raises
    ------
    CertificateError, DrawError
        Nothing can be drawn from them.
    """
    engine, lists = engine_of(rules), {LIST: people}
    return Sealed(engine.seal(rules, lists, Sealing(at)), rules, lists, engine.public(rules, lists))


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of a source of the numbers."""

    source: DeclaredSource
    value: str
    failed: str  # why its fallback was used

    @property
    def name(self) -> str:
        """What it is, for people."""
        return self.source.label or self.source.name


def typed_values(rules: str, form: Mapping[str, str]) -> tuple[Typed, ...]:
    """The sources that rules name, with what a form says of each."""
    return tuple(
        Typed(one, form.get(f"value-{one.name}", "").strip()[:200], form.get(f"failed-{one.name}", "").strip()[:200])
        for one in engine_of(rules).sources(rules)
    )


def drawn(from_sealed: Sealed, typed: Sequence[Typed]) -> Certificate:
    """The draw by the numbers that were typed.

    Raises
    ------
    Refused, CertificateError, DrawError
        A number is missing, cannot be one, or was known too early.
    """
    missing = [one.name for one in typed if not one.value]
    if missing:
        raise Refused(
            _("The number is missing: {sources}.").format(sources=", ".join(missing)),
            _("Type each number as its source published it. Where a source failed, type that of its fallback, and why."),
        )
    at = now() if from_sealed.seals[-1].at else ""
    values: tuple[SeedSource, ...] = typed_sources(
        tuple(one.source for one in typed),
        [(one.source.name, one.value) for one in typed],
        at=at,
        failed={one.source.name: one.failed for one in typed if one.failed},
    )
    return engine_of(from_sealed.rules).certify(Drawing(from_sealed.rules, from_sealed.people, from_sealed.seals, values))


@dataclass(frozen=True, slots=True)
class Outcome:
    """A draw's result as the page shows it."""

    classes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # number; ends of codes and masked names
    gaps: tuple[GapRow, ...]
    wider: str  # which rules keep gaps from their bounds
    rows: tuple[tuple[str, str, str], ...]  # where there are no classes: end of the code, masked name, what it got
    more: int  # rows that are not shown
    got: int


def outcome(certificate: Certificate) -> Outcome:
    """The classes of a certificate, or its order."""
    public = certificate.published()
    classes: dict[str, list[tuple[str, str]]] = {}
    for number, end, name in roll_rows(public):
        classes.setdefault(number, []).append((end, name))
    rows: list[tuple[str, str, str]] = []
    if not classes:
        ends = {code: row.get("tail", "") for one in public.lists.values() for code, row in one.by_code.items()}
        rows = [(ends.get(code) or code[:8], name, got) for code, name, got in result_rows(public)]
        if all(got.isdigit() for got in map(itemgetter(2), rows)):
            rows.sort(key=lambda row: int(row[2]))
    return Outcome(
        tuple((number, tuple(members)) for number, members in classes.items()),
        gap_rows(public, language()),
        why_wider(public, language()),
        tuple(rows[:SHOWN_ROWS]),
        max(0, len(rows) - SHOWN_ROWS),
        len(public.assigned),
    )


def contents(certificate: Certificate) -> list[tuple[str, str]]:
    """The archive's files that people need, and what each is for."""
    printed = len(certificate.assigned) <= PRINTED_ROWS
    return [
        ("published.json", _("the certificate that you publish")),
        ("certificate.json", _("the same with your list inside: keep it, do not publish it")),
        ("verify.html", _("recomputes the certificate in any browser, without a network")),
        ("notice.pdf" if printed else "notice.html", _("the public notice, to print")),
        ("witness.pdf", _("what witnesses sign")),
        (f"slips-{LIST}.pdf" if printed else f"slips-{LIST}.csv", _("number and check code of each family, to hand out singly")),
        (_result_file(certificate), _("the whole result with names, for you")),
    ]


def handed_out(certificate: Certificate) -> bytes:
    """Everything that is handed out after a draw, in one archive."""
    name = _result_file(certificate)
    files = draw_files(
        certificate, language=language(), result_file=name, columns=("code", "name", "class" if name == CLASSES else "result")
    )
    return archive({**files, "rules.toml": certificate.rules.encode(), "seals.json": seals_text(certificate.seals).encode()})


def _result_file(certificate: Certificate) -> str:
    return CLASSES if "sizes" in certificate.figures else "result.csv"
