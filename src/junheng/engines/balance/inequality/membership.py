"""Which rows are compared with each other: every area, each level, each period; or by setting and ownership within them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from junheng.engines.balance.problem import IntArray, Problem


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups in the order of (area, level, period, part); group g holds the rows `row[start[g]:start[g + 1]]`."""

    area: IntArray  # (group,) index into Problem.areas: a compared area or one above it
    level: IntArray  # (group,)
    period: IntArray  # (group,)
    part: IntArray  # (group,) index of the setting or ownership; 0 where the groups are whole
    row: IntArray  # (member,) index into the problem's rows; a row is a member once for each area above it
    start: IntArray  # (group + 1,)


def groups(problem: Problem, part: IntArray | None = None, *, compared_only: bool = False) -> Groups:
    """Every group that has rows.

    Parameters
    ----------
    problem
        Whose rows are grouped.
    part
        (row,) splits each group further.
    compared_only
        Leave out the areas above those within which units are compared.
    """
    row = np.arange(len(problem.unit))
    area = problem.area
    rows, areas = [row], [area]
    while not compared_only and (problem.parent[area] >= 0).any():
        above = problem.parent[area] >= 0
        row, area = row[above], problem.parent[area[above]]
        rows.append(row)
        areas.append(area)
    row, area = np.concatenate(rows), np.concatenate(areas)
    parts = np.zeros_like(row) if part is None else part[row]
    keys = (area, problem.level[row], problem.period[row], parts)
    code = _packed(keys)
    order = np.argsort(code, kind="stable")
    start = np.flatnonzero(np.diff(code[order], prepend=-1))
    first = order[start]
    area, level, period, parts = (key[first] for key in keys)
    return Groups(area, level, period, parts, row[order], np.append(start, len(row)))


def _packed(keys: tuple[IntArray, ...]) -> NDArray[np.int64]:
    code = np.zeros_like(keys[0])
    for key in keys:
        code = code * (int(key.max(initial=0)) + 1) + key
    return code
