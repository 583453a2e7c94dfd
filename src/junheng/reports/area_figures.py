"""Traces of an area's figures: coefficients, means and counts over its units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from junheng.engines import balance
from junheng.engines.balance.compliance.peers import reaches, within
from junheng.engines.balance.problem import BoolArray, FloatArray
from junheng.language import Text
from junheng.packs import Citation
from junheng.reports.figure import FigureId, Part, Trace
from junheng.reports.question import Question
from junheng.reports.rows import SOURCE_ROWS
from junheng.reports.tree import tree_notes
from junheng.tables.periods import first_day

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


#: Counts are whole; a coefficient is shown with this many decimals.
_COEFFICIENT_DECIMALS = 3


def area_figure(question: Question) -> Trace:
    """A figure of all units of an area."""
    figure = question.figure
    problem, result = question.solved(figure.period)
    try:
        group = result.find(figure.subject, figure.level, figure.period)
    except (KeyError, ValueError):
        raise question.refusal(Text("该地区在该学段、期间没有学校", "the area has no units at that level in that period")) from None
    subject = problem.area_name(int(result.area[group]))
    if figure.kind == "comprehensive":
        return _comprehensive(question, result, group, subject)
    indicator = question.indicator
    k = result.indicators.index(indicator)
    parts = _parts(question, problem, result, group, k)
    value = float(len(parts)) if figure.kind == "below" else float(getattr(result.spread, figure.kind)[group, k])
    known = value if np.isfinite(value) else None
    name, formula = _AREA_FIGURES[figure.kind]
    unit, decimals = {"mean": (indicator.unit, indicator.decimals), "pupils": ("pupil", 0), "units": ("1", 0), "below": ("1", 0)}.get(
        figure.kind, ("1", _COEFFICIENT_DECIMALS)
    )
    return question.answer(
        value=known,
        unit=unit,
        decimals=decimals,
        name=Text("{indicator}：{figure}", "{indicator}: {figure}").format(indicator=indicator.name, figure=name),
        subject=subject,
        formula=formula,
        calculation=_calculation(figure.kind, known, float(result.spread.mean[group, k])),
        source=_source(question),
        parts=parts,
        rows=question.rows([part.figure.subject for part in parts], indicator.formula.names),
        notes=(*_missing_note(int(result.missing[group, k])), *tree_notes(question, [part.figure.subject for part in parts])),
    )


def _calculation(kind: str, value: float | None, mean: float) -> Text:
    if value is None:
        return Text("–", "–")
    if kind == "cv":
        sum_ = f"S = {value * mean:,.6g}, X̄ = {mean:,.6g}; {value * mean:,.6g} ÷ {mean:,.6g} = {value:.6f}"
        return Text(sum_, sum_)
    return Text(f"{value:,.10g}", f"{value:,.10g}")


def _parts(question: Question, problem: balance.Problem, result: balance.Result, group: int, k: int) -> tuple[Part, ...]:
    """The units of the group, the largest share of the coefficient first; for the count of those that miss the floor, only these."""
    figure = question.figure
    rows = problem.rows(figure.subject, figure.level, figure.period)
    rows = rows[np.isfinite(problem.value[rows, k])]
    value, weight = problem.value[rows, k], problem.pupils[rows]
    square = weight * (value - float(result.spread.mean[group, k])) ** 2
    total = float(square.sum())
    order = np.argsort(-square, kind="stable")
    if figure.kind == "below":
        order = order[_misses(question, value[order])]
    return tuple(
        Part(
            FigureId("value", problem.units[problem.unit[rows[i]]], figure.level, figure.indicator, figure.period),
            problem.unit_name(int(problem.unit[rows[i]])),
            int(weight[i]),
            float(value[i]),
            float(square[i] / total) if total > 0 else None,
        )
        for i in order
    )


def _misses(question: Question, value: FloatArray) -> BoolArray:
    """Which values do not reach the floor in force, or exceed it where less is better; none where there is no floor."""
    parameter = question.indicator.floor.get(question.figure.level)
    floor = parameter.on(first_day(question.figure.period, question.pack.year_starts)) if parameter else None
    if floor is None:
        return np.zeros(len(value), dtype=bool)
    limit = np.full(len(value), floor)
    return ~(within(value, limit) if question.indicator.direction == "lower" else reaches(value, limit))


def _comprehensive(question: Question, result: balance.Result, group: int, subject: str) -> Trace:
    figure = question.figure
    value = float(result.comprehensive[group])
    counted = [(i, float(result.spread.cv[group, k])) for k, i in enumerate(result.indicators) if i.balance and result.stated[group, k]]
    terms = [(i, cv) for i, cv in counted if np.isfinite(cv)]
    unknown = [i.name for i, cv in counted if not np.isfinite(cv)]
    pupils = int(np.nanmax(result.spread.pupils[group]))
    name, formula = _AREA_FIGURES["comprehensive"]
    calculation = f"({' + '.join(f'{cv:.4f}' for _, cv in terms)}) ÷ {len(terms)} = {value:.6f}" if terms else "–"
    return question.answer(
        value=value if np.isfinite(value) else None,
        unit="1",
        decimals=_COEFFICIENT_DECIMALS,
        name=name,
        subject=subject,
        formula=formula,
        calculation=Text(calculation, calculation),
        source=question.pack.compliance.source if question.pack.compliance else question.pack.source,
        parts=tuple(Part(FigureId("cv", figure.subject, figure.level, i.id, figure.period), i.name, pupils, cv, None) for i, cv in terms),
        rows=pl.DataFrame(schema=SOURCE_ROWS),
        notes=(
            Text("原始行见各项差异系数的出处。", "The rows stand in the traces of the coefficients."),
            *_unknown_note(unknown),
            *tree_notes(question),
        ),
    )


def _source(question: Question) -> Citation:
    """Of the limit that the figure is held against, else of the indicator."""
    indicator, level = question.indicator, question.figure.level
    limits = {"cv": indicator.cv_max, "below": indicator.floor}.get(question.figure.kind, {})
    return limits[level].source if level in limits else indicator.source


def _unknown_note(names: Sequence[Text]) -> tuple[Text, ...]:
    if not names:
        return ()
    note = Text("差异系数未知、未计入平均的指标：{zh}。", "Indicators without a coefficient, not in the mean: {en}.")
    return (note.format(zh="、".join(name.zh for name in names), en=", ".join(name.en for name in names)),)


def _missing_note(missing: int) -> tuple[Text, ...]:
    if not missing:
        return ()
    note = Text("缺这一指标数值、未计入的学校：{n} 所。", "Units without a value of this indicator, not counted: {n}.")
    return (note.format(n=missing),)
