"""What a notice says, as plain words and numbers: the page, the printed notice and the draw hall say it from here."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import Any

from junheng.draw import joined_text
from junheng.language import Language

from .certificate import Certificate
from .notice_words import WORDS
from .rows import result_rows, roll_rows
from .seal import Seal


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what stands beside it."""

    term: str
    value: str
    code: bool = False  # a hash, set in a face of equal widths


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A public number: what it is, the number, when it became known, and the fallback or why it was used."""

    label: str
    value: str
    at: str
    fallback: str


@dataclass(frozen=True, slots=True)
class Gap:
    """The largest difference between two classes in one attribute, and the least that any classes could have."""

    name: str
    gap: str
    bound: str
    wider: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A class, or everybody where there are none: its head, and rows of the end of the number, the masked name and what it got."""

    number: str
    head: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All of a notice, in one language."""

    title: str
    rehearsal: str  # "" where it was none
    finding: str
    seals: tuple[Term, ...]
    sources: tuple[SourceRow, ...]
    line: str
    seed: str
    digest: str
    short_code: str
    gaps: tuple[Gap, ...]
    balance: str  # what the gaps mean; "" where there are none
    office: str
    objections: str
    groups: tuple[Group, ...]


def facts_of(certificate: Certificate, *, language: Language) -> Facts:
    """What the notice of a certificate says: the published part only, whichever certificate it is given."""
    public = certificate.published()
    rules = _rules(public)
    gaps = tuple(_gaps(public, language))
    return Facts(
        title=public.title or WORDS["draw"](language),
        rehearsal=WORDS["rehearsal"](language) if public.rehearsal else "",
        finding=_finding(public, language),
        seals=tuple(term for each in public.seals for term in seal_terms(each, language)),
        sources=tuple(_sources(public, language)),
        line=joined_text(public.sources, round_name=public.round_name),
        seed=grouped(public.seed),
        digest=grouped(public.digest),
        short_code=public.short_code,
        gaps=gaps,
        balance=WORDS["unbalanced" if any(each.wider for each in gaps) else "balanced"](language) if gaps else "",
        office=str(rules.get("office", "")),
        objections=str(rules.get("objections") or WORDS["no_objections"](language)),
        groups=tuple(_groups(public, language)),
    )


def grouped(digest: str) -> str:
    """A hash in groups of four, as people compare them.

    >>> grouped("1452193cc80c")
    '1452 193c c80c'
    """
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def shown_time(at: str, language: Language) -> str:
    """A time as people write it, in the offset in which it was written."""
    if not at:
        return "—"
    when = datetime.fromisoformat(at)
    return f"{when.year} 年 {when.month} 月 {when.day} 日 {when:%H:%M}" if language == "zh" else f"{when:%Y-%m-%d %H:%M %z}"


def _rules(certificate: Certificate) -> dict[str, Any]:
    try:
        return tomllib.loads(certificate.rules)
    except tomllib.TOMLDecodeError:
        return {}


def _finding(certificate: Certificate, language: Language) -> str:
    rows = sum(len(shown.rows) for shown in certificate.lists.values())
    sentences = [WORDS["finding"].format(rows=rows, got=len(certificate.assigned), sources=len(certificate.sources))(language)]
    mode = WORDS.get(f"mode_{certificate.figures.get('mode')}")
    if mode is not None:
        sentences.append(mode(language))
    if certificate.previous:
        places = {"round": certificate.round_name, "previous": certificate.previous[:12], "n": _moves(certificate)}
        sentences.append(WORDS[_tie(certificate)].format(**places)(language))
    if certificate.reason:
        sentences.append(WORDS["because"].format(reason=certificate.reason)(language))
    return "".join(sentences)


def _moves(certificate: Certificate) -> int:
    made = certificate.result.get("moves", ())
    return len(made) if isinstance(made, list) else 0


def _tie(certificate: Certificate) -> str:
    """How it is tied to the certificate that it names: in its place, beside it under rules of its own, or after it."""
    if _moves(certificate):
        return "moved"
    return "goes_with" if certificate.algorithm.name == "classes" else "follows"


def seal_terms(each: Seal, language: Language) -> Iterator[Term]:
    """What is said of a seal."""
    name = WORDS[f"list_{each.name}"](language) if f"list_{each.name}" in WORDS else each.name
    yield Term(WORDS["list"](language), f"{name} · {WORDS['rows'].format(n=each.list_rows)(language)}")
    yield Term(WORDS["sealed_at"](language), shown_time(each.at, language))
    yield Term(WORDS["list_hash"](language), grouped(each.list_sha256), code=True)
    yield Term(WORDS["rules_hash"](language), grouped(each.rules_sha256), code=True)
    yield Term(WORDS["public_hash"](language), grouped(each.public_sha256), code=True)
    if each.reason:
        yield Term(WORDS["changed"](language), each.reason)
    if each.comparison is not None:
        compared = each.comparison
        counts = WORDS["comparison"].format(
            register=compared.register,
            register_rows=compared.register_rows,
            rows=compared.list_rows,
            common=compared.common,
            absent=len(compared.absent),
            added=len(compared.added),
        )
        yield Term(WORDS["complete"](language), counts(language))
        yield Term(WORDS["register_hash"](language), grouped(compared.register_sha256), code=True)
        for word, people in (("absent", compared.absent), ("added", compared.added)):
            yield from (Term(WORDS[word](language), f"{who.name or who.code[:8]}：{who.reason}") for who in people)


def _sources(certificate: Certificate, language: Language) -> Iterator[SourceRow]:
    for source in certificate.sources:
        used = WORDS["failed"].format(why=source.failed, fallback=source.fallback)(language) if source.failed else source.fallback or "—"
        yield SourceRow(source.label or source.name, source.value, shown_time(source.at, language), used)


def _gaps(certificate: Certificate, language: Language) -> Iterator[Gap]:
    rows: Any = certificate.figures.get("gaps", ())
    least: Any = certificate.proof.get("bounds", ())
    bounds = {name: Fraction(*bound) for name, *bound in least}
    for name, *fraction in rows:
        gap = Fraction(*fraction)
        bound = bounds.get(name)
        shown = "—" if bound is None else shown_fraction(bound)
        yield Gap(attribute_name(name, language), shown_fraction(gap), shown, bound is not None and gap > bound)


def attribute_name(name: str, language: Language) -> str:
    """An attribute of the figures as people call it.

    >>> attribute_name("sex=女", "zh"), attribute_name("band=1", "en"), attribute_name("户籍=本区", "zh")
    ('女', 'Band 1', '户籍=本区')
    """
    kind, _, value = name.partition("=")
    if kind in {"sex", "post"} and value:
        return value
    if kind == "band" and value:
        return WORDS["band"].format(n=value)(language)
    return WORDS["total"](language) if name == "total" else name


def shown_fraction(number: Fraction, places: int = 4) -> str:
    """A fraction that is not below 0, with so many decimals at most, rounded half up.

    >>> shown_fraction(Fraction(1, 100)), shown_fraction(Fraction(2)), shown_fraction(Fraction(2, 3))
    ('0.01', '2', '0.6667')
    """
    fine = 10**places
    whole = (2 * number.numerator * fine + number.denominator) // (2 * number.denominator)
    return f"{whole // fine}.{whole % fine:0{places}d}".rstrip("0").rstrip(".")


def _groups(certificate: Certificate, language: Language) -> Iterator[Group]:
    roll = roll_rows(certificate)
    # A roll without names and numbers would help nobody to find a row.
    if any(end or name for _, end, name in roll):
        for number, members in groupby(roll, key=itemgetter(0)):
            people: Sequence[tuple[str, str, str]] = [(end, name, "") for _, end, name in members]
            yield Group(number, WORDS["class"].format(number=number, n=len(people))(language), tuple(people))
        return
    tails = {code: row.get("tail", "") for shown in certificate.lists.values() for code, row in shown.by_code.items()}
    rows = tuple((tails.get(code) or code[:8], name, got) for code, name, got in result_rows(certificate))
    if rows:
        yield Group("", "", rows)
