"""What is unlikely over the years: values far from last year's, and years left out.

Everything here is a warning: an office looks at it, and lets it stand with a reason or corrects it. Rows are compared as numbers
(see `junheng.tables.ranks`), so that a million of them take no longer than reading them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from junheng.tables.amounts import Amounts
from junheng.tables.findings import Findings, brief
from junheng.tables.keys import Keyed
from junheng.tables.organisation import Organisation
from junheng.tables.periods import first_day
from junheng.tables.ranges import measure_name
from junheng.tables.ranks import IntArray, KeyArray, RankArray
from junheng.tables.vocabulary import Vocabulary

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]

#: A value this many times last year's, or a part of it as small, is looked at.
JUMP = 10.0
#: Square metres in a mu 亩, and how near a jump must be to it.
_MU = 2000 / 3
_NEAR_MU = 0.05


@dataclass(frozen=True, slots=True)
class Series:
    """Observations in the order of unit, level, measure and period."""

    order: IntArray | None  # row of the frame; None: the same
    series: KeyArray  # unit × level × measure
    period: RankArray
    value: FloatArray
    starts: BoolArray  # the first of its series

    def rows(self, at: IntArray) -> IntArray:
        """The rows of the frame at places of this order."""
        return at if self.order is None else self.order[at]


def in_series(observations: pl.DataFrame, keys: Keyed) -> Series:
    """The observations by series; `keys` belongs to them."""
    order, series, period, value = keys.order, keys.series, keys.columns["period"].rank, observations["value"].to_numpy()
    if order is not None:  # the period is the last part of the key; taking the keys apart is quicker than fetching the rows in order
        periods = len(keys.columns["period"].values)
        series = keys.ordered // periods
        period = (keys.ordered - series * periods).astype(np.int32, copy=False)
        value = value[order]
    starts = np.ones(series.size, np.bool_)
    np.not_equal(series[1:], series[:-1], out=starts[1:])
    return Series(order, series, period, value, starts)


def check_jumps(
    data: Series, observations: pl.DataFrame, keys: Keyed, vocabulary: Vocabulary | None, amounts: Amounts, findings: Findings
) -> BoolArray:
    """Report values far from those before them; the mask of these rows of the frame.

    One wrong year makes two jumps, there and back: the way back is not reported. Where the first year is off and the later ones
    agree, it is the first that is reported.
    """
    mask = np.zeros(data.value.size, np.bool_)
    if data.value.size < 2:
        return mask
    before, after = data.value[:-1], data.value[1:]
    both = ~data.starts[1:] & (before > 0)
    up = np.concatenate(([False], both & (after >= JUMP * before)))
    down = np.concatenate(([False], both & (after * JUMP <= before) & (after > 0)))
    jump = up | down
    if not jump.any():
        return mask
    back = np.concatenate(([False], (up[1:] & down[:-1]) | (down[1:] & up[:-1])))
    goes_on = np.concatenate((~data.starts[1:], [False]))
    calm_after = goes_on & ~np.concatenate((jump[1:], [True]))
    second = np.concatenate(([False], data.starts[:-1])) & ~data.starts
    first_is_off = jump & second & calm_after
    flagged = np.flatnonzero(jump & ~back & ~first_is_off)
    firsts = np.flatnonzero(first_is_off) - 1
    _report_jumps(
        data,
        np.concatenate((flagged, firsts)),
        np.concatenate((flagged - 1, firsts + 1)),
        observations,
        keys,
        vocabulary,
        amounts,
        findings,
    )
    mask[data.rows(flagged)] = True
    mask[data.rows(firsts)] = True
    return mask


def _report_jumps(
    data: Series,
    flagged: IntArray,
    other: IntArray,
    observations: pl.DataFrame,
    keys: Keyed,
    vocabulary: Vocabulary | None,
    amounts: Amounts,
    findings: Findings,
) -> None:
    ratio = data.value[flagged] / data.value[other]
    times = np.maximum(ratio, 1 / ratio)
    rows = observations[data.rows(flagged)]
    area = np.array([m in amounts.kept and amounts.kept[m].dimension == (("m2", 1),) for m in rows["measure"]], np.bool_)
    said = rows.with_columns(
        times=pl.Series([f"{t:,.0f}" if t >= 100 else f"{t:.3g}" for t in times], dtype=pl.String),
        before=pl.Series([str(brief(float(v))) for v in data.value[other]], dtype=pl.String),
        since=pl.Series([keys.columns["period"].values[at] for at in data.period[other]], dtype=pl.String),
        _mu=pl.Series(area & (np.abs(times / _MU - 1) <= _NEAR_MU)),
    )
    for (code, mu), part in said.group_by("measure", "_mu", maintain_order=True):
        rule = "mu_for_m2" if mu else "value_jumped"
        findings.rows(rule, "observations", "value", part.drop("measure", "_mu"), "value", measure=measure_name(str(code), vocabulary))


def check_gaps(
    data: Series, observations: pl.DataFrame, keys: Keyed, organisation: Organisation, vocabulary: Vocabulary | None, findings: Findings
) -> None:
    """Report periods in which a unit has nothing, or nothing of one measure, though it has before and after.

    A period counts for a measure only where some unit has it: what nobody was asked for is not missing. Nor does it count for a unit
    that did not exist then.
    """
    if data.value.size < 2:
        return
    at = np.flatnonzero((data.period[1:] - data.period[:-1] > 1) & ~data.starts[1:]) + 1
    if not at.size:
        return
    count = [len(keys.columns[name].values) for name in ("level", "measure")]
    kind, unit = data.series % (count[0] * count[1]), data.series // (count[0] * count[1])
    periods = len(keys.columns["period"].values)
    asked = np.zeros((count[0] * count[1], periods), np.bool_)
    asked[kind, data.period] = True
    present = np.zeros((len(keys.columns["unit"].values), periods), np.bool_)
    present[unit, data.period] = True
    names = keys.columns["period"].values
    said: set[tuple[int, int]] = set()

    def there(unit: str, period: str) -> bool:
        return vocabulary is None or organisation.exists(unit, first_day(period, vocabulary.year_starts))

    for after in at.tolist():
        row = observations[data.rows(np.array([after]))]
        for period in range(int(data.period[after - 1]) + 1, int(data.period[after])):
            if not asked[kind[after], period] or not there(row["unit"][0], names[period]):
                continue
            if present[unit[after], period]:
                measure = measure_name(row["measure"][0], vocabulary)
                findings.rows(
                    "period_gap",
                    "observations",
                    "value",
                    row.drop("measure").with_columns(_gap=pl.lit(names[period])),
                    "_gap",
                    measure=measure,
                )
            elif (int(unit[after]), period) not in said:
                said.add((int(unit[after]), period))
                findings.rows("unit_gap", "observations", "unit", row.with_columns(_gap=pl.lit(names[period])), "_gap")
