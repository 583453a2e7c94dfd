"""Observations that no measure allows: below zero, a part of a teacher, percentages written in two ways."""

from __future__ import annotations

import polars as pl

from junheng.language import Text
from junheng.tables.amounts import Amounts
from junheng.tables.findings import Findings, brief
from junheng.tables.vocabulary import Vocabulary

#: So many values at least before a column of small percentages is doubted.
_SHARES = 5


def check_ranges(observations: pl.DataFrame, vocabulary: Vocabulary | None, amounts: Amounts, findings: Findings) -> None:
    """Report values that their measure cannot have."""
    values = observations["value"]
    if (lowest := values.min()) is not None and float(str(lowest)) < 0:
        findings.rows("number_negative", "observations", "value", observations.filter(values < 0), "value")
    fractional = values != values.floor()
    if fractional.any():
        found = observations.filter(fractional & observations["measure"].is_in(list(amounts.whole)))
        findings.rows("number_not_whole", "observations", "value", found, "value")
    percentages = [code for code, unit in amounts.kept.items() if unit.name == "%"]
    for code in percentages:
        _check_percentages(observations.filter(pl.col("measure") == code), measure_name(code, vocabulary), findings)


def _check_percentages(observations: pl.DataFrame, name: Text, findings: Findings) -> None:
    """In one measure in %, 95 and 0.95 cannot both be right."""
    small = observations.filter((pl.col("value") > 0) & (pl.col("value") <= 1))
    large = observations.filter(pl.col("value") > 1)
    if small.is_empty():
        return
    if large.is_empty():
        if small.height >= _SHARES:
            findings.rows("percent_share", "observations", "value", small.head(1), "value", measure=name)
        return
    fewer = small if small.height <= large.height else large
    findings.rows("percent_mixed", "observations", "value", fewer, "value", small=brief(small["value"][0]), large=brief(large["value"][0]))


def measure_name(code: str, vocabulary: Vocabulary | None) -> Text:
    """A measure's name, or its code where the vocabulary has none."""
    known = vocabulary.measures.get(code) if vocabulary is not None else None
    return known.name if known is not None else Text(code, code)
