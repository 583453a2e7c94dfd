"""The figures of classes as a page shows them; every number is the certificate's."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from junheng.certificates import Certificate
from junheng.language import Language, Text

_TOTAL, _SEX, _BAND, _NONE = Text("总分", "Total"), Text("性别", "Sex"), Text("分数段", "Band"), Text("（无）", "(none)")


@dataclass(frozen=True, slots=True)
class GapRow:
    """One attribute in every class, its widest gap and the bound."""

    name: str
    cells: tuple[str, ...]
    gap: str
    bound: str
    reached: bool


def gap_rows(certificate: Certificate, language: Language) -> tuple[GapRow, ...]:
    """Every attribute of the certificate; none where it is not one of classes."""
    figures: Any = certificate.figures
    if "gaps" not in figures:
        return ()
    proof: Any = certificate.proof
    sizes = figures["sizes"]
    steps = {name: Fraction(step) for name, step in figures["steps"]}
    marks = {row[0] for row in figures.get("highest", ())}
    rows = []
    for (name, *gap), (_n, *bound), (_m, *sums) in zip(figures["gaps"], proof["bounds"], figures["sums"], strict=True):
        means = [Fraction(total, size) * steps.get(name, 1) if name in marks else total for total, size in zip(sums, sizes, strict=True)]
        cells = tuple(shown_fraction(Fraction(mean), 2) for mean in means)
        widest, least = Fraction(*gap), Fraction(*bound)
        rows.append(GapRow(called(name, language), cells, shown_fraction(widest), shown_fraction(least), widest <= least))
    return tuple(rows)


def called(name: str, language: Language) -> str:
    """What an attribute is called."""
    if name == "total":
        return _TOTAL(language)
    column, equals, value = name.partition("=")
    known = {"sex": _SEX, "band": _BAND}.get(column)
    return f"{known(language) if known else column} {value or _NONE(language)}" if equals else name


def shown_fraction(number: Fraction, places: int = 4) -> str:
    """A fraction that is not below 0, with so many decimals at most, rounded half up.

    >>> shown_fraction(Fraction(2, 3)), shown_fraction(Fraction(3, 2), 2)
    ('0.6667', '1.5')
    """
    fine = 10**places
    whole = (2 * number.numerator * fine + number.denominator) // (2 * number.denominator)
    return f"{whole // fine}.{whole % fine:0{places}d}".rstrip("0").rstrip(".")
