"""Traces of one unit's figures: an indicator's value, and the amounts behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from junheng.engines.balance import measures
from junheng.language import Language, Text
from junheng.packs import DERIVED
from junheng.reports.figure import Trace
from junheng.reports.question import Question
from junheng.reports.tree import absence, tree_notes
from junheng.tables.schema import ALL_LEVELS


def unit_value(question: Question) -> Trace:
    """An indicator of one unit."""
    figure, indicator = question.figure, question.indicator
    if figure.level not in indicator.levels:
        raise question.refusal(Text("该指标不用于这一级", "the indicator is not stated for that level"))
    formula = indicator.formula
    row = _compared(question) if question.pack.vocabulary.has_pupils else _stated(question)
    values = {name: row.get(name) for name in formula.names}

    def words(language: Language) -> str:
        return formula.in_words(lambda name: _measure_name(question, name), language)

    return question.answer(
        value=formula.evaluate(values),
        unit=indicator.unit,
        decimals=indicator.decimals,
        name=indicator.name,
        subject=row["unit_name"],
        formula=Text(words("zh"), words("en")),
        calculation=Text(formula.explain(values, "zh"), formula.explain(values, "en")),
        source=indicator.source,
        rows=question.rows([figure.subject], formula.names),
        notes=(*_split_notes(question, formula.names), *tree_notes(question, [figure.subject])),
    )


def amount(question: Question) -> Trace:
    """One measure of one unit, such as its pupils or its sports area."""
    name = question.figure.indicator
    whole = question.figure.level == ALL_LEVELS or not question.pack.vocabulary.has_pupils
    row = _stated(question) if whole else _row(question, _levels(question))
    if name not in row or name not in _measures(question):
        raise question.refusal(Text("没有统计项目 {measure}", "there is no measure {measure}").format(measure=name))
    rows, notes, value = question.rows([question.figure.subject], (name,)), _split_notes(question, (name,)), row[name]
    shown = "–" if value is None else f"{value:,.10g}"
    terms = " + ".join(f"{term:,.10g}" for term in rows["value"])
    # A part of what is shared, or the largest of several, is not the sum of its rows.
    is_sum = value is not None and not notes and rows["value"].sum() == value
    return question.answer(
        value=value,
        unit=_measures(question)[name].unit,
        decimals=0,
        name=_measure_name(question, name),
        subject=row["unit_name"],
        formula=Text("各原始行之和", "Sum of the rows of the files") if is_sum else _measure_name(question, name),
        calculation=Text(f"{terms} = {shown}", f"{terms} = {shown}") if is_sum else Text(shown, shown),
        source=question.pack.source,
        rows=rows,
        notes=(*notes, *tree_notes(question, [question.figure.subject])),
    )


def _compared(question: Question) -> dict[str, Any]:
    """What formulas are made of at a level that is compared, the pupils of the whole unit among it."""
    levels = _levels(question)
    whole = levels.filter(pl.col("level").is_in(list(question.indicator.levels)))["pupils"].sum()
    return {**_row(question, levels), "unit_pupils": whole}


def _stated(question: Question) -> dict[str, Any]:
    """What a unit states at a level, or at all of them together, compared or not; a project has no pupils and is compared with nobody."""
    stated = question.totals.stated(question.figure)
    if question.figure.level != ALL_LEVELS:
        stated = stated.filter(pl.col("level") == question.figure.level)
    if stated.is_empty():
        raise question.refusal(absence(question) or Text("该学校（机构）在该期间没有数据", "the unit has no rows in that period"))
    return {"unit_name": stated["name"][0], **dict(stated.group_by("measure").agg(pl.col("value").sum()).iter_rows())}


def _levels(question: Question) -> pl.DataFrame:
    """The unit's levels that are compared in the period, with what formulas are made of beside them."""
    release, figure = question.release, question.figure
    own = {name: frame.filter(pl.col("unit") == figure.subject) for name, frame in release.tables.items() if "unit" in frame.columns}
    # The table of measures also has a column of that name: there it is the unit of measure.
    only = replace(release, tables={**release.tables, **own, "measures": release.tables["measures"]})
    taught = measures.taught(only, question.pack, (figure.period,))
    compared = taught.filter(pl.col("reason").is_null())
    return compared.select("level", "unit_name").hstack(measures.parts(only, question.pack, taught, compared))


def _row(question: Question, levels: pl.DataFrame) -> dict[str, Any]:
    found = levels.filter(pl.col("level") == question.figure.level)
    if found.is_empty():
        if (why := absence(question)) is not None:
            raise question.refusal(why)
        raise question.refusal(Text("该学校在该学段、期间没有参加比较的数据", "the unit is not compared at that level in that period"))
    return found.row(0, named=True)


def _split_notes(question: Question, names: tuple[str, ...]) -> tuple[Text, ...]:
    """A sentence where the unit shares what it has between levels."""
    split = question.pack.split
    here = (pl.col("unit") == question.figure.subject) & (pl.col("period") == question.figure.period)
    tables = question.release.tables
    shared = tables["observations"].filter(here, pl.col("level") == ALL_LEVELS, pl.col("measure").is_in(list(names)))
    if split is None or shared.is_empty() or tables["enrolment"].filter(here)["level"].n_unique() < 2:
        return ()
    rule = Text("全校共用的资源按“{rule}”分摊到各学段。", "What the whole unit shares is divided between its levels by the rule “{rule}”.")
    return (rule.format(rule=split.name),)


def _measures(question: Question) -> dict[str, Any]:
    return {**DERIVED, **question.pack.vocabulary.measures}


def _measure_name(question: Question, name: str) -> Text:
    found: Text = _measures(question)[name].name
    return found
