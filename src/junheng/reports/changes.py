"""Which figures moved from one release to another, beside the cells that changed."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from junheng.engines import balance
from junheng.language import Language, Text
from junheng.packs import Pack
from junheng.releases import Release, difference
from junheng.reports.balance import provenance_notes
from junheng.reports.export import Sheet

#: Figures of an area whose movement is listed.
AREA_FIGURES = ("units", "mean", "cv", "gini", "theil_t", "theil_l")


def change_sheets(before: Release, after: Release, pack: Pack, *, language: Language) -> tuple[Sheet, ...]:
    """`cells`, `values` (of units) and `figures` (of areas) that are not the same in both releases."""
    problems = [balance.from_release(release, pack) for release in (before, after)]
    values = moved(
        *(balance.judge(problem, pack).units_table() for problem in problems),
        key=("unit", "level", "indicator", "period"),
        figures=("value",),
    )
    areas = moved(
        *(balance.solve(problem).balance_table() for problem in problems),
        key=("area", "level", "indicator", "period"),
        figures=AREA_FIGURES,
    )
    notes = tuple(note for release in (before, after) for note in provenance_notes(release, pack, language))
    titles = {
        "cells": Text("改动的单元格", "Cells that changed"),
        "values": Text("因此变动的各校指标", "Indicators of schools that moved"),
        "figures": Text("因此变动的地区数字", "Figures of areas that moved"),
    }
    frames = {"cells": difference(before, after).frame(), "values": values, "figures": areas}
    return tuple(Sheet(name, frame, titles[name](language), notes) for name, frame in frames.items())


def moved(before: pl.DataFrame, after: pl.DataFrame, *, key: Sequence[str], figures: Sequence[str]) -> pl.DataFrame:
    """`key…, figure, before, after` for each figure that differs; null where one side does not have it."""
    long = [
        frame.select(*key, *(pl.col(figure).cast(pl.Float64) for figure in figures)).unpivot(
            figures, index=key, variable_name="figure", value_name="shown"
        )
        for frame in (before, after)
    ]
    both = long[0].join(long[1], on=[*key, "figure"], how="full", coalesce=True, suffix="_after")
    return (
        both.filter(pl.col("shown").ne_missing(pl.col("shown_after")))
        .select(*key, "figure", before=pl.col("shown"), after=pl.col("shown_after"))
        .sort(*key, "figure")
    )
