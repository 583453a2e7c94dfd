"""The checks, each a function from a reading to findings; one file a family."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..finding import Finding
from ..reading import Reading
from .apart import growth_apart
from .growth import growth
from .parts import listed_then_total, parts_and_whole
from .periods import periods, ranges
from .relations import average, plan_and_result, ratio, said_twice
from .shares import more_than_everything, possible_percentage, rate_from_counts, share_of
from .tables import tables

CHECKS: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    parts_and_whole,
    listed_then_total,
    share_of,
    rate_from_counts,
    more_than_everything,
    possible_percentage,
    growth,
    growth_apart,
    average,
    ratio,
    plan_and_result,
    periods,
    ranges,
    said_twice,
    tables,
)
