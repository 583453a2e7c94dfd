"""Outlines of areas from GeoJSON: the code of each area and its geometry in WGS-84 degrees."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from junheng.language import Text
from junheng.tables.findings import Findings
from junheng.tables.issue import Place

_POLYGONS = {"Polygon": 2, "MultiPolygon": 3}


def read_outlines(data: bytes, file: str, code: str, findings: Findings) -> dict[str, Mapping[str, Any]]:
    """Geometry by area code, from the property named `code`; everything that is not an outline in WGS-84 is reported."""
    place = Place(file)
    try:
        content = json.loads(data.decode("utf-8-sig"))
        features = content["features"] if content["type"] == "FeatureCollection" else None
    except (UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        findings.add("outlines_invalid", place, detail=error)
        return {}
    if not isinstance(features, list) or not features:
        findings.add("outlines_invalid", place, detail=Text("没有要素集合（FeatureCollection）。", "It has no FeatureCollection."))
        return {}
    outlines: dict[str, Mapping[str, Any]] = {}
    for number, feature in enumerate(features, start=1):
        found = _feature(feature, number, Place(file, row=number, column=code), code, findings)
        if found is None:
            continue
        area, geometry = found
        if area in outlines:
            findings.add("key_twice", Place(file, row=number, column=code), area, other=Text("前面的要素", "an earlier feature"))
        outlines[area] = geometry
    return outlines


def _feature(feature: object, number: int, place: Place, code: str, findings: Findings) -> tuple[str, Mapping[str, Any]] | None:
    """One feature's code and geometry, both as they should be."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    area = properties.get(code) if isinstance(properties, dict) else None
    if not isinstance(area, str | int) or isinstance(area, bool) or not str(area):
        zh, en = f"第 {number} 个要素没有属性“{code}”。", f"Feature {number} has no property “{code}”."
        findings.add("outlines_invalid", place, detail=Text(zh, en))
        return None
    if not isinstance(geometry, dict) or geometry.get("type") not in _POLYGONS:
        zh, en = f"第 {number} 个要素不是多边形。", f"Feature {number} is no polygon."
        findings.add("outlines_invalid", place, str(area), detail=Text(zh, en))
        return None
    try:
        for x, y in _positions(geometry["coordinates"], _POLYGONS[geometry["type"]]):
            if not (-180 <= x <= 180 and -90 <= y <= 90):
                findings.add("outlines_not_wgs84", place, f"{x}, {y}")
                return None
    except (TypeError, ValueError, KeyError, IndexError):
        zh, en = f"第 {number} 个要素的坐标有误。", f"Feature {number} has faulty coordinates."
        findings.add("outlines_invalid", place, str(area), detail=Text(zh, en))
        return None
    return str(area), {"type": geometry["type"], "coordinates": geometry["coordinates"]}


def _positions(coordinates: Any, depth: int) -> Iterator[tuple[float, float]]:  # noqa: ANN401 (nested lists, as JSON has them)
    """Every position of nested rings; `depth` is how deep the positions lie."""
    if depth:
        for part in coordinates:
            yield from _positions(part, depth - 1)
    else:
        yield float(coordinates[0]), float(coordinates[1])
