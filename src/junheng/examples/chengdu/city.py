"""The city as it stands: counties, schools, and what each school is like before any year is counted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from junheng.examples.chengdu import dice
from junheng.examples.chengdu.names import all_names, school_name

CITY = "510100"
CITY_NAME = "成都市（合成示例）"

#: Grades of the levels, as the national return numbers them.
GRADES: Mapping[str, tuple[str, ...]] = {"primary": tuple("123456"), "junior": tuple("789"), "senior": ("10", "11", "12")}

LEVELS: Mapping[str, tuple[str, ...]] = {
    "primary_school": ("primary",),
    "nine_year": ("primary", "junior"),
    "twelve_year": ("primary", "junior", "senior"),
    "complete_secondary": ("junior", "senior"),
    "junior_school": ("junior",),
    "teaching_point": ("primary",),
    "special_school": ("primary", "junior"),
    "vocational_school": ("senior",),
}


@dataclass(frozen=True, slots=True)
class County:
    """A county: how many schools of each kind, and how it fares."""

    code: str
    name: str
    ring: str  # core, suburb, outer
    schools: tuple[int, ...]  # in the order of LEVELS
    wealth: int  # per mille by which its schools have more than the city's
    spread: int  # per mille by which its schools differ
    growth: int  # per mille by which each year's entrants exceed those of the year before


# fmt: off
COUNTIES = (
    #                            小学 九年 十二 完中 初中 教学点 特教 职业
    County("510104", "锦江区", "core", (21, 9, 1, 4, 5, 0, 1, 2), 60, 190, -2),
    County("510105", "青羊区", "core", (25, 10, 1, 4, 6, 0, 1, 2), 55, 180, -4),
    County("510106", "金牛区", "core", (31, 13, 1, 5, 8, 0, 1, 3), 10, 230, -6),
    County("510107", "武侯区", "core", (33, 16, 2, 5, 8, 0, 1, 3), 35, 260, 2),
    County("510108", "成华区", "core", (27, 13, 1, 4, 7, 0, 1, 2), 20, 240, 4),
    County("510112", "龙泉驿区", "suburb", (23, 13, 2, 4, 8, 1, 1, 3), 20, 300, 18),
    County("510113", "青白江区", "suburb", (13, 7, 0, 2, 6, 1, 1, 2), 0, 260, 6),
    County("510114", "新都区", "suburb", (25, 13, 1, 5, 10, 1, 1, 3), -15, 330, 16),
    County("510115", "温江区", "suburb", (15, 9, 2, 3, 6, 0, 1, 2), 45, 200, 14),
    County("510116", "双流区", "suburb", (35, 20, 3, 6, 12, 1, 1, 4), 25, 310, 22),
    County("510117", "郫都区", "suburb", (23, 14, 2, 4, 9, 1, 1, 3), 15, 280, 20),
    County("510118", "新津区", "suburb", (9, 6, 1, 2, 5, 1, 1, 1), 25, 180, 8),
    County("510121", "金堂县", "outer", (21, 12, 1, 4, 13, 5, 1, 3), -30, 350, -4),
    County("510129", "大邑县", "outer", (13, 8, 0, 3, 9, 4, 1, 2), -15, 290, -8),
    County("510131", "蒲江县", "outer", (7, 5, 0, 2, 5, 2, 1, 1), 15, 220, -6),
    County("510181", "都江堰市", "outer", (15, 9, 1, 4, 8, 3, 1, 2), 0, 300, -4),
    County("510182", "彭州市", "outer", (19, 10, 0, 4, 12, 5, 1, 2), -30, 330, -10),
    County("510183", "邛崃市", "outer", (16, 9, 0, 3, 10, 5, 1, 2), -20, 330, -12),
    County("510184", "崇州市", "outer", (16, 9, 0, 4, 11, 4, 1, 2), -10, 310, -8),
    County("510185", "简阳市", "outer", (23, 15, 1, 5, 18, 8, 1, 3), -45, 360, -6),
)
# fmt: on


@dataclass(frozen=True, slots=True, eq=False)
class School:
    """One school; each is made once, so that it is its own key."""

    code: str
    name: str
    county: County
    kind: str
    ownership: str
    setting: str
    east: int  # longitude, 1/100,000 degree
    north: int  # latitude, 1/100,000 degree

    @property
    def levels(self) -> tuple[str, ...]:
        """What it teaches."""
        return LEVELS[self.kind]


@cache
def schools() -> tuple[School, ...]:
    """All schools, by county and kind."""
    names = iter(all_names())
    found = []
    for county in COUNTIES:
        serial = 0
        for kind, number in zip(LEVELS, county.schools, strict=True):
            for _ in range(number):
                serial += 1
                found.append(_school(county, kind, serial, next(names)))
    return tuple(found)


#: Of a hundred schools, how many lie in the country and how many in towns.
_RURAL = {"core": 0, "suburb": 12, "outer": 34}
_TOWN = {"core": 0, "suburb": 30, "outer": 36}
#: Of a hundred schools, how many are private.
_PRIVATE = {"primary_school": 4, "nine_year": 12, "twelve_year": 85, "complete_secondary": 12, "junior_school": 5, "vocational_school": 30}


def _school(county: County, kind: str, serial: int, name: str) -> School:
    code = f"99{county.code[2:]}{serial:04d}"  # no province has the number 99, so that no real school bears such a code
    private = dice.whole(0, 99, code, "ownership") < _PRIVATE.get(kind, 0)
    setting = _setting(county, kind, code, private=private)
    east, north = _place(county, setting, code)
    full_name = school_name(county.name, name, kind, setting, private=private)
    return School(code, full_name, county, kind, "private" if private else "public", setting, east, north)


def _setting(county: County, kind: str, code: str, *, private: bool) -> str:
    if kind == "teaching_point":
        return "rural"
    toss = dice.whole(0, 99, code, "setting")
    if private or kind in ("twelve_year", "special_school", "vocational_school"):
        return "urban" if toss < 70 or county.ring == "core" else "town"
    if kind == "complete_secondary":
        return "town" if toss < _RURAL[county.ring] else "urban"
    if toss < _RURAL[county.ring]:
        return "rural"
    return "town" if toss < _RURAL[county.ring] + _TOWN[county.ring] else "urban"


@cache
def outlines() -> Mapping[str, tuple[tuple[tuple[int, int], ...], ...]]:
    """Rings of each county's outline in 1/100,000 degree; a point inside an odd number of them is in the county."""
    text = files("junheng.examples").joinpath("chengdu-synthetic", "areas.geojson").read_text(encoding="utf-8")
    found = {}
    for feature in json.loads(text)["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings = tuple(tuple((round(x * 100_000), round(y * 100_000)) for x, y in ring) for polygon in polygons for ring in polygon)
        found[feature["properties"]["area"]] = rings
    return found


def _place(county: County, setting: str, code: str) -> tuple[int, int]:
    """A point in the county: anywhere for country schools, nearer to its middle for the others."""
    rings = outlines()[county.code]
    points = [point for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    middle = sum(x for x, _ in points) // len(points), sum(y for _, y in points) // len(points)
    share = {"urban": 55, "town": 80, "rural": 100}[setting] if county.ring != "core" else 95
    for attempt in range(1000):
        x = dice.whole(west, east, code, "east", attempt)
        y = dice.whole(south, north, code, "north", attempt)
        x, y = middle[0] + (x - middle[0]) * share // 100, middle[1] + (y - middle[1]) * share // 100
        if _inside(rings, x, y):
            return x, y
    raise AssertionError(f"no point of {county.name} was hit")


def _inside(rings: tuple[tuple[tuple[int, int], ...], ...], x: int, y: int) -> bool:
    """Whether a ray to the east crosses the rings an odd number of times; whole numbers, so the same everywhere."""
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (y1 > y) != (y2 > y):
                turn = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
                inside ^= (turn > 0) == (y2 > y1)
    return inside
