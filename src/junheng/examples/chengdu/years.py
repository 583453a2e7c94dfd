"""What each school returns for a school year: pupils by grade, classes, staff, rooms, grounds and equipment.

Every number is an integer made by integer arithmetic. The quantities below describe this invented city; they are no standard.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from junheng.examples.chengdu import dice
from junheng.examples.chengdu.city import GRADES, School, schools

YEARS = (2020, 2021, 2022, 2023, 2024, 2025)

#: Reported by level; all else is shared by the whole school.
STAFF = ("teachers", "teachers_qualified", "teachers_backbone", "teachers_pe_arts", "teachers_titled")
SHARED = ("teaching_area", "sports_area", "equipment_value", "multimedia_rooms", "computers", "books")

#: Pupils entering a year, by kind and level: in urban, town and rural schools.
# fmt: off
_ENTRANTS: Mapping[tuple[str, str], tuple[int, int, int]] = {
    ("primary_school", "primary"): (248, 172, 47),
    ("nine_year", "primary"): (214, 138, 40),
    ("nine_year", "junior"): (238, 165, 50),
    ("twelve_year", "primary"): (128, 110, 90),
    ("twelve_year", "junior"): (185, 140, 90),
    ("twelve_year", "senior"): (260, 180, 90),
    ("complete_secondary", "junior"): (305, 240, 130),
    ("complete_secondary", "senior"): (605, 430, 210),
    ("junior_school", "junior"): (315, 240, 95),
    ("teaching_point", "primary"): (8, 8, 8),
    ("special_school", "primary"): (14, 10, 8),
    ("special_school", "junior"): (12, 9, 8),
    ("vocational_school", "senior"): (785, 630, 220),
}

#: What ten thousand pupils have in the middle of the city's schools: people, m², yuan, rooms, pieces, copies.
_USUAL: Mapping[str, Mapping[str, int]] = {
    "primary": {
        "teachers": 610, "teachers_qualified": 520, "teachers_backbone": 162, "teachers_pe_arts": 117, "teachers_titled": 290,
        "teaching_area": 58_000, "sports_area": 97_000, "equipment_value": 30_000_000, "multimedia_rooms": 280, "computers": 1_350,
        "books": 290_000,
    },
    "junior": {
        "teachers": 830, "teachers_qualified": 665, "teachers_backbone": 162, "teachers_pe_arts": 117, "teachers_titled": 430,
        "teaching_area": 78_000, "sports_area": 134_000, "equipment_value": 38_000_000, "multimedia_rooms": 290, "computers": 1_650,
        "books": 360_000,
    },
    "senior": {
        "teachers": 850, "teachers_qualified": 600, "teachers_backbone": 190, "teachers_pe_arts": 80, "teachers_titled": 480,
        "teaching_area": 88_000, "sports_area": 118_000, "equipment_value": 45_000_000, "multimedia_rooms": 290, "computers": 1_900,
        "books": 420_000,
    },
}

#: Per mille of the usual: urban schools of the core, other urban, town and rural schools; then how far schools differ.
_PLACE: Mapping[str, tuple[int, int, int, int, int]] = {
    "teachers": (1000, 1000, 1030, 1320, 220),
    "teachers_qualified": (1020, 1000, 960, 1080, 330),
    "teachers_backbone": (1120, 1020, 900, 860, 1150),
    "teachers_pe_arts": (1040, 1020, 980, 1010, 480),
    "teachers_titled": (1050, 1000, 950, 980, 360),
    "teaching_area": (960, 1000, 1090, 1400, 650),
    "sports_area": (900, 970, 1120, 1600, 1600),
    "equipment_value": (1080, 1020, 940, 900, 1150),
    "multimedia_rooms": (1000, 990, 1010, 1180, 380),
    "computers": (1050, 1000, 950, 980, 800),
    "books": (1000, 1000, 1000, 1100, 700),
}
# fmt: on

#: How far a county's wealth reaches: what a budget buys, and not the ground it stands on.
_WEALTH = {"teachers_backbone": 3, "equipment_value": 4, "computers": 3, "teachers_qualified": 1, "multimedia_rooms": 1, "books": 2}
#: Per mille that a measure grows in a year: in urban schools, and elsewhere, where the support goes.
_GROWTH = {
    "teachers_qualified": (10, 18),
    "teachers_backbone": (15, 30),
    "teachers_pe_arts": (12, 24),
    "teachers_titled": (6, 10),
    "equipment_value": (30, 50),
    "multimedia_rooms": (18, 30),
    "computers": (20, 35),
    "books": (6, 10),
}
#: The most pupils that a class is planned for.
_CLASS = {"primary": 45, "junior": 50, "senior": 50}


@dataclass(frozen=True, slots=True)
class Return:
    """What one school returns for one school year."""

    school: School
    year: int
    pupils: Mapping[tuple[str, str], int]  # level, grade
    staff: Mapping[tuple[str, str], int]  # level, measure
    shared: Mapping[str, int]  # measure; yuan, m², pieces


@cache
def returns(year: int) -> tuple[Return, ...]:
    """All schools' returns of one school year, in the order of the schools."""
    return tuple(_return(school, year) for school in schools())


