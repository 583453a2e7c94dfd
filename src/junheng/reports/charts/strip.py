"""Dots against a floor line: every unit a dot, a row an area, the standard one vertical line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .scale import LENGTH, Axis, Tick, fitting, percent

#: The drawing's width and a dot's reach for which dots are kept apart, in pixels. On a wider screen they stand looser.
WIDTH = 560
REACH = 5
HALF_HEIGHT = 9
#: The middle of a row.
MIDDLE = 12


@dataclass(frozen=True, slots=True)
class Point:
    """A unit to be drawn; the engine has judged it."""

    unit: str
    name: str
    value: float
    below: bool = False  # on the wrong side of the floor (of the ceiling, where lower is better)


@dataclass(frozen=True, slots=True)
class Dot:
    """A unit drawn: `x` in thousandths of the width, `y` in pixels from the row's middle."""

    unit: str
    name: str
    value: float
    x: int
    y: int
    below: bool
    clipped: bool

    @property
    def cx(self) -> str:
        """The place along the row, as SVG wants it."""
        return percent(self.x)

    @property
    def cy(self) -> int:
        """The place across the row."""
        return MIDDLE + self.y


@dataclass(frozen=True, slots=True)
class Row:
    """One area's units."""

    area: str
    name: str
    dots: tuple[Dot, ...]
    mean: float | None
    mean_x: str | None
    below: int
    units: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole picture, worst row first."""

    rows: tuple[Row, ...]
    axis: Axis
    ticks: tuple[Tick, ...]
    floor: float | None
    floor_x: str | None
    clipped: int  # dots that stand at the right edge because they lie beyond it

    @property
    def below(self) -> int:
        """Units on the wrong side of the floor, in all rows."""
        return sum(row.below for row in self.rows)

    @property
    def units(self) -> int:
        """Units drawn."""
        return sum(row.units for row in self.rows)


@dataclass(frozen=True, slots=True)
class Group:
    """What a row is made from; the mean is the pupil-weighted one, computed by the engine."""

    area: str
    name: str
    points: tuple[Point, ...]
    mean: float | None


def strip(groups: Sequence[Group], *, floor: float | None, lower_is_better: bool = False) -> Strip:
    """Rows sorted by the share of their units that misses the floor; without a floor, by their mean, worst first."""
    axis = fitting(
        [point.value for group in groups for point in group.points],
        must=tuple(value for value in (floor, *(group.mean for group in groups)) if value is not None),
    )

    def drawn(group: Group) -> Row:
        places = swarm([axis.at(point.value) for point in group.points])
        dots = tuple(
            Dot(
                unit=point.unit,
                name=point.name,
                value=point.value,
                x=axis.at(point.value),
                y=y,
                below=point.below,
                clipped=not axis.holds(point.value),
            )
            for point, y in zip(group.points, places, strict=True)
        )
        return Row(
            area=group.area,
            name=group.name,
            dots=dots,
            mean=group.mean,
            mean_x=None if group.mean is None else percent(axis.at(group.mean)),
            below=sum(dot.below for dot in dots),
            units=len(dots),
        )

    def worst_first(row: Row) -> tuple[float, float, str]:
        share = row.below / row.units if row.units else 0.0
        mean = row.mean if row.mean is not None else 0.0
        return (-share, -mean if lower_is_better else mean, row.area)

    rows = tuple(sorted((drawn(group) for group in groups if group.points), key=worst_first))
    return Strip(
        rows=rows,
        axis=axis,
        ticks=axis.ticks(),
        floor=floor,
        floor_x=None if floor is None else percent(axis.at(floor)),
        clipped=sum(dot.clipped for row in rows for dot in row.dots),
    )


def swarm(xs: Sequence[int]) -> tuple[int, ...]:
    """Heights at which dots do not cover each other, as near to the middle as they can be.

    Whole numbers only: the same dots stand at the same places on every machine. Where a row is too full, the dot takes the
    height at which its nearest neighbour is farthest.

    Parameters
    ----------
    xs : (dot,) int
        Thousandths of the width.

    Returns
    -------
    (dot,) int
        Pixels from the middle, downwards, at most `HALF_HEIGHT`.
    """
    heights = [0] * len(xs)
    last: dict[int, int] = {}  # height → place of the latest dot there: those before it are farther away
    candidates = sorted(range(-HALF_HEIGHT, HALF_HEIGHT + 1), key=lambda y: (abs(y), y))
    for index in sorted(range(len(xs)), key=lambda i: (xs[i], i)):
        x = xs[index] * WIDTH // LENGTH
        near = [((x - other) ** 2, y) for y, other in last.items() if x - other < REACH]
        most = -1
        for y in candidates:
            room = min([across + (y - height) ** 2 for across, height in near], default=REACH**2)
            if room > most:
                most, heights[index] = room, y
            if room >= REACH**2:
                break
        last[heights[index]] = x
    return tuple(heights)
