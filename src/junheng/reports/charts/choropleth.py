"""A map in classes: outlines drawn by the server, limits named at the boundaries, no tiles."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: As many steps as the sequential colours have.
MOST_CLASSES = 7

Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Outline:
    """An area as it is drawn, in the pixels of the drawing."""

    area: str
    path: str
    x: int  # where a label or symbol stands
    y: int
    width: int  # of its box: a label fits or does not
    height: int


@dataclass(frozen=True, slots=True)
class Outlines:
    """All areas on one drawing."""

    width: int
    height: int
    areas: tuple[Outline, ...]


@dataclass(frozen=True, slots=True)
class Classes:
    """Limits between classes, ascending; a value equal to a limit belongs above it, except that a standard's own limit is met."""

    limits: tuple[float, ...]
    decimals: int
    inclusive: float | None = None  # the limit that still belongs below: "at most 0.50"

    def of(self, value: float) -> int:
        """1 for the lowest class, `len(limits) + 1` for the highest."""
        return 1 + sum(value > limit if limit == self.inclusive else value >= limit for limit in self.limits)


def classes(values: Iterable[float], *, most: int = MOST_CLASSES, decimals: int = 2, limit: float | None = None) -> Classes:
    """Classes of about equal size, at round limits; the standard's own limit is one of them where it lies among the values.

    Parameters
    ----------
    values : iterable of float
        What is mapped; not finite values are left out.
    most : int
        Classes at most.
    decimals : int
        To which the limits are rounded, so that the legend says exactly where the colours change.
    limit : float, optional
        A limit that the reader knows, such as the largest permitted coefficient.
    """
    known = sorted(value for value in values if math.isfinite(value))
    if not known:
        return Classes((), decimals)
    count = max(1, min(most, len(set(known)), 2 + len(known) // 3))
    cuts = {round(known[len(known) * index // count], decimals) for index in range(1, count)}
    inner = sorted(cut for cut in cuts if known[0] < cut <= known[-1])
    if limit is not None and known[0] <= limit < known[-1]:
        closest = min(inner, key=lambda cut: abs(cut - limit), default=limit)
        inner = sorted({cut for cut in inner if cut != closest or len(inner) < count - 1} | {limit})
    return Classes(tuple(inner[: most - 1]), decimals, inclusive=limit)


def step(number: int, of: int) -> int:
    """Which of the seven colours a class gets, so that few classes still span light to dark."""
    return 4 if of <= 1 else 1 + round((number - 1) * (MOST_CLASSES - 1) / (of - 1))


def shapes(
    geometry: Mapping[str, Mapping[str, Any]], parent: Mapping[str, str | None], areas: Sequence[str]
) -> Mapping[str, Mapping[str, Any]]:
    """Outlines of areas as GeoJSON geometries; one without an outline of its own is drawn by those of the areas in it."""
    own = {area: geometry[area] for area in areas if area in geometry}
    parts: dict[str, list[Mapping[str, Any]]] = {}
    for code, shape in geometry.items():
        above = parent.get(code)
        while above is not None and above not in areas:
            above = parent.get(above)
        if above is not None and above not in own:
            parts.setdefault(above, []).append(shape)
    return {**own, **{area: {"type": "GeometryCollection", "geometries": each} for area, each in parts.items()}}


def outlines(geometry: Mapping[str, Mapping[str, Any]], areas: Sequence[str], *, width: int = 384) -> Outlines | None:
    """Draw areas north up, distances along the middle parallel to scale (WGS-84 degrees times the cosine of the latitude).

    Areas without an outline are left out; None where no area has one.
    """
    shapes = {area: _rings(geometry[area]) for area in areas if area in geometry}
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    if not points:
        return None
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    pad = 4
    scale = (width - 2 * pad) / max((east - west) * squeeze, (north - south) * 0.6, 1e-9)
    left = (width - (east - west) * squeeze * scale) / 2

    def placed(point: tuple[float, float]) -> tuple[int, int]:
        """Tenths of a pixel."""
        return round(10 * (left + (point[0] - west) * squeeze * scale)), round(10 * (pad + (north - point[1]) * scale))

    return Outlines(
        width=width,
        height=math.ceil((north - south) * scale) + 2 * pad,
        areas=tuple(_drawn(area, [[placed(point) for point in ring] for ring in rings]) for area, rings in shapes.items() if rings),
    )


def _rings(geometry: Mapping[str, Any]) -> list[Ring]:
    match geometry["type"]:
        case "Polygon":
            polygons = [geometry["coordinates"]]
        case "MultiPolygon":
            polygons = geometry["coordinates"]
        case "GeometryCollection":
            return [ring for part in geometry["geometries"] for ring in _rings(part)]
        case _:
            polygons = []
    return [[(float(point[0]), float(point[1])) for point in ring] for polygon in polygons for ring in polygon]


def _drawn(area: str, rings: list[list[tuple[int, int]]]) -> Outline:
    largest = max(rings, key=lambda ring: abs(_doubled_area(ring)))
    x, y = _inside(largest)
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    return Outline(
        area=area,
        path="".join(_path(ring) for ring in rings),
        x=x // 10,
        y=y // 10,
        width=(max(xs) - min(xs)) // 10,
        height=(max(ys) - min(ys)) // 10,
    )


def _path(ring: list[tuple[int, int]]) -> str:
    """A closed path; points that fall on the one before at half a pixel are left out."""
    kept: list[tuple[int, int]] = []
    for x, y in ring:
        point = (5 * round(x / 5), 5 * round(y / 5))
        if not kept or kept[-1] != point:
            kept.append(point)
    if len(kept) < 4:
        return ""
    return "M" + "L".join(f"{_decimal(x)} {_decimal(y)}" for x, y in kept[:-1]) + "Z"


def _decimal(tenths: int) -> str:
    sign, tenths = ("-", -tenths) if tenths < 0 else ("", tenths)
    return f"{sign}{tenths // 10}.{tenths % 10}" if tenths % 10 else f"{sign}{tenths // 10}"


def _doubled_area(ring: list[tuple[int, int]]) -> int:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True))


def _inside(ring: list[tuple[int, int]]) -> tuple[int, int]:
    """A point well inside: of nine horizontals, the middle of the widest stretch, weighed towards the ring's middle."""
    ys = [y for _, y in ring]
    top, bottom = min(ys), max(ys)
    best = (-1, ring[0])
    for part in range(1, 10):
        y = top + (bottom - top) * part // 10
        crossings = sorted(
            x0 + (y - y0) * (x1 - x0) // (y1 - y0)
            for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True)
            if (y0 <= y) != (y1 <= y)
        )
        for start, end in zip(crossings[::2], crossings[1::2], strict=False):
            weight = (end - start) * (20 - abs(part - 5))
            if weight > best[0]:
                best = (weight, ((start + end) // 2, y))
    return best[1]