def _return(school: School, year: int) -> Return:
    pupils = {(level, grade): grade_size(school, level, grade, year) for level in school.levels for grade in GRADES[level]}
    enrolled = {level: sum(pupils[level, grade] for grade in GRADES[level]) for level in school.levels}
    staff: dict[tuple[str, str], int] = {}
    for level in school.levels:
        for measure in STAFF:
            amount = _rounded(enrolled[level] * _target(school, level, measure) * _trend(school, measure, year), 1000 * 10_000)
            staff[level, measure] = amount if measure == "teachers" else min(amount, staff[level, "teachers"])
    return Return(school, year, pupils, staff, {measure: _stock(school, measure, year) for measure in SHARED})


@cache
def grade_size(school: School, level: str, grade: str, year: int) -> int:
    """Pupils of a grade: those who entered together, and a few who came or left since."""
    step = GRADES[level].index(grade)
    entered = year - step
    place = ("urban", "town", "rural").index(school.setting)
    size = _swung(_ENTRANTS[school.kind, level][place], dice.bell(900, school.code, "size"))
    drift = 1000 + school.county.growth * (entered - YEARS[0])
    entrants = size * drift * (1000 + dice.bell(120, school.code, level, "entrants", entered)) // 1_000_000
    return max(1, entrants * (1000 + dice.bell(12 * step, school.code, level, "moved", entered, step)) // 1000)


def classes(school: School, level: str, grade: str, year: int) -> tuple[int, ...]:
    """Pupils of each class of a grade; sizes differ by one at most. A school that is short of rooms fills its classes beyond the plan."""
    size = grade_size(school, level, grade, year)
    crowded = school.setting != "rural" and dice.chance(45 if school.county.growth > 0 else 20, school.code, "crowded")
    number = max(1, -(-size // (_CLASS[level] + (7 if crowded else 0))))
    return tuple(size // number + (k < size % number) for k in range(number))


def _swung(amount: int, swing: int) -> int:
    """An amount times e to a per mille, nearly: a swing up and the same swing down undo each other."""
    return amount * (1000 + swing) // 1000 if swing >= 0 else amount * 1000 // (1000 - swing)


@cache
def _target(school: School, level: str, measure: str) -> int:
    """What ten thousand pupils of a school's level have in the last year."""
    *places, spread = _PLACE[measure]
    place = {"town": 2, "rural": 3}.get(school.setting, 0 if school.county.ring == "core" else 1)
    wealth = 1000 + school.county.wealth * _WEALTH.get(measure, 0)
    spread = spread * school.county.spread * (1000 + dice.bell(500, school.county.code, measure)) // 250_000
    swing = dice.bell(spread, school.code, measure)
    quality = dice.bell(120, school.code, "quality")
    return _swung(_USUAL[level][measure] * places[place] * wealth // 1_000_000, swing + quality)


def _trend(school: School, measure: str, year: int) -> int:
    """Per mille of the last year's value that a school had reached by a year."""
    urban, elsewhere = _GROWTH.get(measure, (0, 0))
    return 1000 - (urban if school.setting == "urban" else elsewhere) * (YEARS[-1] - year)


def _stock(school: School, measure: str, year: int) -> int:
    """What the whole school has: by its size in the last year, not by each year's pupils."""
    amount = 0
    for level in school.levels:
        size = sum(grade_size(school, level, grade, YEARS[-1]) for grade in GRADES[level])
        amount += size * _target(school, level, measure)
    amount = amount * _trend(school, measure, year) * (1000 - _not_yet_built(school, measure, year))
    step = 100 if measure == "equipment_value" else 1  # returned in 10,000 yuan with two decimals
    return max(step, _rounded(amount, 10_000 * 1_000_000 * step) * step)


def _not_yet_built(school: School, measure: str, year: int) -> int:
    """Per mille of a school's ground or floor that a later extension has added."""
    if measure not in ("teaching_area", "sports_area") or not dice.chance(400, school.code, measure, "extended"):
        return 0
    finished = dice.whole(YEARS[0] + 1, YEARS[-1], school.code, measure, "finished")
    return dice.whole(60, 220, school.code, measure, "extension") if year < finished else 0


def _rounded(amount: int, divisor: int) -> int:
    return (amount + divisor // 2) // divisor
