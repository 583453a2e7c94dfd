"""Which rules keep gaps from their bounds: the kinds of rule without which the same seed gives classes that reach them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from junheng.certificates import Listing

from .errors import ClassesError
from .forming import solve
from .problem import pose
from .result import missed
from .rules import Rules

#: Seeded swaps when rules are left out, to see whether they are the reason; enough where they are.
KICKS = 20
#: Kinds of rule in the order in which they are left out.
_KINDS = ("preset", "together", "apart", "namesakes", "most", "bands", "sizes", "sex", "post")


def blocking(rules: Rules, people: Listing, seed: bytes) -> tuple[str, ...]:
    """Kinds of rule without which nothing but the total is wider than its bound; none can be put back. Empty where none is the reason.

    `people` is the list as published.
    """
    kinds = [kind for kind in _KINDS if getattr(rules, kind)]

    def enough(left_out: Collection[str]) -> bool:
        empty: dict[str, Any] = {kind: type(getattr(rules, kind))() for kind in left_out}
        try:
            problem = pose(replace(rules, **empty), people)
            return not missed(problem, solve(problem, seed, most_kicks=KICKS))
        except ClassesError:
            return False

    for kind in kinds:
        if enough([kind]):
            return (kind,)
    return _least(kinds, enough) if len(kinds) > 1 and enough(kinds) else ()


def _least(kinds: Iterable[str], enough: Any) -> tuple[str, ...]:  # noqa: ANN401
    out = list(kinds)
    for kind in kinds:
        fewer = [other for other in out if other != kind]
        if enough(fewer):
            out = fewer
    return tuple(out)
