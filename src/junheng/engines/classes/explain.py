"""How even the classes are, in sentences: every gap beside the smallest that whole numbers allow."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import cast

from junheng.certificates import Certificate
from junheng.language import Text


def gaps(certificate: Certificate) -> Iterator[Text]:
    """One sentence for every attribute; everything comes from the certificate."""
    found = cast("list[tuple[str, int, int]]", certificate.figures["gaps"])
    bounds = cast("list[tuple[str, int, int]]", certificate.proof["bounds"])
    for (name, *wide), (_, *least) in zip(found, bounds, strict=True):
        gap, bound = Fraction(*wide), Fraction(*least)
        if gap == bound:
            yield Text(
                "{name}：各班最大相差 {gap}，已是不可能再小的值。", "{name}: classes differ by {gap} at most; no classes differ by less."
            ).format(name=name, gap=_shown(gap))
        else:
            yield Text(
                "{name}：各班最大相差 {gap}；理论下限 {bound}。", "{name}: classes differ by {gap} at most; the bound is {bound}."
            ).format(name=name, gap=_shown(gap), bound=_shown(bound))


def _shown(number: Fraction) -> str:
    # Six places, rounded half up in whole numbers.
    whole = (2 * number.numerator * 10**6 + number.denominator) // (2 * number.denominator)
    return f"{whole // 10**6}.{whole % 10**6:06d}".rstrip("0").rstrip(".")
