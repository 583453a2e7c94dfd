"""What the form asks for, as it was typed, and the rule file that says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from junheng.certificates import Listing
from junheng.draw import DeclaredSource
from junheng.draw.seed import narrow
from junheng.engines import allotment, classes
from junheng.web.incoming import Refused

#: Beyond these the answer would keep its reader waiting, and the page would not carry it.
MOST_CLASSES, MOST_PUPILS, MOST_ROWS = 200, 6_000, 20_000
_FEWEST_CLASSES = 2


class Kind(StrEnum):
    """What can be drawn here."""

    ENTRY = "entry"
    SCORES = "scores"
    LOTTERY = "lottery"
    SAMPLE = "sample"

    @property
    def forms_classes(self) -> bool:
        """Whether classes come out."""
        return self in (Kind.ENTRY, Kind.SCORES)


KIND_NAMES: Mapping[Kind, str] = {
    Kind.ENTRY: gettext_lazy("Classes of an entry grade, without any scores"),
    Kind.SCORES: gettext_lazy("Classes formed anew, scores shared evenly"),
    Kind.LOTTERY: gettext_lazy("An order of everybody, as in a lottery"),
    Kind.SAMPLE: gettext_lazy("Some of the list"),
}
#: The sources that the form has places for.
SOURCES = ("hall", "lottery", "third")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for."""

    kind: Kind
    number: str  # of classes, or of those who are drawn; as typed
    title: str
    traits: tuple[str, ...] | None  # None before anybody saw the columns
    sources: tuple[DeclaredSource, ...]

    @property
    def count(self) -> int:
        """The number.

        Raises
        ------
        Refused
            It is none, or too small or large.
        """
        if self.kind is Kind.LOTTERY:
            return 0
        least, most = (_FEWEST_CLASSES, MOST_CLASSES) if self.kind.forms_classes else (1, MOST_ROWS)
        plain = narrow(self.number).strip()
        if not plain.isascii() or not plain.isdigit() or not least <= int(plain[:9]) <= most:
            raise Refused(
                _("“{typed}” is not how many.").format(typed=self.number),
                _("Type a whole number from {least} to {most}.").format(least=least, most=most),
            )
        return int(plain)


def wanted_of(form: QueryDict) -> Wanted:
    """What a form asks for."""
    kind = form.get("kind", "")
    looked = form.get("looked") == "1"
    return Wanted(
        Kind(kind) if kind in set(Kind) else Kind.ENTRY,
        form.get("number", "")[:20],
        form.get("title", "").strip()[:200],
        tuple(form.getlist("trait")) if looked else None,
        _sources(form) if looked else proposed_sources(),
    )


def proposed_sources() -> tuple[DeclaredSource, ...]:
    """Two sources that every office can have."""
    return (
        DeclaredSource("hall", _("Five numbers that parents draw in the hall")),
        DeclaredSource("lottery", _("First national lottery number “3D” after the seal"), fallback=_("the next number after it")),
    )


def _sources(form: QueryDict) -> tuple[DeclaredSource, ...]:
    return tuple(
        DeclaredSource(name, form.get(f"label-{name}", "").strip()[:200], fallback=form.get(f"fallback-{name}", "").strip()[:200])
        for name in SOURCES
        if form.get(f"label-{name}", "").strip()
    )


def rules_text(wanted: Wanted, people: Listing) -> str:
    """The rule file: of classes the one that suits the list, without the traits that somebody took out.

    Raises
    ------
    Refused
        The number fits no list, the list is too long, or fewer than two sources are named.
    """
    count = wanted.count
    _refuse_long(wanted, people)
    if len(wanted.sources) < 2:
        raise Refused(
            _("Fewer than two sources of the numbers are named."),
            _("Name at least two that have nothing to do with each other, so that nobody alone can choose the result."),
        )
    if not wanted.kind.forms_classes:
        rules = allotment.Rules(wanted.kind.value, title=wanted.title, pick=count, sources=wanted.sources)
        return allotment.write_rules(rules)
    return classes.write_rules(class_rules(wanted, people))


def class_rules(wanted: Wanted, people: Listing) -> classes.Rules:
    """The rules of classes that suit the list."""
    rules = classes.sensible_rules(people, wanted.count, wanted.sources)
    mode = classes.ENTRY_GRADE if wanted.kind is Kind.ENTRY else classes.SCORE_ALLOWED
    chosen = rules.traits if wanted.traits is None else tuple(one for one in rules.traits if one in wanted.traits)
    return replace(rules, title=wanted.title, mode=mode, traits=chosen, scores=() if wanted.kind is Kind.ENTRY else rules.scores)


def _refuse_long(wanted: Wanted, people: Listing) -> None:
    most, rows = MOST_PUPILS if wanted.kind.forms_classes else MOST_ROWS, len(people.rows)
    if rows > most:
        raise Refused(
            _("The list has {rows} rows; this page takes {most}.").format(rows=rows, most=most),
            _("Draw from longer lists in the workspace, or by the command line."),
        )
    if not wanted.kind.forms_classes and wanted.count > rows:
        raise Refused(
            _("The list has {rows} rows, and {count} are to be drawn.").format(rows=rows, count=wanted.count),
            _("Type a smaller number, or send the whole list."),
        )
