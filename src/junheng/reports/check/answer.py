"""What `junheng figures check --json` and the page hand out: plain members, offsets in characters of the text as read."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from typing import Any

from junheng.language import Language

from .checking import Checked
from .finding import Finding
from .quantity import Quantity


def answer(checked: Checked, *, language: Language) -> dict[str, Any]:
    """The figures and findings of a checked document."""
    return {
        "text_sha256": hashlib.sha256(checked.document.text.encode()).hexdigest(),
        "figures": [_figure(one) for one in checked.figures],
        "findings": [_finding(one, checked, language) for one in checked.findings],
    }


def _figure(one: Quantity) -> dict[str, Any]:
    return {
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "value": _number(one.value),
        **({"value_high": _number(one.high)} if one.high is not None else {}),
        "unit": one.unit,
        "kind": one.kind,
        "approx": one.approximate,
        "hedge": one.hedge,
        "period": one.period,
        "subject": one.subject,
    }


def _finding(one: Finding, checked: Checked, language: Language) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "severity": one.severity.value,
        "start": one.start,
        "end": one.end,
        "sentence": checked.sentence_of(one),
        "stated": one.stated,
        "computed": one.computed,
        "explanation": one.explanation(language).strip(),
    }


def _number(value: Fraction) -> int | float:
    """Whole numbers stay whole; decimals of a text are the nearest number that JSON can hold."""
    return value.numerator if value.denominator == 1 else value.numerator / value.denominator
