"""The primary schools of Amsterdam as a region: from the city's published files to the canonical tables and outlines.

``python -m junheng.examples.amsterdam`` writes them again; a test holds the committed ones against it.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from junheng.examples.files import Rows, write_outlines, write_tables

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

FOLDER = Path(__file__).parent / "amsterdam"
SCHOOLS = FOLDER / "source" / "primary_schools.geojson"
NEIGHBOURHOODS = FOLDER / "source" / "wijken_pupils.geojson"

CITY = "AMS"
PERIOD = "2022"
LEVEL = "elementary"

#: City districts stadsdelen by the first letter of their neighbourhoods' codes.
DISTRICTS = {
    "A": "Centrum",
    "B": "Westpoort",
    "E": "West",
    "F": "Nieuw-West",
    "K": "Zuid",
    "M": "Oost",
    "N": "Noord",
    "T": "Zuidoost",
}

MEASURES = (
    ("pupils_with_weight", "有教育弱势权重的学生", "Pupils with an educational-disadvantage weight", "person"),
    ("pupils_without_weight", "无教育弱势权重的学生", "Pupils without an educational-disadvantage weight", "person"),
    ("pupils_weight_unknown", "教育弱势权重不详的学生", "Pupils whose educational-disadvantage weight is unknown", "person"),
    ("mean_distance", "平均上学距离", "Mean distance from home", "m"),
)
_FIELDS = {
    "pupils_with_weight": "ja",
    "pupils_without_weight": "nee",
    "pupils_weight_unknown": "onbekend",
    "mean_distance": "afstand",
}

#: Radius of the sphere of EPSG:3857, metres.
_RADIUS = 6_378_137.0
#: Borders may move this far when points are left out, metres on the map (0.6 of it on the ground).
_TOLERANCE = 10.0


def to_degrees(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude (WGS-84) of a point in spherical Mercator (EPSG:3857).

    >>> longitude, latitude = to_degrees(545827.7385, 6868504.8302)
    >>> round(longitude, 4), round(latitude, 4)
    (4.9033, 52.3766)
    """
    return math.degrees(x / _RADIUS), math.degrees(2.0 * math.atan(math.exp(y / _RADIUS)) - math.pi / 2.0)


def _features(path: Path) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return features


def tables() -> dict[str, Rows]:
    """The canonical tables, each with its head; schools in the order of the source."""
    from shapely.geometry import Point, shape

    places = sorted(_features(NEIGHBOURHOODS), key=lambda feature: feature["properties"]["Buurtcombinatie_code"])
    polygons = {feature["properties"]["Buurtcombinatie_code"]: shape(feature["geometry"]) for feature in places}
    areas: Rows = [["area", "name", "parent", "kind"], [CITY, "Amsterdam", "", "city"]]
    areas += [[code, name, CITY, "district"] for code, name in DISTRICTS.items()]
    areas += [
        [
            p["properties"]["Buurtcombinatie_code"],
            p["properties"]["Buurtcombinatie"],
            p["properties"]["Buurtcombinatie_code"][0],
            "neighbourhood",
        ]
        for p in places
    ]
    units: Rows = [["unit", "name", "area", "kind", "ownership", "longitude", "latitude"]]
    observations: Rows = [["unit", "level", "measure", "period", "value"]]
    enrolment: Rows = [["unit", "level", "grade", "period", "pupils"]]
    for feature in _features(SCHOOLS):
        school, (x, y) = feature["properties"], feature["geometry"]["coordinates"]
        unit = school["brin"]
        longitude, latitude = to_degrees(x, y)
        ownership = "public" if school["grondslag"] == "Openbaar" else "private"
        place = _containing(polygons, Point(x, y))
        units.append([unit, school["naam"], place, "school", ownership, f"{longitude:.5f}", f"{latitude:.5f}"])
        enrolment.append([unit, LEVEL, "total", PERIOD, str(school["totaal"])])
        for measure, field in _FIELDS.items():
            if school[field] is not None:
                value = f"{school[field]:.1f}" if measure == "mean_distance" else str(school[field])
                observations.append([unit, LEVEL, measure, PERIOD, value])
    measures: Rows = [["measure", "name_zh", "name_en", "unit"], *map(list, MEASURES)]
    return {"areas": areas, "units": units, "measures": measures, "observations": observations, "enrolment": enrolment}


def _containing(polygons: dict[str, BaseGeometry], point: BaseGeometry) -> str:
    """Code of the one polygon that the point lies in; `ValueError` where there is none or more."""
    (code,) = (code for code, polygon in polygons.items() if polygon.contains(point))
    return code


def outlines() -> dict[str, BaseGeometry]:
    """Outlines of city, districts and neighbourhoods in degrees, generalised so that shared borders stay shared."""
    import numpy as np
    import shapely

    places = sorted(_features(NEIGHBOURHOODS), key=lambda feature: feature["properties"]["Buurtcombinatie_code"])
    codes = [feature["properties"]["Buurtcombinatie_code"] for feature in places]
    simplified = shapely.coverage_simplify([shapely.geometry.shape(feature["geometry"]) for feature in places], _TOLERANCE)
    degrees = [shapely.transform(polygon, lambda points: np.array([to_degrees(x, y) for x, y in points])) for polygon in simplified]
    found = dict(zip(codes, degrees, strict=True))
    districts = {d: shapely.union_all([g for code, g in found.items() if code[0] == d]) for d in DISTRICTS}
    return {CITY: shapely.union_all(degrees), **districts, **found}


def build(folder: Path = FOLDER) -> None:
    """Write the tables as CSV and the outlines as GeoJSON into a folder."""
    write_tables(folder, tables())
    write_outlines(folder / "areas.geojson", outlines())


if __name__ == "__main__":
    build()
