"""`waivers.toml`: warnings that somebody looked at and let stand, each with the reason.

.. code-block:: toml

    [[waiver]]
    rule = "value_jumped"
    file = "2024.xlsx"
    sheet = "小学"          # sheet, row and column narrow it down; left out, they mean any
    row = 214
    column = "运动场地面积（㎡）"
    reason = "2024 年新操场验收，原始记录已核对。"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from junheng.language import Text
from junheng.tables.findings import Findings
from junheng.tables.issue import Issue, Place, Severity
from junheng.tables.region import Waiver
from junheng.tables.rules import rules

FILE = "waivers.toml"
_FIELDS = {"rule": str, "file": str, "reason": str, "sheet": str, "row": int, "column": str}


def read_waivers(folder: Path, findings: Findings) -> tuple[Waiver, ...]:
    """The waivers of a region's folder; one that gives no reason, or that no rule has, is an error."""
    path = folder / FILE
    if not path.is_file():
        return ()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        findings.add("waivers_invalid", Place(FILE), detail=error)
        return ()
    entries = content.get("waiver", [])
    if not isinstance(entries, list) or set(content) - {"waiver"}:
        findings.add("waivers_invalid", Place(FILE), detail=Text("应只有 [[waiver]] 条目。", "It should have [[waiver]] entries only."))
        return ()
    found = (_waiver(entry, number, findings) for number, entry in enumerate(entries, start=1))
    return tuple(waiver for waiver in found if waiver is not None)


def _waiver(entry: Mapping[str, Any], number: int, findings: Findings) -> Waiver | None:
    place = Place(FILE, row=None, column=f"waiver {number}")
    wrong = [name for name, value in entry.items() if name not in _FIELDS or type(value) is not _FIELDS[name]]
    if wrong or "rule" not in entry or "file" not in entry:
        names = ", ".join(wrong) or "rule, file"
        findings.add(
            "waivers_invalid", place, detail=Text(f"第 {number} 条的 {names} 有误或缺失。", f"Entry {number}: {names} is wrong or missing.")
        )
        return None
    rule = rules().get(entry["rule"])
    if rule is None or rule.severity is Severity.ERROR:
        zh = f"第 {number} 条：“{entry['rule']}”不是可以豁免的规则。"
        findings.add(
            "waivers_invalid", place, entry["rule"], detail=Text(zh, f"Entry {number}: “{entry['rule']}” is no rule that can be waived.")
        )
        return None
    if not entry.get("reason", "").strip():
        findings.add("waiver_without_reason", place, entry["rule"])
        return None
    return Waiver(entry["rule"], entry["file"], entry["reason"], entry.get("sheet"), entry.get("row"), entry.get("column"))


def waives(waiver: Waiver, issue: Issue) -> bool:
    """Whether a waiver lets an issue stand; what it does not name, it does not ask for."""
    place = issue.place
    return (
        issue.severity is Severity.WARNING
        and waiver.rule == issue.rule
        and waiver.file == place.file
        and waiver.sheet in (None, place.sheet)
        and waiver.row in (None, place.row)
        and waiver.column in (None, place.column)
    )


def open_issues(issues: Iterable[Issue], waivers: Iterable[Waiver]) -> tuple[Issue, ...]:
    """The issues that no waiver lets stand, errors always among them."""
    by_rule: dict[str, list[Waiver]] = {}
    for waiver in waivers:
        by_rule.setdefault(waiver.rule, []).append(waiver)
    return tuple(issue for issue in issues if not any(waives(waiver, issue) for waiver in by_rule.get(issue.rule, ())))
