"""Traces of what an area has as a whole: totals of a measure, counts of units, an indicator over the totals."""

from __future__ import annotations

import math

import polars as pl

from junheng.language import Language, Text
from junheng.reports.figure import FigureId, Part, Trace
from junheng.reports.question import Question
from junheng.reports.totals import ANY_KIND
from junheng.reports.tree import tree_notes

_SUM = Text("各单位之和", "Sum over the units")
_COUNT = Text("当期有数据的单位个数", "Units that have rows in the period")
_COUNTED = Text("{kind}个数", "Number of units: {kind}")
_OF_KIND = Text("{measure}（{kind}）", "{measure} ({kind})")
_OVERALL = Text("{indicator}（合计口径）", "{indicator}, over the whole")
_ANY = Text("单位", "all kinds")
_PARTIAL = Text("只合计各项都有数值的单位，共 {n} 个。", "Only units that state every measure of the formula are added up; there are {n}.")


def whole_figure(question: Question) -> Trace:
    """A total, a count, or an overall figure.

    Raises
    ------
    FigureError
        The pack or the release has no such measure, kind, indicator or area.
    """
    figure = question.figure
    areas = question.release.tables["areas"]
    here = areas.filter(pl.col("area") == figure.subject)
    if here.is_empty():
        raise question.refusal(Text("没有这个地区", "there is no such area"))
    if figure.period not in question.totals.periods:
        known = question.totals.periods
        why = Text("版次没有这一期，有 {known}", "the release has no such period; it has {known}")
        raise question.refusal(why.format(known=Text("、".join(known), ", ".join(known))))
    answer = {"total": _total, "count": _count, "overall": _overall}[figure.kind]
    return answer(question, str(here["name"][0]))


def _total(question: Question, subject: str) -> Trace:
    figure, totals = question.figure, question.totals
    code, kind = totals.measure_and_kind(figure.indicator)
    units = totals.amounts(figure)
    measure = totals.measures[code]
    value = math.fsum(units["value"]) if units.height else None
    name = measure.name if kind == ANY_KIND else _OF_KIND.format(measure=measure.name, kind=_kind(question, kind))
    parts = tuple(
        Part(FigureId("amount", unit, figure.level, code, figure.period), named, None, amount, amount / value if value else None)
        for unit, named, amount in units.iter_rows()
    )
    shown = "–" if value is None else f"{value:,.10g}"
    return question.answer(
        value=value,
        unit=measure.unit,
        decimals=_decimals(value),
        name=name,
        subject=subject,
        formula=_SUM,
        calculation=Text(f"Σ {units.height} = {shown}", f"Σ {units.height} = {shown}"),
        source=question.pack.source,
        parts=parts,
        rows=question.rows(units["unit"].to_list(), (code,)),
        notes=tree_notes(question),
    )


def _count(question: Question, subject: str) -> Trace:
    figure = question.figure
    units = question.totals.units(figure)
    found = units["unit"].to_list()
    measures = tuple(question.totals.measures)
    return question.answer(
        value=float(units.height),
        unit="1",
        decimals=0,
        name=_COUNTED.format(kind=_kind(question, figure.indicator)),
        subject=subject,
        formula=_COUNT,
        calculation=Text(f"{units.height}", f"{units.height}"),
        source=question.pack.source,
        rows=question.rows(found, measures).unique(["unit"], keep="first", maintain_order=True),
        notes=tree_notes(question),
    )


def _overall(question: Question, subject: str) -> Trace:
    indicator, totals = question.indicator, question.totals
    parts = totals.parts(question.figure)
    values = totals.summed(parts)
    formula = indicator.formula

    def words(language: Language) -> str:
        return formula.in_words(lambda name: totals.measures["pupils" if name == "unit_pupils" else name].name, language)

    return question.answer(
        value=formula.evaluate(values) if parts.height else None,
        unit=indicator.unit,
        decimals=indicator.decimals,
        name=_OVERALL.format(indicator=indicator.name),
        subject=subject,
        formula=Text(words("zh"), words("en")),
        calculation=Text(formula.explain(values, "zh"), formula.explain(values, "en")) if parts.height else Text("–", "–"),
        source=indicator.source,
        rows=question.rows(parts["unit"].to_list(), formula.names),
        notes=(_PARTIAL.format(n=parts.height), *tree_notes(question)),
    )


def _kind(question: Question, code: str) -> Text:
    return _ANY if code == ANY_KIND else question.pack.vocabulary.unit_kinds[code].name


def _decimals(value: float | None) -> int:
    """A whole amount is shown without decimals, others with two."""
    return 0 if value is None or value == round(value) else 2
