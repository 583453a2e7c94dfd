"""Resources beside pupils: teachers where nobody is taught, and amounts per pupil that no school has."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from junheng.language import Text
from junheng.tables.findings import Findings, brief
from junheng.tables.issue import Place
from junheng.tables.keys import Keyed
from junheng.tables.ranges import measure_name
from junheng.tables.ranks import IntArray, ranks
from junheng.tables.schema import ALL_GRADES, ALL_LEVELS
from junheng.tables.series import BoolArray
from junheng.tables.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Pupils:
    """Pupils beside the observations of their unit, level and period."""

    count: IntArray  # (row of the observations,) people
    periods: frozenset[str]  # that have pupils at all


def pupils_of(keys: Keyed, enrolment: pl.DataFrame) -> Pupils:
    """The pupils of the unit, level and period of each observation, whose keys are given.

    Where an observation is for the whole unit, all its levels count together.
    """
    shape = tuple(len(keys.columns[name].values) for name in ("unit", "level", "period"))
    levelled, whole = np.zeros(shape, np.int64), np.zeros(shape[::2], np.int64)
    known = _by_level(enrolment.drop_nulls(["unit", "level", "grade", "period", "pupils"]))
    unit, level, period = (_ranked(known[name], keys.columns[name].values) for name in ("unit", "level", "period"))
    counts = known["pupils"].to_numpy()
    here = (unit >= 0) & (period >= 0)
    np.add.at(whole, (unit[here], period[here]), counts[here])
    exact = here & (level >= 0)
    np.add.at(levelled, (unit[exact], level[exact], period[exact]), counts[exact])
    if ALL_LEVELS in keys.columns["level"].values:
        levelled[:, keys.columns["level"].values.index(ALL_LEVELS), :] = whole
    of = tuple(keys.columns[name].rank for name in ("unit", "level", "period"))
    return Pupils(levelled[of], frozenset(known.filter(pl.col("pupils") > 0)["period"].unique().to_list()))


def _by_level(enrolment: pl.DataFrame) -> pl.DataFrame:
    """Pupils by unit, level and period: the sum of the grades, or the total where no grade is stated."""
    graded = pl.col("grade") != ALL_GRADES
    pupils = pl.col("pupils")
    return enrolment.group_by("unit", "level", "period").agg(
        pupils=pl.when(graded.any()).then(pupils.filter(graded).sum()).otherwise(pupils.filter(~graded).sum())
    )


def _ranked(column: pl.Series, values: tuple[str, ...]) -> IntArray:
    """Each row's place among values that are sorted; -1 where it is not among them."""
    own = ranks(column)
    place = {value: at for at, value in enumerate(values)}
    return np.array([place.get(value, -1) for value in own.values] or [-1], np.int64)[own.rank] if own.rank.size else own.rank


def check_without_pupils(
    observations: pl.DataFrame, pupils: Pupils, units: pl.Series, vocabulary: Vocabulary | None, findings: Findings
) -> None:
    """Report each unit and level that has resources in a period but no pupils; a period that has none at all is one issue.

    Units that do not exist are reported as such, and not here.
    """
    values = observations["value"].to_numpy()
    rows = observations[np.flatnonzero((pupils.count == 0) & (values > 0))]
    if rows.is_empty():
        return
    for period in sorted(set(rows["period"].unique().to_list()) - pupils.periods):
        first = rows.filter(pl.col("period") == period).head(1)
        findings.add("period_without_pupils", Place(first["_file"][0] or "", first["_sheet"][0]), period)
    known = rows.filter(pl.col("period").is_in(list(pupils.periods)) & pl.col("unit").is_in(units.implode()))
    for row in known.unique(["unit", "level", "period"], keep="first", maintain_order=True).iter_rows(named=True):
        place = findings.atlas.place("observations", row, "value")
        named = {
            "measure": measure_name(row["measure"], vocabulary),
            "level": level_name(row["level"], vocabulary),
            "period": row["period"],
        }
        findings.add("no_pupils", place, brief(row["value"]), **named)


def check_per_pupil(
    observations: pl.DataFrame, keys: Keyed, pupils: Pupils, reported: BoolArray, vocabulary: Vocabulary, findings: Findings
) -> None:
    """Report amounts per pupil outside what the vocabulary calls plausible, save those reported as jumps already."""
    bounds = [
        vocabulary.measures[code].plausible_per_pupil if code in vocabulary.measures else None for code in keys.columns["measure"].values
    ]
    low = np.array([-np.inf if bound is None else bound[0] for bound in bounds])
    high = np.array([np.inf if bound is None else bound[1] for bound in bounds])
    measure = keys.columns["measure"].rank
    values = observations["value"].to_numpy()
    with np.errstate(invalid="ignore"):  # no pupils times no bound
        outside = (values < low[measure] * pupils.count) | (values > high[measure] * pupils.count)
    found = (pupils.count > 0) & outside & (values >= 0) & ~reported
    at = np.flatnonzero(found)
    if not at.size:
        return
    rows = observations[at].with_columns(_share=pl.Series(values[at] / pupils.count[at]))
    for row in rows.iter_rows(named=True):
        bound = vocabulary.measures[row["measure"]].plausible_per_pupil or (0, 0)
        findings.add(
            "per_pupil_implausible",
            findings.atlas.place("observations", row, "value"),
            brief(row["value"]),
            measure=measure_name(row["measure"], vocabulary),
            share=f"{row['_share']:.4g}",
            low=brief(float(bound[0])),
            high=brief(float(bound[1])),
        )


def check_levels_taught(frames: dict[str, pl.DataFrame], vocabulary: Vocabulary, findings: Findings) -> None:
    """Report each unit that has something at a level that its kind does not teach."""
    kinds = frames["units"].select("unit", _kind="kind").filter(pl.col("_kind").is_in(list(vocabulary.unit_kinds)))
    for table, amount in (("observations", "value"), ("enrolment", "pupils")):
        rows = frames[table].filter(pl.col("level").is_in(list(vocabulary.levels)) & (pl.col(amount) != 0))
        pairs = rows.select("unit", "level").unique(maintain_order=True).join(kinds, on="unit")
        wrong = [(u, level, kind) for u, level, kind in pairs.iter_rows() if level not in vocabulary.unit_kinds[kind].levels]
        for unit, level, kind in wrong:
            first = rows.filter((pl.col("unit") == unit) & (pl.col("level") == level)).row(0, named=True)
            place = findings.atlas.place(table, first, amount)
            findings.add("level_not_taught", place, level_name(level, vocabulary)("zh"), kind=vocabulary.unit_kinds[kind].name)


def level_name(code: str, vocabulary: Vocabulary | None) -> Text:
    """A level's name, or its code where the vocabulary has none."""
    if code == ALL_LEVELS:
        return Text("全校", "whole unit")
    known = vocabulary.levels.get(code) if vocabulary is not None else None
    return known.name if known is not None else Text(code, code)
