"""Totals that stand beside their grades: the grades count, and the two must agree."""

from __future__ import annotations

import polars as pl

from junheng.tables.findings import Findings
from junheng.tables.per_pupil import level_name
from junheng.tables.schema import ALL_GRADES
from junheng.tables.vocabulary import Vocabulary

_SAME = ["unit", "level", "period"]


def check_totals(enrolment: pl.DataFrame, vocabulary: Vocabulary | None, findings: Findings) -> None:
    """Report totals that are not the sum of their grades."""
    totals = enrolment.filter(pl.col("grade") == ALL_GRADES)
    if totals.is_empty() or totals.height == enrolment.height:
        return
    grades = enrolment.filter(pl.col("grade") != ALL_GRADES).group_by(_SAME).agg(pl.col("pupils").sum().alias("sum"))
    wrong = totals.join(grades, on=_SAME).filter(pl.col("sum") != pl.col("pupils"))
    for row in wrong.iter_rows(named=True):
        place = findings.atlas.place("enrolment", row, "pupils")
        named = {"level": level_name(row["level"], vocabulary), "period": row["period"], "sum": row["sum"]}
        findings.add("grades_do_not_add_up", place, row["pupils"], **named)
