"""What is wrong with the answers to a form that was laid out: the same sentences on the server and in the browser.

Everything here is plain JSON, and every number a double, so that a short script can do the same without a network; the
vectors in the tests hold both to one answer. docs/methods/returns.md says in words what is done here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from junheng.packs.forms.answers import Answers, Row
from junheng.packs.forms.values import plain

Json = dict[str, Any]


def check(layout: Mapping[str, Any], given: Mapping[str, Any], context: Mapping[str, Any]) -> list[Json]:
    """All findings, in the order in which the form is read.

    Parameters
    ----------
    layout
        From `layout.lay_out`.
    given
        ``nothing`` (bool: nothing to report at all) and ``cells``: address -> ``value`` and ``nothing``.
    context
        ``last``: address -> value of the last period (a free row goes by what tells it apart, ``table/a|b/column``);
        ``ranges``: ``outlier.ID/row`` -> ``median`` and ``mad`` of like units;
        ``others``: id -> ``rows`` with ``level``, ``grade`` and ``values`` of another form; ``taken``: codes of units that
        belong elsewhere -> to whom. Each may be missing.

    Returns
    -------
    list
        Findings: ``check`` (of `messages.MESSAGES`, or ``rule.ID``, ``change.ID``, ``outlier.ID``), ``severity`` (``hard`` or
        ``soft``), ``table``, ``row`` (a row, a level or grade, or empty), ``cells`` (addresses; the first is where to go),
        ``value`` (what an explanation holds for) and ``places`` (numbers and texts for the message).
    """
    answers = Answers(layout, given, context)
    if given.get("nothing"):
        return list(_filled_anyway(layout, answers))
    findings: list[Json] = []
    for table in layout["tables"]:
        findings += _cells(table, answers)
    findings += [finding for rule in layout["rules"] for finding in _rule(rule, answers)]
    findings += [finding for change in layout["changes"] for finding in _change(change, answers)]
    findings += [finding for outlier in layout["outliers"] for finding in _outlier(outlier, answers)]
    return findings


def unexplained(findings: Iterable[Json], explanations: Iterable[Mapping[str, Any]]) -> list[Json]:
    """Hard findings, and those soft ones whose very value nobody has explained."""
    said = {(e["check"], e["table"], e["row"], e["column"], e["value"]) for e in explanations}
    return [finding for finding in findings if finding["severity"] == "hard" or key_of(finding) not in said]


def key_of(finding: Mapping[str, Any]) -> tuple[str, str, str, str, str]:
    """What an explanation must name to be of this finding."""
    return (finding["check"], finding["table"], finding["row"], column_of(finding), finding["value"])


def column_of(finding: Mapping[str, Any]) -> str:
    """The column that a finding points at first; empty where it points at a table as a whole."""
    return str(finding["cells"][0]).rpartition("/")[2] if finding["cells"] else ""


def _hard(check: str, table: Mapping[str, Any], row: str, columns: Iterable[str], **places: Any) -> Json:  # noqa: ANN401
    cells = [f"{table['id']}/{row}/{column}" for column in columns]
    return {"check": check, "severity": "hard", "table": table["id"], "row": row, "cells": cells, "value": "", "places": places}


def _soft(check: str, table: str, row: Row, column: str, said: str, **places: Any) -> Json:  # noqa: ANN401
    cells = [f"{table}/{row.id}/{column}"]
    return {"check": check, "severity": "soft", "table": table, "row": row.id, "cells": cells, "value": said, "places": places}


def _filled_anyway(layout: Mapping[str, Any], answers: Answers) -> Iterator[Json]:
    for table in layout["tables"]:
        for row in answers.rows(table["id"]):
            for column in table["columns"]:
                if answers.answered(table["id"], row.id, column["id"]):
                    yield _hard("nothing_but_filled", table, row.id, [column["id"]])


def _cells(table: Mapping[str, Any], answers: Answers) -> Iterator[Json]:
    """What is wrong with single cells of a table, and with its rows among each other."""
    rows = answers.rows(table["id"])
    if table["free"] and not rows:
        yield _hard("no_rows", table, "", ())
    for row in rows:
        for column in table["columns"]:
            if column["total"] is None and row.id not in column["barred"]:
                yield from _cell(table, row, column, answers)
    yield from _twice(table, rows, answers)
    if table["unit_column"] is not None:
        for row in rows:
            code = answers.text(table["id"], row.id, table["unit_column"])
            if (owner := answers.owner(code)) is not None:
                yield _hard("taken", table, row.id, [table["unit_column"]], value=code, owner=owner)


def _cell(table: Mapping[str, Any], row: Row, column: Mapping[str, Any], answers: Answers) -> Iterator[Json]:
    text = answers.text(table["id"], row.id, column["id"])
    if not answers.answered(table["id"], row.id, column["id"]):
        if column["required"] and answers.missing(table["id"], row, column):
            yield _hard("required_or_nothing" if column["nothing"] else "required", table, row.id, [column["id"]])
        return
    problem = answers.problem(column, text)
    if problem is not None:
        yield _hard(problem, table, row.id, [column["id"]], value=text)
        return
    number = answers.number(table["id"], row, column["id"]) if column["kind"] == "number" else None
    if number is None:
        return
    if column["whole"] and number != math.floor(number):
        yield _hard("whole", table, row.id, [column["id"]])
    if column["minimum"] is not None and number < column["minimum"]:
        yield _hard("minimum", table, row.id, [column["id"]], limit=column["minimum"])
    if column["maximum"] is not None and number > column["maximum"]:
        yield _hard("maximum", table, row.id, [column["id"]], limit=column["maximum"])


def _twice(table: Mapping[str, Any], rows: Iterable[Row], answers: Answers) -> Iterator[Json]:
    seen = set()
    for row in rows if table["unique"] else ():
        key = tuple(answers.text(table["id"], row.id, column) for column in table["unique"])
        if all(key) and key in seen:
            yield _hard("unique", table, row.id, table["unique"])
        seen.add(key)


def _rule(rule: Mapping[str, Any], answers: Answers) -> Iterator[Json]:
    for place, rows in answers.places(rule["table"], rule["each"]):
        left, right = (answers.evaluate(rule[side], rule["table"], place, rule["each"] == "row") for side in ("left", "right"))
        if left is None or right is None or holds(left, rule["relation"], right):
            continue
        yield {
            "check": rule["id"],
            "severity": "soft" if rule["soft"] else "hard",
            "table": rule["table"],
            "row": place.id,
            "cells": [f"{rule['table']}/{row.id}/{column}" for row in rows for column in rule["marks"]],
            "value": f"{plain(left)} {plain(right)}",
            "places": {"left": left, "right": right},
        }


def holds(left: float, relation: str, right: float) -> bool:
    """Whether two numbers compare so; sums of decimals that differ by rounding only are equal."""
    equal = abs(left - right) <= 1e-9 * max(1.0, abs(left), abs(right))
    return {
        "=": equal,
        "<=": equal or left < right,
        ">=": equal or left > right,
        "<": not equal and left < right,
        ">": not equal and left > right,
    }[relation]


def _change(change: Mapping[str, Any], answers: Answers) -> Iterator[Json]:
    table = change["table"]
    for row in answers.rows(table):
        for column in change["columns"]:
            value, last = answers.number(table, row, column), answers.last(table, row.id, column)
            if value is None or last is None:
                continue
            moved = abs(value - last)
            if moved > change["least"] and moved > change["percent"] / 100 * abs(last):
                percent = math.floor((value - last) / abs(last) * 100 + 0.5) if last else None
                yield _soft(change["id"], table, row, column, plain(value), last=last, percent=percent)


def _outlier(outlier: Mapping[str, Any], answers: Answers) -> Iterator[Json]:
    table = outlier["table"]
    for row in answers.rows(table):
        like = answers.like(outlier["id"], row.id)
        value = answers.evaluate(outlier["value"], table, row, own=True)
        if like is None or value is None or not like["mad"] > 0:
            continue
        reach = outlier["times"] * like["mad"]
        low, high = like["median"] - reach, like["median"] + reach
        if value < low or value > high:
            yield _soft(outlier["id"], table, row, outlier["column"], plain(value), amount=value, low=low, high=high)
