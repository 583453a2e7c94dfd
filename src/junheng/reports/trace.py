"""From any figure to the rows that it was computed from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from junheng.engines import balance
from junheng.engines.balance import measures
from junheng.engines.balance.problem import first_day
from junheng.language import Text
from junheng.packs import DERIVED, Citation, Indicator, Pack
from junheng.releases import Release
from junheng.reports.figure import FigureError, FigureId
from junheng.reports.rows import SOURCE_ROWS, source_rows
from junheng.tables.units import unit as unit_of_measure

#: Name and formula of each figure of an area; symbols as in docs/methods/balance.md.
_AREA_FIGURES: Mapping[str, tuple[Text, Text]] = {
    "cv": (
        Text("差异系数（按学生数加权）", "Coefficient of variation, pupil-weighted"),
        Text("S ÷ X̄，S² = Σ (Pᵢ/P)(Xᵢ − X̄)²", "S ÷ X̄, S² = Σ (Pᵢ/P)(Xᵢ − X̄)²"),
    ),
    "cv_unweighted": (
        Text("差异系数（不加权）", "Coefficient of variation, unweighted"),
        Text("s ÷ x̄，各校权重相同", "s ÷ x̄, each school weighs the same"),
    ),
    "mean": (Text("平均值（按学生数加权）", "Mean, pupil-weighted"), Text("X̄ = Σ Pᵢ Xᵢ ÷ Σ Pᵢ", "X̄ = Σ Pᵢ Xᵢ ÷ Σ Pᵢ")),
    "gini": (Text("基尼系数", "Gini coefficient"), Text("Σᵢ Σⱼ Pᵢ Pⱼ |Xᵢ − Xⱼ| ÷ (2 P² X̄)", "Σᵢ Σⱼ Pᵢ Pⱼ |Xᵢ − Xⱼ| ÷ (2 P² X̄)")),
    "theil_t": (Text("泰尔指数 T", "Theil T"), Text("Σ (Pᵢ/P)(Xᵢ/X̄) ln(Xᵢ/X̄)", "Σ (Pᵢ/P)(Xᵢ/X̄) ln(Xᵢ/X̄)")),
    "theil_l": (Text("泰尔指数 L", "Theil L"), Text("Σ (Pᵢ/P) ln(X̄/Xᵢ)", "Σ (Pᵢ/P) ln(X̄/Xᵢ)")),
    "units": (Text("学校数", "Units"), Text("有该指标数值的学校数", "Units that have a value of the indicator")),
    "pupils": (Text("学生数", "Pupils"), Text("这些学校的在校生之和", "Pupils of these units")),
    "below": (
        Text("低于底线的学校数", "Units below the floor"),
        Text("指标值未达到底线的学校数", "Units whose value does not reach the floor"),
    ),
    "comprehensive": (
        Text("综合差异系数", "Comprehensive coefficient"),
        Text("各项差异系数的平均", "Mean of the indicators' coefficients"),
    ),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One figure that went into another."""

    figure: FigureId
    name: str
    pupils: int
    value: float | None
    share: float | None  # of the square of the coefficient


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a figure comes from, in the order in which a page shows it."""

    figure: FigureId
    value: float | None  # unrounded; None where it cannot be computed
    decimals: int  # shown
    unit: str  # of junheng.tables.units
    name: Text
    subject: str  # name of the school or area
    level: Text
    formula: Text
    calculation: Text  # the formula with its numbers
    source: Citation
    release: Release
    pack: str
    parts: tuple[Part, ...]
    rows: pl.DataFrame  # of `junheng.reports.rows.SOURCE_ROWS`
    notes: tuple[Text, ...]

    @property
    def command(self) -> str:
        """The command that prints this trace, once FOLDER is the region's folder."""
        release = f" --release {self.release.hash[:8]}" if self.release.number is not None else ""
        return f"junheng trace FOLDER {self.figure} --pack {self.pack}{release}"


