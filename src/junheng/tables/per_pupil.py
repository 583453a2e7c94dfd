"""Resources beside pupils: teachers where nobody is taught, and amounts per pupil that no school has."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import polars as pl

from junheng.language import Text
from junheng.tables.findings import Findings, brief
from junheng.tables.issue import Place, Severity
from junheng.tables.keys import Keyed
from junheng.tables.ranges import measure_name
from junheng.tables.ranks import Coded, IntArray, Ranks, joined
from junheng.tables.schema import ALL_GRADES, ALL_LEVELS
from junheng.tables.series import BoolArray, FloatArray
from junheng.tables.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Pupils:
    """Pupils beside the observations of their unit, level and period."""

    count: FloatArray  # (row of the observations,) people, whole
    periods: frozenset[str]  # that have pupils at all


def pupils_of(keys: Keyed, enrolment: Coded) -> Pupils:
    """The pupils of the unit, level and period of each observation, whose keys are given.

    They are the sum of the grades, or the total where no grade is stated. Where an observation is for the whole unit, all its
    levels count together.
    """
    units, levels, periods = (len(keys.columns[name].values) for name in ("unit", "level", "period"))
    unit, period, level = (_placed(enrolment.ranks(name), keys.columns[name].values) for name in ("unit", "period", "level"))
    level[level < 0] = levels  # levels that no observation has come last
    known = (unit >= 0) & (period >= 0)
    place = (((unit * (levels + 1)) + level) * periods + period)[known]
    pupils = enrolment.frame["pupils"].fill_null(0).to_numpy()
    own = enrolment.ranks("period")
    having = frozenset(own.values[at] for at in np.unique(own.rank[pupils > 0]))
    grades = enrolment.ranks("grade")
    graded = np.array([grade not in ("", ALL_GRADES) for grade in grades.values], np.bool_)[grades.rank] if pupils.size else pupils > 0
    pupils, graded = pupils[known], graded[known]
    size = units * (levels + 1) * periods
    by_grade = np.bincount(place[graded], pupils[graded], size)
    counts = np.where(np.bincount(place[graded], minlength=size) > 0, by_grade, np.bincount(place[~graded], pupils[~graded], size))
    table = counts.reshape(units, levels + 1, periods)
    if ALL_LEVELS in keys.columns["level"].values:
        table[:, keys.columns["level"].values.index(ALL_LEVELS), :] = table.sum(axis=1)
    counted = table[:, :levels, :].ravel()  # as the observations' ranks count
    at = joined([keys.columns[name] for name in ("unit", "level", "period")])
    return Pupils(counted.take(at.astype(np.intp), mode="clip"), having)  # all are inside: clip is quicker than checking


def _placed(own: Ranks, values: tuple[str, ...]) -> IntArray:
    """Each row's place among other values; -1 where it is not among them."""
    return own.places(values)[own.rank] if own.rank.size else np.zeros(0, np.int64)


def check_without_pupils(
    tables: dict[str, Coded], pupils: Pupils, untaught: Collection[tuple[str, str]], vocabulary: Vocabulary | None, findings: Findings
) -> None:
    """Report each unit and level that has resources in a period but no pupils; a period that has none at all is one issue.

    Units and levels that do not exist, or that the unit does not teach (`untaught`), are reported as such, and not here.
    """
    observations = tables["observations"].frame
    values = observations["value"].to_numpy()
    rows = observations[np.flatnonzero((pupils.count == 0) & (values > 0))]
    if rows.is_empty():
        return
    for period in sorted(set(rows["period"].unique().to_list()) - pupils.periods):
        first = rows.filter(pl.col("period") == period).head(1)
        findings.add("period_without_pupils", Place(first["_file"][0] or "", first["_sheet"][0]), period)
    known = rows.filter(pl.col("period").is_in(list(pupils.periods)) & pl.col("unit").is_in(tables["units"].frame["unit"].implode()))
    if vocabulary is not None:
        known = known.filter(pl.col("level").is_in([ALL_LEVELS, *vocabulary.levels]))
    faulty = {(issue.place.file, issue.place.sheet, issue.place.row) for issue in findings.issues if issue.severity is Severity.ERROR}
    for row in known.unique(["unit", "level", "period"], keep="first", maintain_order=True).iter_rows(named=True):
        if (row["unit"], row["level"]) in untaught or (row["_file"], row["_sheet"], row["_row"]) in faulty:
            continue  # in a wide row the pupils may be the very cell that could not be read
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
    measure = keys.columns["measure"].rank.astype(np.intp)
    values = observations["value"].to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):  # where there are no pupils
        share = values / pupils.count
    outside = (share < low.take(measure, mode="clip")) | (share > high.take(measure, mode="clip"))
    found = outside & (pupils.count > 0) & (values >= 0) & ~reported
    at = np.flatnonzero(found)
    if not at.size:
        return
    rows = observations[at].with_columns(_share=pl.Series(share[at]))
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


def check_levels_taught(tables: dict[str, Coded], vocabulary: Vocabulary, findings: Findings) -> set[tuple[str, str]]:
    """Report each unit that has something at a level that its kind does not teach; these units and levels."""
    reported: set[tuple[str, str]] = set()
    kinds = list(vocabulary.unit_kinds)
    place = {kind: at for at, kind in enumerate(kinds)}
    known = tables["units"].ranks("unit")
    kind_of = np.full(len(known.values) + 1, len(kinds))  # the last for units that do not exist
    kind = tables["units"].ranks("kind")
    kind_of[known.rank] = np.array([place.get(value, len(kinds)) for value in kind.values] or [len(kinds)])[kind.rank]
    for table, amount in (("observations", "value"), ("enrolment", "pupils")):
        rows = tables[table]
        unit, level = rows.ranks("unit"), rows.ranks("level")
        size = len(level.values)
        present = np.zeros(len(unit.values) * size, np.bool_)
        present[unit.rank * np.int64(size) + level.rank] = True
        teaches = [[c not in vocabulary.levels or c in vocabulary.unit_kinds[kind].levels for c in level.values] for kind in kinds]
        taught = np.array([*teaches, [True] * size], np.bool_)  # what has no known kind is reported as such
        own = kind_of[unit.places(known.values)]
        for at, column in np.argwhere(present.reshape(-1, size) & ~taught[own]).tolist() if size else ():
            found = rows.frame[np.flatnonzero((unit.rank == at) & (level.rank == column))]
            some = found.filter(found[amount] != 0)  # a zero says that there is nothing
            if some.height:
                reported.add((unit.values[at], level.values[column]))
                said = level_name(level.values[column], vocabulary)("zh")
                name = vocabulary.unit_kinds[kinds[own[at]]].name
                findings.add("level_not_taught", findings.atlas.place(table, some.row(0, named=True), amount), said, kind=name)
    return reported


def level_name(code: str, vocabulary: Vocabulary | None) -> Text:
    """A level's name, or its code where the vocabulary has none."""
    if code == ALL_LEVELS:
        return Text("全校", "whole unit")
    known = vocabulary.levels.get(code) if vocabulary is not None else None
    return known.name if known is not None else Text(code, code)
