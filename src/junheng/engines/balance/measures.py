"""What each level of each unit has in each period: pupils, classes, and its own and shared resources, as one frame.

Method: docs/methods/balance.md, "From a release to a problem".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from junheng.language import Text
from junheng.packs import DERIVED, Indicator, Pack, Split
from junheng.releases.model import Release
from junheng.tables.organisation import Organisation
from junheng.tables.schema import ALL_GRADES, ALL_LEVELS

#: What is compared by nobody, and why: the reason is an exclusion of the pack or one of `_BUILT_IN`.
LEFT_OUT: Mapping[str, pl.DataType] = {
    "unit": pl.String(),
    "level": pl.String(),
    "period": pl.String(),
    "pupils": pl.Int64(),
    "reason": pl.String(),
}
#: Values that are missing because a divisor other than pupils is zero.
ZERO_DIVISORS: Mapping[str, pl.DataType] = {name: pl.String() for name in ("unit", "level", "period", "indicator")}

_ROW = ["unit", "level", "period"]
_NO_PUPILS, _NO_INDICATOR, _NOT_THERE = "no_pupils", "no_indicator", "not_there"
_BUILT_IN = {
    _NO_PUPILS: Text("该学段当期没有在校生", "No pupils at this level in this period"),
    _NOT_THERE: Text("当期尚未设立或已经撤销", "Not opened yet, or closed already in this period"),
    _NO_INDICATOR: Text("规则包没有这一学段、这类学校的指标", "The pack has no indicator for this level and kind of unit"),
}


def reasons(pack: Pack) -> Mapping[str, Text]:
    """Every reason for which a row is left out, by its id."""
    return _BUILT_IN | {exclusion.id: exclusion.name for exclusion in pack.exclusions}


def taught(release: Release, pack: Pack, periods: Sequence[str] | None) -> pl.DataFrame:
    """Every level of a unit with pupils: `unit, level, period, pupils, area, kind, ownership, setting, unit_name, reason`.

    `area` is that in which the unit lay on the period's first day. `reason` says why it is left out, and is null where it is compared.
    """
    pupils = _pupils(_within(release.tables["enrolment"], periods)).filter(pl.col("pupils") > 0)
    units = release.tables["units"].select("unit", "area", "kind", "ownership", "setting", unit_name="name")
    rows = pupils.join(units, on="unit", how="left").with_columns(there=pl.lit(value=True))
    if release.tables["unit_changes"].height:
        rows = Organisation.of(release.tables).placed(rows.drop("there"), pack.year_starts)
    reason = pl.when("there").then(_reason(pack)).otherwise(pl.lit(_NOT_THERE))
    return rows.with_columns(reason.alias("reason")).drop("there").sort(_ROW)


def left_out(release: Release, periods: Sequence[str] | None, taught: pl.DataFrame) -> pl.DataFrame:
    """`LEFT_OUT`: what an exclusion names, levels with nobody on roll, and observations of them."""
    excluded = taught.filter(pl.col("reason").is_not_null()).select(*LEFT_OUT)
    named = pl.concat([_within(release.tables[name], periods).select(_ROW) for name in ("enrolment", "observations")]).unique()
    shared = taught.select("unit", "period").unique().with_columns(level=pl.lit(ALL_LEVELS)).select(_ROW)
    nobody = named.join(pl.concat([taught.select(_ROW), shared]), on=_ROW, how="anti")
    return pl.concat([excluded, nobody.with_columns(pupils=pl.lit(0, dtype=pl.Int64), reason=pl.lit(_NO_PUPILS))]).sort(_ROW)


def parts(release: Release, pack: Pack, taught: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """What formulas are made of: a column per measure and nothing else, one row for each of `rows`, in their order.

    Own and shared amounts are added; a largest value or a mean that is shared stands for each level without its own. Null where
    neither is stated. `unit_pupils` depends on the indicator and comes later.
    """
    resources = {measure for i in pack.indicators if i.resource for measure in i.resource.measures}
    wanted = sorted(({name for i in pack.indicators for name in i.formula.names} | resources) - {"pupils", "unit_pupils"})
    used = _within(release.tables["observations"], rows["period"].unique().to_list()).filter(pl.col("measure").is_in(wanted))
    used = used.select(*_ROW, "measure", "value")
    own = used.filter(pl.col("level") != ALL_LEVELS)
    shared = used.filter(pl.col("level") == ALL_LEVELS).drop("level")
    known = {**DERIVED, **pack.vocabulary.measures}
    whole = pl.col("measure").is_in([name for name in wanted if name in known and not known[name].additive])
    added = own.filter(~whole)
    split = split_shared(shared.filter(~whole), taught, pack.split)
    if split.height:  # own amounts alone are one a row already: to find that out again takes half of the time
        added = pl.concat([added, split]).group_by(*_ROW, "measure").agg(pl.col("value").sum())
    for_each = shared.filter(whole).join(taught.select(_ROW), on=["unit", "period"]).select(*_ROW, "measure", "value")
    first = pl.concat([own.filter(whole), for_each]).unique([*_ROW, "measure"], keep="first", maintain_order=True)
    stated = pl.concat([added, first])
    # One join for all measures: with hundreds of them, one each takes most of the time.
    placed = stated.join(rows.select(*_ROW, place=pl.int_range(pl.len())), on=_ROW).partition_by("measure", as_dict=True)
    columns = {name: _column(placed.get((name,)), rows.height) for name in wanted}
    found = pl.DataFrame({**columns, "pupils": rows["pupils"].cast(pl.Float64)})
    counted = (
        release.tables["classes"]
        .group_by(_ROW)
        .agg(classes=pl.len().cast(pl.Float64), largest_class=pl.col("pupils").max().cast(pl.Float64))
    )
    listed = rows.select(_ROW).join(counted, on=_ROW, how="left", maintain_order="left")
    # Classes listed one by one stand before a stated number of classes.
    return found.with_columns(
        pl.coalesce(listed[name], pl.col(name) if name in columns else pl.lit(None, dtype=pl.Float64)).alias(name)
        for name in ("classes", "largest_class")
    )


def _column(placed: pl.DataFrame | None, height: int) -> pl.Series:
    column = pl.repeat(None, height, dtype=pl.Float64, eager=True)
    return column if placed is None else column.scatter(placed["place"], placed["value"])


def evaluate(indicator: Indicator, rows: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """`value`, `amount`, and `zero_divisor` where all parts are known and the value is not; null where it is not stated."""
    states = rows.select(_applies(indicator)).to_series()
    known = pl.all_horizontal(pl.col(name).is_not_null() for name in indicator.formula.names)
    if "unit_pupils" in indicator.formula.names:
        held = pl.col("pupils").filter(pl.col("level").is_in(list(indicator.levels)))
        parts = parts.with_columns(unit_pupils=rows.select(held.sum().over("unit", "period").cast(pl.Float64)).to_series())
    frame = parts.select(value=indicator.formula.to_polars(), amount=_amount(indicator), known=known)
    frame = frame.with_columns(zero_divisor=pl.col("known") & pl.col("value").is_null())
    return frame.select(pl.when(states).then(pl.col(name)).alias(name) for name in ("value", "amount", "zero_divisor"))


def zero_divisors(rows: pl.DataFrame, evaluated: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """`ZERO_DIVISORS`, from `evaluate` of each indicator by its id."""
    found = [
        rows.filter(frame["zero_divisor"].fill_null(value=False)).select(*_ROW, indicator=pl.lit(name)) for name, frame in evaluated.items()
    ]
    return pl.concat([pl.DataFrame(schema=ZERO_DIVISORS), *found])


def split_shared(shared: pl.DataFrame, taught: pl.DataFrame, split: Split | None) -> pl.DataFrame:
    """Divide what a whole unit shares between the levels it teaches, by pupils times weight, to the last bit.

    Parameters
    ----------
    shared
        `unit, period, measure, value`.
    taught
        `unit, level, period, pupils, kind`, pupils above zero.
    split
        Weights of the pack; None: nothing is divided.

    Returns
    -------
    pl.DataFrame
        `unit, level, period, measure, value`; the parts of each amount add up to it exactly.
    """
    if split is None:
        shared = shared.clear()
    weights = [(kind, level, weight) for kind, levels in (split.weights if split else {}).items() for level, weight in levels.items()]
    table = pl.DataFrame(weights, schema={"kind": pl.String, "level": pl.String, "weight": pl.Float64}, orient="row")
    group = ["unit", "period", "measure"]
    parts = (
        shared.join(taught, on=["unit", "period"])
        .join(table, on=["kind", "level"], how="left")
        .with_columns(weighted=pl.col("pupils") * pl.col("weight").fill_null(1.0))
        .sort(*group, "level")
        .with_columns(
            share=pl.col("weighted") / pl.col("weighted").sum().over(group),
            last=pl.int_range(pl.len()).over(group) == pl.len().over(group) - 1,
        )
    )
    # Parts in whole steps of the amount's own last bit add up without rounding; the last level takes what remains.
    amount = parts["value"].to_numpy()
    step = np.spacing(np.abs(amount))
    part = pl.Series("part", np.rint(amount * parts["share"].to_numpy() / step) * step)
    parts = parts.with_columns(part)
    others = pl.col("part").filter(~pl.col("last")).sum().over(group)
    return parts.select(*_ROW, "measure", value=pl.when("last").then(pl.col("value") - others).otherwise("part"))


def _within(table: pl.DataFrame, periods: Sequence[str] | None) -> pl.DataFrame:
    return table if periods is None else table.filter(pl.col("period").is_in(list(periods)))


def _pupils(enrolment: pl.DataFrame) -> pl.DataFrame:
    """Sum of the grades; the level's total only where no grade is stated."""
    graded = pl.col("grade") != ALL_GRADES
    counts = pl.col("pupils").filter(graded).sum(), pl.col("pupils").filter(~graded).sum()
    return enrolment.group_by(_ROW).agg(pl.when(graded.any()).then(counts[0]).otherwise(counts[1]).alias("pupils"))


def _reason(pack: Pack) -> pl.Expr:
    """The first exclusion that holds for a row; null where it is compared. The limit counts the whole unit's pupils."""
    reason: pl.Expr = pl.when(~pl.any_horizontal(pl.lit(False), *(_applies(i) for i in pack.indicators))).then(pl.lit(_NO_INDICATOR))
    for exclusion in reversed(pack.exclusions):
        holds = pl.col("kind").is_in(list(exclusion.unit_kinds))
        if exclusion.fewer_pupils_than is not None:
            holds &= pl.col("pupils").sum().over("unit", "period") < exclusion.fewer_pupils_than
        reason = pl.when(holds).then(pl.lit(exclusion.id)).otherwise(reason)
    return reason


def _applies(indicator: Indicator) -> pl.Expr:
    held = pl.col("level").is_in(list(indicator.levels))
    return held & pl.col("kind").is_in(list(indicator.unit_kinds)) if indicator.unit_kinds else held


def _amount(indicator: Indicator) -> pl.Expr:
    if indicator.resource is None:
        return pl.lit(None, dtype=pl.Float64)
    first, *others = (pl.col(measure).cast(pl.Float64) for measure in indicator.resource.measures)
    return sum(others, start=first)
