"""Whole amounts 合计 of an area: a measure summed over its units, how many units of a kind, an indicator over the sums.

Nothing here needs pupils: projects, instruments and stations are added up as schools are. docs/methods/summaries.md §2.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from junheng.engines.balance import measures
from junheng.language import Text
from junheng.packs import DERIVED, Pack
from junheng.releases import Release
from junheng.reports.figure import FigureError, FigureId
from junheng.tables.organisation import Organisation
from junheng.tables.schema import ALL_LEVELS
from junheng.tables.vocabulary import Measure

#: Between a measure and the kind of unit over which alone it is summed: funds/support_project.
OF_KIND = "/"
#: In place of a kind of unit: all of them.
ANY_KIND = "all"

_ROW = ("unit", "level", "measure", "value")


@dataclass(frozen=True, eq=False)
class Totals:
    """Amounts of a release under a pack, by period; each period is put together once."""

    release: Release
    pack: Pack
    _by_period: dict[str, pl.DataFrame] = field(default_factory=dict, init=False, repr=False)
    _below: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """What can be summed: what the pack declares, and pupils and classes."""
        known = {**{code: DERIVED[code] for code in ("pupils", "classes")}, **self.pack.vocabulary.measures}
        return {code: measure for code, measure in known.items() if measure.additive}

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """Of which the release says anything, in order."""
        tables = (self.release.tables[name]["period"].unique() for name in ("enrolment", "observations", "classes"))
        return tuple(sorted({period for column in tables for period in column}))

    def amounts(self, figure: FigureId) -> pl.DataFrame:
        """`unit, name, value` of the units behind a total, the largest first; `measure` may be followed by a kind of unit.

        Raises
        ------
        FigureError
            The pack has no such measure or kind, or its values cannot be added up.
        """
        measure, kind = self.measure_and_kind(figure.indicator)
        self.checked(figure, measure, self.measures)
        rows = self._at(figure, kind).filter(pl.col("measure") == measure)
        summed = rows.group_by("unit").agg(pl.col("value").sum(), pl.col("name").first())
        return summed.select("unit", "name", "value").sort("value", "unit", descending=[True, False])

    def units(self, figure: FigureId) -> pl.DataFrame:
        """`unit, name` of the units of a kind that have any row in the period at the level, by code."""
        return self._at(figure, figure.indicator).select("unit", "name").unique("unit").sort("unit")

    def unit_name(self, unit: str, period: str) -> str:
        """The name of a unit that has rows in a period."""
        found = self._of(period).filter(pl.col("unit") == unit)
        return str(found["name"][0]) if found.height else unit

    def stated(self, figure: FigureId) -> pl.DataFrame:
        """The rows of one unit, at all its levels: `measure, value, name` and more."""
        return self._of(figure.period).filter((pl.col("unit") == figure.subject) & ~pl.col("split"))

    def parts(self, figure: FigureId) -> pl.DataFrame:
        """A column a measure of an indicator's formula, a row a unit that states all of them: `unit, name, …`."""
        indicator = self.pack.indicator(figure.indicator)
        names = tuple(indicator.formula.names)
        for name in names:
            self.checked(figure, name, {**self.measures, "unit_pupils": self.measures["pupils"]})
        levels = self._at(figure, ANY_KIND)
        if indicator.unit_kinds:
            levels = levels.filter(pl.col("kind").is_in(list(indicator.unit_kinds)))
        as_named = {"unit_pupils": "pupils"}
        wanted = levels.filter(pl.col("measure").is_in([as_named.get(name, name) for name in names]))
        table = wanted.group_by("unit", "measure").agg(pl.col("value").sum(), pl.col("name").first())
        columns = [
            table.filter(pl.col("measure") == as_named.get(name, name)).select("unit", pl.col("value").alias(name)) for name in names
        ]
        found = table.select("unit", "name").unique("unit")
        for column in columns:
            found = found.join(column, on="unit")
        return found.sort("unit")

    def of(self, figure: FigureId) -> float | None:
        """The unrounded value of a total, count or overall figure, or of one unit's amount; None where no unit states it.

        Raises
        ------
        FigureError
            As `amounts`, `units` and `parts` do.
        """
        if figure.kind == "count":
            return float(self.units(figure).height)
        if figure.kind == "amount":
            self.checked(figure, figure.indicator, self.measures)
            own = self.stated(figure).filter(pl.col("measure") == figure.indicator)
            return math.fsum(own["value"]) if own.height else None
        if figure.kind == "total":
            found = self.amounts(figure)
            return math.fsum(found["value"]) if found.height else None
        parts = self.parts(figure)
        if parts.is_empty():
            return None
        return self.pack.indicator(figure.indicator).formula.evaluate(self.summed(parts))

    @staticmethod
    def summed(parts: pl.DataFrame) -> dict[str, float | None]:
        """The sum of each measure's column."""
        return {name: math.fsum(parts[name]) for name in parts.columns if name not in ("unit", "name")}

    def measure_and_kind(self, text: str) -> tuple[str, str]:
        """A measure, and the kind of unit behind it; all kinds where none is named."""
        measure, _, kind = text.partition(OF_KIND)
        return measure, kind or ANY_KIND

    def checked(self, figure: FigureId, code: str, known: Collection[str]) -> None:
        """Refuse a code that is not among the known ones."""
        if code not in known:
            why = Text(
                "没有数字 {figure}：没有可合计的 {code}，有 {known}。",
                "There is no figure {figure}: no {code} to add up; there are {known}.",
            )
            raise FigureError(why.format(figure=str(figure), code=code, known=Text("、".join(known), ", ".join(known))))

    def below(self, area: str) -> frozenset[str]:
        """An area and all areas below it."""
        if area not in self._below:
            table = self.release.tables["areas"]
            found, added = {area}, {area}
            while added:
                added = set(table.filter(pl.col("parent").is_in(list(added)))["area"]) - found
                found |= added
            self._below[area] = frozenset(found)
        return self._below[area]

    def _of(self, period: str) -> pl.DataFrame:
        if period not in self._by_period:
            self._by_period[period] = _rows(self.release, self.pack, period)
        return self._by_period[period]

    def _at(self, figure: FigureId, kind: str) -> pl.DataFrame:
        """The rows behind a figure: of its period, of units in its area or below it, at its level, of a kind."""
        self.checked(figure, figure.level, (ALL_LEVELS, *self.pack.vocabulary.levels))
        self.checked(figure, kind, (ANY_KIND, *self.pack.vocabulary.unit_kinds))
        rows = self._of(figure.period).filter(pl.col("area").is_in(list(self.below(figure.subject))))
        rows = rows.filter(~pl.col("split")) if figure.level == ALL_LEVELS else rows.filter(pl.col("level") == figure.level)
        return rows.filter(pl.col("kind") == kind) if kind != ANY_KIND else rows


