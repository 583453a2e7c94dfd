"""The newest period of a balance on one screen: a finding per level, and what fails first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import polars as pl

from junheng.engines.balance import Problem, Verdicts, from_release, judge, solve
from junheng.engines.balance.explain import period_name
from junheng.language import Language, Text
from junheng.packs import Pack
from junheng.releases import Release

COMPREHENSIVE = Text("综合差异系数", "Comprehensive coefficient")
_HEADS = {
    "area": Text("地区", "area"),
    "level": Text("学段", "level"),
    "indicator": Text("指标", "indicator"),
    "units": Text("单位数", "units"),
    "mean": Text("均值", "mean"),
    "cv": Text("差异系数", "cv"),
    "limit": Text("上限", "limit"),
    "shown": Text("达标", "meets"),
}
_MEETS: dict[bool | None, Text | None] = {True: Text("● 是", "● yes"), False: Text("▲ 否", "▲ no"), None: None}
_NEAREST = Text("最新一期，超过上限最多的在前", "Newest period, the furthest over its limit first")
_LARGEST = Text("最新一期，差异系数最大的在前", "Newest period, the largest coefficient first")
_NO_UNITS = Text("没有可比较的学校。", "There are no units to compare.")
_JUDGED = Text(
    "{period}{level}：{judged} 个地区中，差异系数全部达标的 {balanced} 个。",
    "{period}, {level}: areas within every limit of the coefficient: {balanced} of {judged}.",
)
_FLOORS = Text("各校底线也全部达标的 {met} 个。", " With every unit's floors as well: {met}.")
_UNKNOWN = Text("因缺数据不能判定的 {unknown} 个，缺的是{lacking}。", " Undecided for want of data: {unknown}; what is lacking: {lacking}.")
_OFTEN = Text("超限最多的是{indicator}（{over} 个地区）。", " Most often over its limit: {indicator} (areas: {over}).")
_NO_LIMIT = Text(
    "{period}{level}：规则包没有规定上限；差异系数最大的是{area}的{indicator}，为 {cv}。",
    "{period}, {level}: the pack states no limit; the largest coefficient is {cv}: {indicator} in {area}.",
)
_NOT_COMPARED = Text("{period}{level}：没有两所以上学校可比较的地区。", "{period}, {level}: no area has two units or more to compare.")


@dataclass(frozen=True, slots=True)
class Digest:
    """What a person reads first."""

    findings: tuple[Text, ...]
    title: Text  # in which order the rows of the table stand
    table: pl.DataFrame  # heads and names in the reader's language; the worst first


def balance_digest(release: Release, pack: Pack, *, language: Language) -> Digest:
    """The newest period of a release under a pack, in the areas within which units are compared."""
    problem = from_release(release, pack)
    if not problem.periods:
        return Digest((_NO_UNITS,), _LARGEST, pl.DataFrame())
    result, verdicts = solve(problem), judge(problem, pack)
    period = problem.periods[-1]
    compared = [code for code, here in zip(problem.areas, problem.compared, strict=True) if here]
    each = result.balance_table().rename({"threshold": "limit"})
    here = each.filter(pl.col("area").is_in(compared), pl.col("period") == period)
    mean_of_all = result.comprehensive_table().with_columns(indicator=pl.lit(""))
    rows = pl.concat([each, mean_of_all.filter(pl.col("limit").is_not_null())], how="diagonal_relaxed").filter(
        pl.col("area").is_in(compared), pl.col("period") == period, pl.col("cv").is_not_null()
    )
    levels = [level for level in problem.levels if level in set(rows["level"])]
    lacking = {level: here.filter(pl.col("level") == level, pl.col("cv").is_null())["indicator"].unique() for level in levels}
    findings = tuple(_finding(problem, verdicts, rows.filter(pl.col("level") == level), level, lacking[level]) for level in levels)
    title = _NEAREST if rows["limit"].is_not_null().any() else _LARGEST
    return Digest(findings or (_NO_UNITS,), title, _shown(problem, rows, language))


def _finding(problem: Problem, verdicts: Verdicts, rows: pl.DataFrame, level: str, lacking: pl.Series) -> Text:
    period = problem.periods[-1]
    places = {"period": period_name(period), "level": problem.level_name(problem.levels.index(level))}
    if not rows["limit"].is_not_null().any():
        varied = rows.filter(pl.col("units") > 1)
        if varied.is_empty():
            return _NOT_COMPARED.format(**places)
        area, indicator, cv = varied.sort("cv", descending=True).select("area", "indicator", "cv").row(0)
        name = problem.area_name(problem.areas.index(area))
        return _NO_LIMIT.format(**places, area=name, indicator=_indicator(problem, indicator), cv=f"{cv:.3f}")
    judged = set(rows.filter(pl.col("limit").is_not_null())["area"])
    areas = verdicts.areas_table().filter(pl.col("level") == level, pl.col("period") == period, pl.col("area").is_in(judged))
    parts = [_JUDGED.format(**places, judged=areas.height, balanced=areas["balanced"].sum())]
    of_level = problem.level == problem.levels.index(level)
    if verdicts.judged[of_level & (problem.period == len(problem.periods) - 1)].any():
        parts.append(_FLOORS.format(met=areas["meets"].sum()))
    if unknown := areas["balanced"].null_count():
        names = [indicator.short for indicator in problem.indicators if indicator.id in set(lacking)]
        parts.append(_UNKNOWN.format(unknown=unknown, lacking=Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))))
    over = Counter(rows.filter(pl.col("meets").not_(), pl.col("indicator") != "")["indicator"])
    if over:
        indicator, times = over.most_common(1)[0]
        parts.append(_OFTEN.format(indicator=_indicator(problem, indicator), over=times))
    return Text("".join(part.zh for part in parts), "".join(part.en for part in parts))


def _shown(problem: Problem, rows: pl.DataFrame, language: Language) -> pl.DataFrame:
    """The judged coefficients (all of them where none is judged), the furthest over its limit first."""
    judged = rows.filter(pl.col("limit").is_not_null())
    ranked = (rows if judged.is_empty() else judged).sort(
        [(pl.col("cv") / pl.col("limit")).fill_null(0.0), "cv", "area", "level", "indicator"],
        descending=[True, True, False, False, False],
    )
    areas = {code: problem.area_name(index) for index, code in enumerate(problem.areas)}
    levels = {code: problem.level_name(index)(language) for index, code in enumerate(problem.levels)}
    indicators = {code: _indicator(problem, code)(language) for code in ranked["indicator"].unique()}
    named = ranked.with_columns(
        pl.col("area").replace_strict(areas, return_dtype=pl.String),
        pl.col("level").replace_strict(levels, return_dtype=pl.String),
        pl.col("indicator").replace_strict(indicators, return_dtype=pl.String),
        pl.Series("shown", [text and text(language) for text in map(_MEETS.get, ranked["meets"])], dtype=pl.String),
    )
    return named.select(pl.col(column).alias(head(language)) for column, head in _HEADS.items())


def _indicator(problem: Problem, code: str) -> Text:
    return next((indicator.name for indicator in problem.indicators if indicator.id == code), COMPREHENSIVE)
