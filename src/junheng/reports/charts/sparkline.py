"""A small line over the years, without axes: where it came from and where it stands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

PAD = 3


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Lines and the last point, in tenths of a pixel turned into text once."""

    width: int
    height: int
    lines: tuple[str, ...]  # one a run of years without a gap, as `points` of a polyline
    dots: tuple[tuple[str, str], ...]  # years that stand alone between gaps
    end: tuple[str, str] | None  # the newest year, if it has a value
    reference: str | None  # the height of the floor or limit, dashed
    verdict: str  # "good", "bad" or "" : the way it went


def sparkline(
    values: Sequence[float | None],
    *,
    width: int = 72,
    height: int = 20,
    reference: float | None = None,
    better: str = "none",
) -> Sparkline | None:
    """Values in the order of their periods; None where fewer than two are known.

    `better` is "higher", "lower" or "none" and decides the colour of the way from the first known value to the last.
    """
    known = [(index, value) for index, value in enumerate(values) if value is not None and math.isfinite(value)]
    if len(known) < 2:
        return None
    heights = [value for _, value in known] + ([reference] if reference is not None else [])
    low, high = min(heights), max(heights)

    def x(index: int) -> str:
        return _tenths(PAD - 1 + (width - 2 * PAD) * index / (len(values) - 1))

    def y(value: float) -> str:
        return _tenths(height / 2 if high == low else PAD + (height - 2 * PAD) * (high - value) / (high - low))

    runs: list[list[tuple[int, float]]] = []
    for index, value in known:
        if runs and runs[-1][-1][0] == index - 1:
            runs[-1].append((index, value))
        else:
            runs.append([(index, value)])
    last_index, last = known[-1]
    return Sparkline(
        width=width,
        height=height,
        lines=tuple(" ".join(f"{x(index)},{y(value)}" for index, value in run) for run in runs if len(run) > 1),
        dots=tuple((x(run[0][0]), y(run[0][1])) for run in runs if len(run) == 1 and run[0][0] != len(values) - 1),
        end=(x(last_index), y(last)) if last_index == len(values) - 1 else None,
        reference=None if reference is None else y(reference),
        verdict=_verdict(known[0][1], last, better),
    )


def _verdict(first: float, last: float, better: str) -> str:
    if better == "none" or first == last:
        return ""
    return "good" if (last > first) == (better == "higher") else "bad"


def _tenths(value: float) -> str:
    tenths = round(value * 10)
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)
