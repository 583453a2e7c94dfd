"""How the examples are written: plain CSV and GeoJSON with the same bytes on every machine."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Rows = list[list[str]]

#: Decimals of a degree that outlines keep: a metre.
_DECIMALS = 5


def write_tables(folder: Path, tables: Mapping[str, Rows]) -> None:
    """Write each table as NAME.csv."""
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)


def write_outlines(path: Path, outlines: Mapping[str, BaseGeometry]) -> None:
    """Write outlines in degrees as GeoJSON, one feature a line, named by their area codes."""
    features = [
        json.dumps({"type": "Feature", "properties": {"area": code}, "geometry": _rounded(geometry)}, separators=(",", ":"))
        for code, geometry in outlines.items()
    ]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def _rounded(geometry: BaseGeometry) -> dict[str, Any]:
    """GeoJSON of a polygon or several, outer rings anticlockwise, without points that rounding made equal."""
    import shapely

    def ring(points: Iterable[tuple[float, float]]) -> list[list[float]]:
        rounded = [[round(x, _DECIMALS), round(y, _DECIMALS)] for x, y in points]
        return [point for i, point in enumerate(rounded) if i == 0 or point != rounded[i - 1]]

    oriented = shapely.orient_polygons(geometry)
    polygons = list(oriented.geoms) if oriented.geom_type == "MultiPolygon" else [oriented]
    coordinates = [[ring(line.coords) for line in (polygon.exterior, *polygon.interiors)] for polygon in polygons]
    if len(coordinates) == 1:
        return {"type": "Polygon", "coordinates": coordinates[0]}
    return {"type": "MultiPolygon", "coordinates": coordinates}
