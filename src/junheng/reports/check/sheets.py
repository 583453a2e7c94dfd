"""Findings and figures as tables to take away."""

from __future__ import annotations

import polars as pl

from junheng.language import Language, Text

from ..export import Sheet
from .checking import Checked
from .words import KINDS, SEVERITIES

_FINDINGS = Text("发现", "Findings")
_FIGURES = Text("数字", "Figures")
_HEADS = {
    "line": Text("行", "line"),
    "severity": Text("程度", "severity"),
    "kind": Text("类别", "kind"),
    "stated": Text("文中写作", "stated"),
    "computed": Text("推算", "computed"),
    "explanation": Text("算式与建议", "calculation and suggestion"),
    "sentence": Text("原句", "sentence"),
    "text": Text("数字", "figure"),
    "value": Text("值", "value"),
    "high": Text("上限", "upper end"),
    "unit": Text("单位", "unit"),
    "period": Text("时期", "period"),
    "subject": Text("对象", "subject"),
}


def sheets(checked: Checked, *, language: Language) -> tuple[Sheet, ...]:
    """Two tables: what was found, and every figure."""
    text = checked.document.text
    findings: list[dict[str, object]] = [
        {
            "line": text.count("\n", 0, one.start) + 1,
            "severity": SEVERITIES[one.severity](language),
            "kind": KINDS[one.kind](language),
            "stated": one.stated,
            "computed": one.computed,
            "explanation": one.explanation(language).strip(),
            "sentence": checked.sentence_of(one),
        }
        for one in checked.findings
    ]
    figures: list[dict[str, object]] = [
        {
            "line": text.count("\n", 0, one.start) + 1,
            "text": one.text,
            "value": float(one.value),
            "high": None if one.high is None else float(one.high),
            "unit": one.unit,
            "period": one.period,
            "subject": one.subject,
        }
        for one in checked.figures
    ]
    return (
        Sheet(
            _FINDINGS(language), _frame(findings, ("line", "severity", "kind", "stated", "computed", "explanation", "sentence"), language)
        ),
        Sheet(_FIGURES(language), _frame(figures, ("line", "text", "value", "high", "unit", "period", "subject"), language)),
    )


def _frame(rows: list[dict[str, object]], columns: tuple[str, ...], language: Language) -> pl.DataFrame:
    kinds = {"line": pl.Int64, "value": pl.Float64, "high": pl.Float64}
    frame = pl.DataFrame(rows, schema={name: kinds.get(name, pl.String) for name in columns})
    return frame.rename({name: _HEADS[name](language) for name in columns})
