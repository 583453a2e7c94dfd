"""Outlines of a city that does not exist: three districts in the middle, seven counties around them, borders bent by dice.

It lies at 0° north, 0° east, in the sea, so that no map takes it for a place. All in whole hundred-thousandths of a degree.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from junheng.examples.files import write_outlines
from junheng.examples.science.city import CITY, COUNTIES, roll

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Point = tuple[int, int]

_CORE, _RIM = 17_000, 46_000  # from the middle to the border of the districts, and of the city
_BENDS = 4  # times that a border is halved and its middle moved


def outlines() -> Mapping[str, BaseGeometry]:
    """The city and its counties, by code."""
    from shapely.geometry import Polygon
    from shapely.ops import unary_union

    core = [county.code for county in COUNTIES if county.ring == "core"]
    ring = [county.code for county in COUNTIES if county.ring == "ring"]
    inner, outer = _angles(len(core), 20), _angles(len(ring), 0)
    turns = sorted((*inner, *outer))
    found = {}
    for k, code in enumerate(core):
        first, last = inner[k], inner[(k + 1) % len(core)]
        found[code] = Polygon(
            [*_line("core", (0, 0), _at(first, _CORE)), *_arc(turns, first, last, _CORE), *_line("core", _at(last, _CORE), (0, 0))]
        )
    for k, code in enumerate(ring):
        first, last = outer[k], outer[(k + 1) % len(ring)]
        out, back = _line("ring", _at(first, _CORE), _at(first, _RIM)), _line("ring", _at(last, _RIM), _at(last, _CORE))
        found[code] = Polygon([*out, *_arc([*outer], first, last, _RIM), *back, *reversed(_arc(turns, first, last, _CORE))])
    degrees = {code: _degrees(polygon) for code, polygon in sorted(found.items())}
    return {CITY: unary_union(list(degrees.values())), **degrees}


def _angles(many: int, shift: int) -> tuple[int, ...]:
    """Directions of borders that leave the middle, in degrees, not quite evenly."""
    return tuple(sorted((shift + k * 360 // many + roll(-9, 9, "turn", many, k)) % 360 for k in range(many)))


def _at(angle: int, far: int) -> Point:
    distance = far + roll(-far // 7, far // 7, "far", angle, far)
    turn = math.radians(angle)
    return round(distance * math.cos(turn)), round(distance * math.sin(turn) * 0.8)


def _arc(turns: list[int], first: int, last: int, far: int) -> list[Point]:
    """Along a round border from one direction to another, through every direction between them."""
    at = turns.index(first)
    points = [_at(first, far)]
    while turns[at % len(turns)] != last:
        step = turns[at % len(turns)], turns[(at + 1) % len(turns)]
        points += _line("arc", _at(step[0], far), _at(step[1], far))[1:]
        at += 1
    return points


def _line(what: str, start: Point, end: Point) -> list[Point]:
    """A bent line; the same one, reversed, from the other end, so that neighbours share it."""
    if start > end:
        return list(reversed(_line(what, end, start)))
    points = [start, end]
    for bend in range(_BENDS):
        bent = [points[0]]
        for before, after in pairwise(points):
            reach = max(abs(after[0] - before[0]), abs(after[1] - before[1])) // 7
            middle = (before[0] + after[0]) // 2, (before[1] + after[1]) // 2
            bent += [
                (middle[0] + roll(-reach, reach, what, bend, *before, "x"), middle[1] + roll(-reach, reach, what, bend, *before, "y")),
                after,
            ]
        points = bent
    return points


def _degrees(polygon: BaseGeometry) -> BaseGeometry:
    import shapely

    return shapely.transform(polygon, lambda points: points / 100_000)


def write(path: Path) -> None:
    """Write the outlines as GeoJSON."""
    write_outlines(path, outlines())
