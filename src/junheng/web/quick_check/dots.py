"""Dots against the floor: of each level the indicator whose floor most schools miss."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from junheng.engines.balance import Problem, Verdicts
from junheng.packs import Indicator
from junheng.reports.charts.strip import Group, Point, Strip, strip


@dataclass(frozen=True, slots=True)
class Dots:
    """The picture and what it is of."""

    indicator: Indicator
    strip: Strip


def dots(problem: Problem, verdicts: Verdicts, level: int, period: int) -> Dots | None:
    """The picture of one level in one period; None where no school misses a floor."""
    rows = np.flatnonzero((problem.level == level) & (problem.period == period))
    missed = verdicts.judged[rows] & ~verdicts.reached[rows] & np.isfinite(problem.value[rows])
    if not missed.any():
        return None
    k = int(missed.sum(axis=0).argmax())
    peers = np.flatnonzero((verdicts.peers.level == level) & (verdicts.peers.period == period))
    indicator = problem.indicators[k]
    groups = [_group(problem, verdicts, int(peer), k) for peer in peers]
    floor = float(verdicts.norms.floor[level, period, k])
    return Dots(indicator, strip(groups, floor=floor, lower_is_better=indicator.direction == "lower"))


def _group(problem: Problem, verdicts: Verdicts, peer: int, k: int) -> Group:
    area, members = int(verdicts.peers.area[peer]), verdicts.peers.rows(peer)
    known = [row for row in range(members.start, members.stop) if np.isfinite(problem.value[row, k])]
    points = tuple(
        Point(
            problem.units[problem.unit[row]],
            problem.unit_name(int(problem.unit[row])),
            float(problem.value[row, k]),
            bool(verdicts.judged[row, k] and not verdicts.reached[row, k]),
        )
        for row in known
    )
    mean = float(verdicts.coefficients.mean[peer, k])
    return Group(problem.areas[area], problem.area_name(area), points, mean if np.isfinite(mean) else None)
