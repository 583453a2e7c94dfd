"""A small county stated by hand, and the standard that it is held against."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from junheng.engines.balance import Problem
from junheng.language import Text
from junheng.packs import Citation, Compliance, DatedValue, Expression, Indicator, Pack, Parameter, Resource, Split
from junheng.tables.vocabulary import Level, Vocabulary

SOURCE = Citation("A rule for tests")
UNITS = {"person": "person/100 pupil", "m2": "m2/pupil", "yuan": "yuan/pupil", "pupil": "pupil"}


def parameter(value: float, *later: tuple[int, float]) -> Parameter:
    held = (DatedValue(date(2000, 1, 1), value), *(DatedValue(date(year, 1, 1), changed) for year, changed in later))
    return Parameter("p", Text("参数", "Parameter"), "1", held, SOURCE)


def indicator(
    name: str,
    *,
    floor: float | None = None,
    cv_max: float | None = None,
    scale: float = 1.0,
    direction: str = "higher",
    whole: bool = False,
    resource: bool = True,
    levels: tuple[str, ...] = ("primary",),
    decimals: int = 2,
) -> Indicator:
    return Indicator(
        id=name,
        name=Text(f"生均{name}", f"{name} per pupil"),
        short=Text(name, name),
        unit="m2/pupil",
        formula=Expression.read(f"{name} / pupils", {name: "m2", "pupils": "pupil"}),
        levels=levels,
        direction=direction,
        balance=True,
        floor={} if floor is None else dict.fromkeys(levels, parameter(floor)),
        cv_max={} if cv_max is None else dict.fromkeys(levels, parameter(cv_max)),
        resource=Resource((name,), "m2", scale, whole) if resource else None,
        decimals=decimals,
        source=SOURCE,
    )


def pack(
    *indicators: Indicator,
    at_least: int | None = None,
    rest_share: float = 0.0,
    comprehensive: float | None = None,
) -> Pack:
    levels = tuple(dict.fromkeys(level for i in indicators for level in i.levels))
    rule = Compliance(
        at_least={} if at_least is None else dict.fromkeys(levels, at_least),
        rest_share=rest_share,
        comprehensive_cv_max={} if comprehensive is None else dict.fromkeys(levels, parameter(comprehensive)),
        source=SOURCE,
    )
    return Pack(
        name="test/town",
        title=Text("试验标准", "A test standard"),
        source=SOURCE,
        vocabulary=Vocabulary({level: Level(Text(level, level), ()) for level in levels}, {}, {}, {}),
        indicators=indicators,
        parameters={},
        compare="county",
        year_starts=(9, 1),
        split=Split("by_pupils", Text("按学生数", "By pupils"), {}, SOURCE),
        exclusions=(),
        compliance=rule,
    )


def problem(
    indicators: tuple[Indicator, ...],
    schools: dict[str, tuple[str, int, tuple[float, ...]]],
    *,
    periods: tuple[str, ...] = ("2025",),
    level: str = "primary",
) -> Problem:
    """One level; `schools` is code -> (area, pupils, amount of each indicator), the same in every period."""
    rows = sorted((period, area, code) for code, (area, _, _) in schools.items() for period in range(len(periods)))
    areas = tuple(sorted({area for area, _, _ in schools.values()}))
    units = tuple(sorted(schools))
    pupils = np.array([schools[code][1] for _, _, code in rows], dtype=np.int64)
    amount = np.array([schools[code][2] for _, _, code in rows], dtype=np.float64).reshape(len(rows), len(indicators))
    scale = np.array([i.resource.scale if i.resource else 1.0 for i in indicators])
    return Problem(
        release="0" * 64,
        pack="test/town",
        indicators=indicators,
        areas=areas,
        parent=np.full(len(areas), -1),
        compared=np.ones(len(areas), dtype=np.int64),
        units=units,
        levels=(level,),
        periods=periods,
        unit=np.array([units.index(code) for _, _, code in rows], dtype=np.int64),
        area=np.array([areas.index(area) for _, area, _ in rows], dtype=np.int64),
        level=np.zeros(len(rows), dtype=np.int64),
        period=np.array([period for period, _, _ in rows], dtype=np.int64),
        pupils=pupils,
        amount=amount,
        value=scale * amount / pupils[:, None],
    )


def valued(stated: Problem, values: np.ndarray) -> Problem:
    """The same with other values, for indicators that have no resource."""
    return replace(stated, value=values)