def trace(release: Release, pack: Pack, figure: FigureId) -> Trace:
    """Where a figure of a release under a pack comes from.

    Raises
    ------
    FigureError
        The release or the pack has no such figure.
    """
    tracer = _Tracer(release, pack, figure)
    if figure.kind == "amount":
        return tracer.amount()
    if figure.kind == "value":
        return tracer.unit_value()
    return tracer.area_figure()


class _Tracer:
    """One figure with what its trace needs from the release."""

    def __init__(self, release: Release, pack: Pack, figure: FigureId) -> None:
        self.release, self.pack, self.figure = release, pack, figure
        if figure.level not in pack.vocabulary.levels:
            raise self._missing(Text("规则包没有学段 {level}", "the pack has no level {level}"), level=figure.level)

    @cached_property
    def of_unit(self) -> pl.DataFrame:
        """The unit's levels that are compared in the period, with what formulas are made of beside them."""
        own = {
            name: frame.filter(pl.col("unit") == self.figure.subject)
            for name, frame in self.release.tables.items()
            if "unit" in frame.columns
        }
        release = replace(self.release, tables={**self.release.tables, **own})
        taught = measures.taught(release, self.pack, (self.figure.period,))
        compared = taught.filter(pl.col("reason").is_null())
        return compared.select("level", "unit_name").hstack(measures.parts(release, self.pack, taught, compared))

    @cached_property
    def indicator(self) -> Indicator:
        try:
            return self.pack.indicator(self.figure.indicator)
        except KeyError:
            raise self._missing(
                Text("规则包没有指标 {indicator}", "the pack has no indicator {indicator}"), indicator=self.figure.indicator
            ) from None

    def _missing(self, why: Text, **places: object) -> FigureError:
        whole = Text("没有数字 {figure}：{why}。", "There is no figure {figure}: {why}.")
        return FigureError(whole.format(figure=str(self.figure), why=why.format(**places)))

    def _unit_row(self) -> dict[str, Any]:
        found = self.of_unit.filter(pl.col("level") == self.figure.level)
        if found.is_empty():
            raise self._missing(Text("该学校在该学段、期间没有参加比较的数据", "the unit is not compared at that level in that period"))
        return found.row(0, named=True)

    def unit_value(self) -> Trace:
        """An indicator of one unit."""
        row, formula = self._unit_row(), self.indicator.formula
        whole = self.of_unit.filter(pl.col("level").is_in(list(self.indicator.levels)))["pupils"].sum()
        values = {name: {**row, "unit_pupils": whole}[name] for name in formula.names}
        if self.figure.level not in self.indicator.levels:
            raise self._missing(Text("该指标不用于这一学段", "the indicator is not stated for that level"))
        return self._trace(
            value=formula.evaluate(values),
            unit=self.indicator.unit,
            decimals=self.indicator.decimals,
            name=self.indicator.name,
            subject=str(row["unit_name"]),
            formula=Text(*(formula.in_words(self._measure_name, language) for language in ("zh", "en"))),
            calculation=Text(formula.explain(values, "zh"), formula.explain(values, "en")),
            source=self.indicator.source,
            rows=self._rows([self.figure.subject], formula.names),
            notes=self._split_notes(formula.names),
        )

    def amount(self) -> Trace:
        """One measure of one unit, such as its pupils or its sports area."""
        row, name = self._unit_row(), self.figure.indicator
        if name not in row or name not in {**self.pack.vocabulary.measures, **DERIVED}:
            raise self._missing(Text("没有统计项目 {measure}", "there is no measure {measure}"), measure=name)
        rows = self._rows([self.figure.subject], (name,))
        terms = " + ".join(f"{value:,.10g}" for value in rows["value"].to_list()) if rows.height <= 12 else f"Σ {rows.height}"
        value = row[name]
        shown = "–" if value is None else f"{value:,.10g}"
        return self._trace(
            value=value,
            unit=({**self.pack.vocabulary.measures, **DERIVED})[name].unit,
            decimals=0,
            name=self._measure_name(name),
            subject=str(row["unit_name"]),
            formula=Text("各原始行之和", "Sum of the rows of the files"),
            calculation=Text(f"{terms} = {shown}", f"{terms} = {shown}") if not self._split_notes((name,)) else Text(shown, shown),
            source=self.pack.source,
            rows=rows,
            notes=self._split_notes((name,)),
        )

    def area_figure(self) -> Trace:
        """A figure of all units of an area."""
        problem = balance.from_release(self.release, self.pack, periods=(self.figure.period,))
        result = balance.solve(problem, compiled=False)
        try:
            group = result.find(self.figure.subject, self.figure.level, self.figure.period)
        except (KeyError, ValueError):
            raise self._missing(Text("该地区在该学段、期间没有学校", "the area has no units at that level in that period")) from None
        name, formula = _AREA_FIGURES[self.figure.kind]
        area = problem.area_name(int(result.area[group]))
        if self.figure.kind == "comprehensive":
            return self._comprehensive(result, group, area)
        k = result.indicators.index(self.indicator)
        parts = self._parts(problem, result, group, k)
        value, calculation = self._area_value(result, group, k, parts)
        return self._trace(
            value=value,
            unit=self.indicator.unit if self.figure.kind == "mean" else "pupil" if self.figure.kind == "pupils" else "1",
            decimals=self.indicator.decimals
            if self.figure.kind == "mean"
            else 0
            if self.figure.kind in ("units", "pupils", "below")
            else 3,
            name=Text("{indicator}：{figure}", "{indicator}: {figure}").format(indicator=self.indicator.name, figure=name),
            subject=area,
            formula=formula,
            calculation=calculation,
            source=self._threshold_source(),
            parts=parts,
            rows=self._rows([part.figure.subject for part in parts], self.indicator.formula.names),
            notes=self._missing_note(int(result.missing[group, k])),
        )

    def _parts(self, problem: balance.Problem, result: balance.Result, group: int, k: int) -> tuple[Part, ...]:
        """The units of the group, the largest share of the coefficient first; below the floor only, for the count of those."""
        rows = problem.rows(self.figure.subject, self.figure.level, self.figure.period)
        rows = rows[np.isfinite(problem.value[rows, k])]
        value, weight = problem.value[rows, k], problem.pupils[rows]
        mean = float(result.spread.mean[group, k])
        square = weight * (value - mean) ** 2
        total = float(square.sum())
        order = np.argsort(-square, kind="stable")
        if self.figure.kind == "below":
            floor = self._floor()
            order = order[value[order] < (floor if floor is not None else -np.inf)]
        return tuple(
            Part(
                FigureId("value", problem.units[problem.unit[rows[i]]], self.figure.level, self.indicator.id, self.figure.period),
                problem.unit_name(int(problem.unit[rows[i]])),
                int(weight[i]),
                float(value[i]),
                float(square[i] / total) if total > 0 else None,
            )
            for i in order
        )

    def _floor(self) -> float | None:
        parameter = self.indicator.floor.get(self.figure.level)
        return parameter.on(first_day(self.figure.period, self.pack.year_starts)) if parameter else None

    def _area_value(self, result: balance.Result, group: int, k: int, parts: tuple[Part, ...]) -> tuple[float | None, Text]:
        spread = result.spread
        at: Callable[[str], float] = lambda name: float(getattr(spread, name)[group, k])  # noqa: E731 (one line, used below)
        kind = self.figure.kind
        if kind == "below":
            return float(len(parts)), Text(f"{len(parts)} 所", f"{len(parts)} units")
        value = at(kind)
        if not np.isfinite(value):
            return None, Text("–", "–")
        if kind in ("units", "pupils"):
            return value, Text(f"{value:,.0f}", f"{value:,.0f}")
        if kind == "cv":
            mean = at("mean")
            sum_ = f"S = {value * mean:,.6g}, X̄ = {mean:,.6g}; {value * mean:,.6g} ÷ {mean:,.6g} = {value:.6f}"
            return value, Text(sum_, sum_)
        return value, Text(f"{value:.6g}", f"{value:.6g}")

    def _comprehensive(self, result: balance.Result, group: int, area: str) -> Trace:
        value = float(result.comprehensive[group])
        terms = [
            (indicator, float(result.spread.cv[group, k]))
            for k, indicator in enumerate(result.indicators)
            if indicator.balance and result.stated[group, k]
        ]
        shown = " + ".join(f"{cv:.4f}" for _, cv in terms)
        pupils = int(np.nanmax(result.spread.pupils[group]))
        name, formula = _AREA_FIGURES["comprehensive"]
        calculation = f"({shown}) ÷ {len(terms)} = {value:.6f}"
        parts = tuple(
            Part(FigureId("cv", self.figure.subject, self.figure.level, i.id, self.figure.period), i.name.zh, pupils, cv, None)
            for i, cv in terms
        )
        return self._trace(
            value=value if np.isfinite(value) else None,
            unit="1",
            decimals=3,
            name=name,
            subject=area,
            formula=formula,
            calculation=Text(calculation, calculation),
            source=self.pack.compliance.source if self.pack.compliance else self.pack.source,
            parts=parts,
            rows=pl.DataFrame(schema=SOURCE_ROWS),
            notes=(Text("原始行见各项差异系数的出处。", "The rows stand in the traces of the coefficients."),),
        )

    def _threshold_source(self) -> Citation:
        limits = self.indicator.cv_max if self.figure.kind == "cv" else self.indicator.floor if self.figure.kind == "below" else {}
        return limits[self.figure.level].source if self.figure.level in limits else self.indicator.source

    def _rows(self, units: list[str], names: tuple[str, ...]) -> pl.DataFrame:
        return source_rows(self.release, self.pack, units=units, level=self.figure.level, measures=names, period=self.figure.period)

    def _split_notes(self, names: tuple[str, ...]) -> tuple[Text, ...]:
        """A sentence where the unit shares what it has between levels."""
        observed = self.release.tables["observations"].filter(
            pl.col("unit") == self.figure.subject,
            pl.col("period") == self.figure.period,
            pl.col("level") == "all",
            pl.col("measure").is_in(list(names)),
        )
        levels = self.release.tables["enrolment"].filter(pl.col("unit") == self.figure.subject, pl.col("period") == self.figure.period)[
            "level"
        ]
        if observed.is_empty() or levels.n_unique() < 2:
            return ()
        rule = Text(
            "全校共用的资源按“{rule}”分摊到各学段。", "What the whole unit shares is divided between its levels by the rule “{rule}”."
        )
        return (rule.format(rule=self.pack.split.name),)

    def _missing_note(self, missing: int) -> tuple[Text, ...]:
        if not missing:
            return ()
        note = Text("另有 {n} 所学校缺这一指标的数值，未计入。", "{n} more units have no value of this indicator and are not counted.")
        return (note.format(n=missing),)

    def _measure_name(self, name: str) -> Text:
        return {**DERIVED, **self.pack.vocabulary.measures}[name].name

    def _trace(
        self,
        *,
        value: float | None,
        unit: str,
        decimals: int,
        name: Text,
        subject: str,
        formula: Text,
        calculation: Text,
        source: Citation,
        rows: pl.DataFrame,
        notes: tuple[Text, ...],
        parts: tuple[Part, ...] = (),
    ) -> Trace:
        unit_of_measure(unit)  # a unit that nobody can name must not reach a page
        level = self.pack.vocabulary.levels[self.figure.level].name
        return Trace(
            self.figure,
            value,
            decimals,
            unit,
            name,
            subject,
            level,
            formula,
            calculation,
            source,
            self.release,
            self.pack.name,
            parts,
            rows,
            notes,
        )
