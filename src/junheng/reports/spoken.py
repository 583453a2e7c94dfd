"""A figure named as people say it: 锦江区, 小学 and 体育场馆 for their codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from junheng.packs import Pack
from junheng.releases import Release
from junheng.reports.figure import UNIT_KINDS, FigureId
from junheng.reports.totals import OF_KIND
from junheng.tables.heads import plain
from junheng.tables.words import Words, words


def in_codes(figure: FigureId, release: Release, pack: Pack) -> FigureId:
    """The figure with codes for what it names; what is no name, or the name of two things, stays as it was written."""
    known = words(pack.vocabulary)
    indicators = {plain(name): i.id for i in pack.indicators for text in (i.name, i.short) for name in (text.zh, text.en)}
    table, column = ("units", "unit") if figure.kind in UNIT_KINDS else ("areas", "area")
    subjects = release.tables[table].select("name", column).unique()
    codes = set(subjects[column])
    names = dict(subjects.unique("name", keep="none").iter_rows())
    return replace(
        figure,
        subject=figure.subject if figure.subject in codes else names.get(figure.subject, figure.subject),
        level=_code(figure.level, known.levels),
        indicator=_named(figure, known, {i: i for i in indicators.values()} | indicators),
    )


def _named(figure: FigureId, known: Words, indicators: Mapping[str, str]) -> str:
    """What stands in the indicator's place: a measure, one of a kind of unit, a kind, or an indicator."""
    if figure.kind in ("amount", "total"):
        measure, of_kind, kind = figure.indicator.partition(OF_KIND)
        return f"{_code(measure, known.measures)}{of_kind}{_code(kind, known.unit_kinds)}"
    return _code(figure.indicator, known.unit_kinds if figure.kind == "count" else indicators)


def _code(said: str, codes: Mapping[str, str]) -> str:
    return said if said in codes.values() else codes.get(plain(said), said)
