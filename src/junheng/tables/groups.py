"""Issues as people read them: one wrong code that stands in forty cells is one finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from junheng.language import Text
from junheng.tables.issue import Issue, Severity


@dataclass(frozen=True, slots=True)
class Group:
    """Issues of one rule that have one cause, in the order of their places."""

    rule: str
    severity: Severity
    where: Text  # schools.xlsx · 小学 · K31 等 4 格
    message: Text  # of the first
    remedy: Text
    issues: tuple[Issue, ...]


_SEVERAL = Text("{first} 等 {n} 格", "{first} (cells: {n})")
_SEVERAL_SHEETS = Text("{first} 等 {n} 处（共 {sheets} 张表）", "{first} (places: {n}, in {sheets} sheets)")
#: Rules about a value that is wrong wherever it stands; of other rules, what stands in one column belongs together.
_BY_VALUE = ("unknown_",)


def group_issues(issues: Iterable[Issue]) -> tuple[Group, ...]:
    """Groups of issues, worst first: errors before warnings, then those with most cells."""
    columns: dict[tuple[object, ...], list[Issue]] = {}
    for issue in issues:
        place = issue.place
        if issue.rule.startswith(_BY_VALUE):
            key: tuple[object, ...] = (issue.rule, issue.value)
        elif place.row is None:
            key = (issue.rule, place, issue.value)
        else:
            key = (issue.rule, place.file, place.sheet, place.column)
        columns.setdefault(key, []).append(issue)
    found = [Group(m[0].rule, m[0].severity, _where(m), m[0].message, m[0].remedy, tuple(m)) for m in _alike(columns.values())]
    return tuple(sorted(found, key=lambda group: (group.severity is not Severity.ERROR, -len(group.issues))))


def _alike(groups: Iterable[list[Issue]]) -> Iterable[list[Issue]]:
    """Groups that say one and the same sentence become one: the total row of every sheet is one finding."""
    merged: dict[tuple[object, ...], list[Issue]] = {}
    for at, group in enumerate(groups):
        said = {(issue.rule, issue.message, issue.remedy) for issue in group}
        merged.setdefault(said.pop() if len(said) == 1 else (at,), []).extend(group)
    return merged.values()


def where(issue: Issue) -> Text:
    """The place of one issue in words."""
    return _where([issue])


def _where(issues: list[Issue]) -> Text:
    place = issues[0].place
    parts = [Text(part, part) for part in (place.file, place.sheet) if part]
    if place.cell is not None:
        parts.append(Text(place.cell, place.cell))
    else:
        if place.row is not None:
            parts.append(Text(f"第 {place.row} 行", f"row {place.row}"))
        if place.column is not None:
            parts.append(Text(place.column, place.column))
    first = Text(" · ".join(part.zh for part in parts), " · ".join(part.en for part in parts))
    if len(issues) == 1:
        return first
    sheets = len({(issue.place.file, issue.place.sheet) for issue in issues})
    return (_SEVERAL_SHEETS if sheets > 1 else _SEVERAL).format(first=first, n=len(issues), sheets=sheets)
