"""The unit of a formula: a number times powers of units, such as m2/pupil or person/100 pupil."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

_PART = re.compile(r"\s*(?:(?P<number>[0-9]+)\s*)?(?P<atom>[a-z][a-z0-9_]*)?\s*")


@dataclass(frozen=True, slots=True)
class FormulaUnit:
    """A product of units: ``factor × Π atom ^ power``; atoms sorted by name, powers never zero."""

    factor: Fraction
    powers: tuple[tuple[str, int], ...]

    @classmethod
    def parse(cls, text: str) -> FormulaUnit:
        """Read ``m2/pupil``, ``person/100 pupil``, ``1``; `ValueError` where it is none."""
        above, *below = text.split("/")
        unit = _part(above, text)
        for part in below:
            unit = unit / _part(part, text)
        return unit

    def __mul__(self, other: FormulaUnit) -> FormulaUnit:
        powers = dict(self.powers)
        for atom, power in other.powers:
            powers[atom] = powers.get(atom, 0) + power
        return FormulaUnit(self.factor * other.factor, tuple(sorted((a, p) for a, p in powers.items() if p)))

    def __truediv__(self, other: FormulaUnit) -> FormulaUnit:
        return self * FormulaUnit(1 / other.factor, tuple((atom, -power) for atom, power in other.powers))

    def __str__(self) -> str:
        above = [f"{atom}{'' if power == 1 else f'^{power}'}" for atom, power in self.powers if power > 0]
        below = [f"{atom}{'' if power == -1 else f'^{-power}'}" for atom, power in self.powers if power < 0]
        head = " ".join(([str(self.factor.numerator)] if self.factor.numerator != 1 or not above else []) + above)
        number = [str(self.factor.denominator)] if self.factor.denominator != 1 else []
        if not below:
            return "/".join([head, *number])
        return "/".join([head, " ".join([*number, below[0]]), *below[1:]])


#: A pure number.
ONE = FormulaUnit(Fraction(1), ())


def _part(part: str, whole: str) -> FormulaUnit:
    match = _PART.fullmatch(part)
    if match is None or not (match["number"] or match["atom"]) or match["number"] == "0":
        raise ValueError(f"{whole!r} is not a unit; write for example m2/pupil, person/100 pupil or 1")
    return FormulaUnit(Fraction(match["number"] or 1), ((match["atom"], 1),) if match["atom"] else ())
