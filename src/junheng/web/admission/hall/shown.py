"""What the hall shows of a certificate: the published part, in the words of the notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from junheng.certificates import (
    WORDS,
    Certificate,
    Facts,
    Finding,
    attribute_name,
    facts_of,
    grouped,
    masked,
    seal_terms,
    shown_time,
    verify,
)
from junheng.language import Language
from junheng.reports.draws import recomputers
from junheng.web.admission.models import Draw, Kind

#: Rows of names that fit on one screen.
ROWS_ON_SCREEN = 63


@dataclass(frozen=True, slots=True)
class Room:
    """One class on the strip."""

    number: str
    size: int
    counts: str  # of each sex
    teachers: str  # their masked names
    page: int  # the first screen of its roll


@dataclass(frozen=True, slots=True)
class Screen:
    """A part of a class's roll that fits on the screen."""

    number: str  # of the class; "" where there are none
    head: str
    part: int
    parts: int
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A seal that holds: which list, its time, the groups of its hash, and the comparison with the register."""

    what: str
    at: str
    groups: tuple[str, ...]
    complete: str  # "" where it was compared with none


@dataclass(frozen=True, slots=True)
class Hall:
    """Everything on the screen after the draw."""

    facts: Facts
    seals: tuple[Sealed, ...]
    sources: tuple[tuple[Any, tuple[str, ...]], ...]  # the row of the notice, and its balls
    rooms: tuple[Room, ...]
    screens: tuple[Screen, ...]
    checks: tuple[str, ...]
    findings: tuple[Finding, ...]


def hall_of(draw: Draw, own: Certificate, language: Language) -> Hall:
    """The hall of a drawn certificate."""
    public = own.published()
    facts = facts_of(public, language=language)
    screens = tuple(_screens(facts))
    findings = _findings(public.to_json())
    return Hall(
        facts=facts,
        seals=tuple(_seals(public, language)),
        sources=tuple((row, balls(row.value)) for row in facts.sources),
        rooms=tuple(_rooms(draw, public, screens, language)),
        screens=screens,
        checks=tuple(_checks(public, facts)) if not findings else (),
        findings=findings,
    )


def _seals(public: Certificate, language: Language) -> Iterator[Sealed]:
    for seal in public.current_seals.values():
        terms = {term.term: term.value for term in seal_terms(seal, language)}
        yield Sealed(
            what=terms[WORDS["list"](language)],
            at=shown_time(seal.at, language),
            groups=tuple(grouped(seal.list_sha256).split(" ")),
            complete=terms.get(WORDS["complete"](language), ""),
        )


def balls(value: str) -> tuple[str, ...]:
    """A public number as the balls that it was drawn as; nothing where it is no row of short numbers.

    >>> balls("07-19-23"), balls("40771"), balls("8f0e2a91c4d6b7a85f")
    (('07', '19', '23'), ('4', '0', '7', '7', '1'), ())
    """
    if re.fullmatch(r"\d{1,3}(-\d{1,3})+", value):
        return tuple(value.split("-"))
    return tuple(value) if re.fullmatch(r"\d{1,10}", value) else ()


@lru_cache(maxsize=8)
def _findings(certificate: str) -> tuple[Finding, ...]:
    """What is not true of a certificate, computed anew; a hall is loaded more than once."""
    return verify(certificate, recomputers=recomputers())


def _screens(facts: Facts) -> Iterator[Screen]:
    for group in facts.groups:
        parts = -(-len(group.rows) // ROWS_ON_SCREEN)
        for part, start in enumerate(range(0, len(group.rows), ROWS_ON_SCREEN), start=1):
            yield Screen(group.number, group.head, part, parts, group.rows[start : start + ROWS_ON_SCREEN])


def _rooms(draw: Draw, public: Certificate, screens: Iterable[Screen], language: Language) -> Iterator[Room]:
    sizes: Any = public.figures.get("sizes", ())
    sums: Any = public.figures.get("sums", ())
    sexes = [(attribute_name(name, language), values) for name, *values in sums if name.startswith("sex=")]
    first: dict[str, int] = {}
    for place, screen in enumerate(screens):
        first.setdefault(screen.number, place)
    teams = _teams(draw)
    for place, size in enumerate(sizes):
        number = str(place + 1)
        counts = " ".join(f"{name} {values[place]}" for name, values in sexes)
        yield Room(number, size, counts, "、".join(teams.get(number, ())), first.get(number, 0))


def _teams(draw: Draw) -> dict[str, list[str]]:
    """The masked names of the teachers of every class, where teams were drawn after the classes."""
    found: dict[str, list[str]] = {}
    following = draw.following.filter(kind=Kind.TEAMS.value).exclude(certificate="").order_by("-pk").first()
    teams = following.own if following is not None and following.decided else None
    if teams is None:
        return found
    names = {code: row.get("name", "") for one in teams.lists.values() for code, row in one.by_code.items()}
    for code, number in teams.assigned.items():
        found.setdefault(str(number), []).append(masked(names.get(code, "")))
    return found


def _checks(public: Certificate, facts: Facts) -> Iterator[str]:
    """What was just found true by computing it anew."""
    yield _("List and rules are those that were sealed")
    n = len(public.sources)
    yield ngettext("The seed follows from {n} public number", "The seed follows from {n} public numbers", n).format(n=n)
    yield _("The result was computed anew and is the same")
    sizes: Any = public.figures.get("sizes", ())
    if sizes:
        yield _("{n} pupils, each in one class; sizes differ by {gap}").format(n=sum(sizes), gap=max(sizes) - min(sizes))
    if facts.gaps:
        at_bound = sum(not each.wider for each in facts.gaps)
        yield _("{n} of {all} gaps are the least that any classes could have").format(n=at_bound, all=len(facts.gaps))