def _rows(release: Release, pack: Pack, period: str) -> pl.DataFrame:
    """`unit, level, measure, value, name, area, kind, split` of a period; `split` says that it is a part of what a unit shares."""
    observed = release.tables["observations"].filter(pl.col("period") == period).select(*_ROW)
    taught = measures.taught(release, pack, (period,))
    pupils = taught.select("unit", "level", measure=pl.lit("pupils"), value=pl.col("pupils").cast(pl.Float64))
    listed = release.tables["classes"].filter(pl.col("period") == period).group_by("unit", "level").len()
    classes = listed.select("unit", "level", measure=pl.lit("classes"), value=pl.col("len").cast(pl.Float64))
    # Classes listed one by one stand before a stated number of classes.
    stated = observed.join(classes, on=["unit", "level", "measure"], how="anti")
    own = pl.concat([stated, classes.select(*_ROW), pupils.select(*_ROW)]).with_columns(split=pl.lit(value=False))
    shared = observed.filter(pl.col("level") == ALL_LEVELS).with_columns(period=pl.lit(period)).drop("level")
    parts = measures.split_shared(shared, taught, pack.split).select(*_ROW).with_columns(split=pl.lit(value=True))
    rows = pl.concat([own, parts]).with_columns(period=pl.lit(period), there=pl.lit(value=True))
    units = release.tables["units"].select("unit", "name", "area", "kind")
    placed = rows.join(units, on="unit")
    if release.tables["unit_changes"].height:
        placed = Organisation.of(release.tables).placed(placed.drop("there"), pack.year_starts).filter("there")
    return placed.select(*_ROW, "name", "area", "kind", "split")
