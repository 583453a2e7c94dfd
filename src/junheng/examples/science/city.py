"""An invented city: its counties, the years that its bureau has kept, and what a row of a return is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from junheng.examples.chengdu import dice

CITY = "990100"  # no province has the number 99
CITY_NAME = "澜屿市（合成示例）"
CITY_SHORT = "澜屿"

#: The years of the returns. Projects are followed from some years before, so that the first return has payments and acceptances too.
YEARS = (2021, 2022, 2023, 2024, 2025)
FIRST_APPROVED = 2018

#: Per mille of the last year that the bureau's work had reached by a year.
SIZE = {2018: 715, 2019: 740, 2020: 770, 2021: 815, 2022: 852, 2023: 905, 2024: 955, 2025: 1000}


@dataclass(frozen=True, slots=True)
class County:
    """A county and its weight in what the city has, per mille."""

    code: str
    name: str
    ring: str  # core, ring
    weight: int
    rd: int  # R&D spending, per 100,000 of its domestic product


COUNTIES = (
    County("990101", "砚湖区", "core", 214, 3120),
    County("990102", "芷岭区", "core", 178, 2650),
    County("990103", "蔚桥区", "core", 141, 2380),
    County("990104", "沐汀区", "ring", 118, 2510),
    County("990105", "桉泉区", "ring", 97, 1940),
    County("990121", "璞原县", "ring", 71, 1430),
    County("990122", "黛涧县", "ring", 58, 1120),
    County("990123", "岫禾县", "ring", 49, 960),
    County("990124", "菱溪县", "ring", 41, 830),
    County("990125", "榆垭县", "ring", 33, 710),
)


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a year's return: what a unit has at a level; amounts are whole: yuan, hours, people, pieces."""

    unit: str
    name: str
    county: str  # code; the city's own for what is the city's
    kind: str
    level: str  # "" where the unit has it as a whole
    values: Mapping[str, int]


def roll(low: int, high: int, *name: object) -> int:
    """A whole number from low to high, by the dice of the other synthetic city under names of its own."""
    return dice.whole(low, high, "science", *name)


def chance(per_mille: int, *name: object) -> bool:
    """True in so many of a thousand cases."""
    return roll(0, 999, *name) < per_mille


def county_of(*name: object) -> County:
    """A county, by weight."""
    place = roll(0, sum(county.weight for county in COUNTIES) - 1, *name, "county")
    for county in COUNTIES:
        place -= county.weight
        if place < 0:
            return county
    raise AssertionError("the weights add up to more than they are")


def shared_out(total: int, weights: Sequence[int]) -> list[int]:
    """A total in whole parts in proportion to weights, each at least one; the largest remainders take what is left."""
    whole = sum(weights)
    parts = [max(1, total * weight // whole) for weight in weights]
    order = sorted(range(len(weights)), key=lambda at: (-(total * weights[at] % whole), at))
    missing = total - sum(parts)
    for step in range(abs(missing)):
        at = order[step % len(order)] if missing > 0 else max(range(len(parts)), key=lambda k: parts[k])
        parts[at] += 1 if missing > 0 else -1
    return parts


def grown(amount: int, year: int, *name: object) -> int:
    """What an amount of the last year was in a year: smaller, and a little off the line."""
    return amount * SIZE[year] * (1000 + roll(-25, 25, *name, year)) // 1_000_000
