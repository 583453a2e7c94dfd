"""What-if and the least ways for one school: 12 indicators of its county, as a page asks for them; numpy only."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.table import Row, median_seconds
from junheng.engines.balance import Change, Problem, judge, ways, what_if
from junheng.packs import Pack, load

SUITE = "balance"
COUNTIES, SCHOOLS, YEARS, INDICATORS = 20, 50, 6, 12


def twelve() -> Pack:
    """The standard's seven indicators with a resource, and five of them again under other names."""
    standard = load("education_cn/hq2017")
    seven = [i for i in standard.indicators if i.resource]
    more = [replace(i, id=f"{i.id}_again") for i in seven[: INDICATORS - len(seven)]]
    return replace(standard, indicators=(*seven, *more))


def region(pack: Pack) -> Problem:
    """Some 1,000 schools over six years."""
    random = np.random.default_rng(7)
    rows = COUNTIES * SCHOOLS * YEARS
    pupils = random.integers(60, 2_500, rows)
    scale = np.array([i.resource.scale if i.resource else 1.0 for i in pack.indicators])
    floor = np.array([i.floor["primary"].values[-1].value for i in pack.indicators])
    amount = np.round(floor / scale * pupils[:, None] * random.lognormal(0.2, 0.4, (rows, len(floor))))
    return Problem(
        release="0" * 64,
        pack=pack.name,
        indicators=pack.indicators,
        areas=tuple(f"{n:06}" for n in range(COUNTIES)),
        parent=np.full(COUNTIES, -1),
        compared=np.ones(COUNTIES, dtype=np.int64),
        units=tuple(f"{n:08}" for n in range(COUNTIES * SCHOOLS)),
        levels=("primary",),
        periods=tuple(str(2020 + n) for n in range(YEARS)),
        unit=np.tile(np.arange(COUNTIES * SCHOOLS), YEARS),
        area=np.tile(np.repeat(np.arange(COUNTIES), SCHOOLS), YEARS),
        level=np.zeros(rows, dtype=np.int64),
        period=np.repeat(np.arange(YEARS), COUNTIES * SCHOOLS),
        pupils=pupils,
        amount=amount,
        value=scale * amount / pupils[:, None],
    )


def run() -> list[Row]:
    pack = twelve()
    stated = region(pack)
    asked = [Change(stated.units[7], "primary", "2025", i.id, 1_000.0) for i in pack.indicators]
    after = what_if(stated, pack, asked).after
    whole = judge(replace(stated, **changed(stated, asked)), pack)
    peers = np.flatnonzero((whole.peers.area == 0) & (whole.peers.period == YEARS - 1))
    same = "as the region judged anew" if np.array_equal(after.coefficients.cv, whole.coefficients.cv[peers]) else "DIFFERS"

    def show() -> None:
        answer = what_if(stated, pack, asked)
        answer.units_table()
        answer.coefficients_table()
        answer.areas_table()

    size = f"{INDICATORS} indicators, {SCHOOLS} schools of {len(stated.unit):,} rows"
    failing = stated.units[int(stated.unit[np.argmax(judge(stated, pack).unit[-SCHOOLS:] == 0) - SCHOOLS])]
    return [
        Row("what-if with its tables", size, median_seconds(show, 15), same_answer=same, target="0.1 s"),
        Row("least ways for one school", size, median_seconds(lambda: ways(stated, pack, failing, "primary", "2025"), 5), target="0.1 s"),
    ]


def changed(stated: Problem, asked: list[Change]) -> dict[str, np.ndarray]:
    """The amounts and values of the region in which the first school of the last year has what is asked."""
    row = len(stated.unit) - COUNTIES * SCHOOLS + 7
    amount, value = stated.amount.copy(), stated.value.copy()
    for at, change in enumerate(asked):
        resource = stated.indicators[at].resource
        amount[row, at] = change.to
        value[row, at] = (resource.scale if resource else 1.0) * change.to / stated.pupils[row]
    return {"amount": amount, "value": value}
