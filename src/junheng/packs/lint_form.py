"""The linter's rules for one form: its words, where its answers go, its checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from junheng.language import Text
from junheng.packs.errors import Finding, found
from junheng.packs.expression import Expression, readable
from junheng.packs.files import Toml
from junheng.packs.form_scope import column_units, scope_units, sides
from junheng.packs.syntax import ExpressionError
from junheng.packs.words import check_unit, unit_exists, unknown

#: What each of a release's tables needs: its kind of rows, and the fields that columns must fill.
INTO: Mapping[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "observations": (("levels",), frozenset()),
    "enrolment": (("grades",), frozenset({"pupils"})),
    "classes": (("free",), frozenset({"grade", "class_number", "pupils"})),
    "units": (("free",), frozenset({"unit", "name"})),
    "area": (("fixed",), frozenset()),
}
#: Fields that a column may fill besides.
OPTIONAL = {"units": frozenset({"area", "ownership", "setting", "pupils"})}


def check_form(file: str, form: Toml, shared: Toml, forms: Mapping[str, Toml]) -> Iterator[Finding]:
    """What is wrong with one form; all tables have the right shape."""
    wrong = [*_check_head(file, form["form"], shared), *_check_others(file, form, forms)]
    for code, table in form["table"].items():
        wrong += [*_check_columns(file, f"table.{code}", table, shared), *_check_into(file, f"table.{code}", table, shared)]
    yield from wrong
    if not wrong:  # else the same fault would be told again in every expression
        yield from _check_checks(file, form, scope_units(form, shared, forms))


def _check_checks(file: str, form: Toml, units: Mapping[str, Mapping[str, str]]) -> Iterator[Finding]:
    """Totals, rules, changes and outliers."""
    for code, table in form["table"].items():
        for column, declared in table["column"].items():
            if "total" in declared:
                yield from _check_sides(file, f"table.{code}.column.{column}.total", (declared["total"], column), units[code])
    for part, check_part in _CHECKS.items():
        for code, check in form.get(part, {}).items():
            wrong = tuple(unknown("form-word", file, {f"{part}.{code}.table": check["table"]}, form["table"]))
            yield from wrong
            if not wrong:
                yield from check_part(file, f"{part}.{code}", check, form["table"][check["table"]], units[check["table"]])


def _check_head(file: str, head: Toml, shared: Toml) -> Iterator[Finding]:
    for name in ("unit_kinds", "levels") if head["filler"] == "unit" else ("area_kind",):
        if not head.get(name):
            yield found("form-filler", file, f"form.{name}", name=name)
    yield from unknown("kind-unknown", file, {"form.unit_kinds": head.get("unit_kinds", ())}, shared["unit_kind"])
    yield from unknown("level-unknown", file, {"form.levels": head.get("levels", ())}, shared["level"])
    yield from unknown("area-kind-unknown", file, {"form.area_kind": head.get("area_kind", ())}, shared["area_kind"])


def _check_others(file: str, form: Toml, forms: Mapping[str, Toml]) -> Iterator[Finding]:
    for code, other in form.get("other", {}).items():
        yield from unknown("form-word", file, {f"other.{code}.form": other["form"]}, forms)
        if other["form"] in forms:
            yield from unknown("form-word", file, {f"other.{code}.table": other["table"]}, forms[other["form"]]["table"])


def _check_columns(file: str, key: str, table: Toml, shared: Toml) -> Iterator[Finding]:
    yield from unknown("level-unknown", file, {f"{key}.level": table.get("level", ())}, shared["level"])
    yield from unknown("kind-unknown", file, {f"{key}.unit_kind": table.get("unit_kind", ())}, shared["unit_kind"])
    yield from unknown("form-word", file, {f"{key}.unique": table.get("unique", ())}, table["column"])
    for code, column in table["column"].items():
        place = f"{key}.column.{code}"
        yield from unknown("form-word", file, {f"{place}.measure": column.get("measure", ())}, shared["measure"])
        number = column.get("kind", "choice" if "choices" in column else "number") == "number"
        measured = "measure" in column
        if (measured == ("unit" in column) and (measured or number)) or not (measured or "name" in column):
            yield found("form-column", file, place, name=code)
        if "unit" in column:
            yield from check_unit(file, f"{place}.unit", column["unit"])


def _check_into(file: str, key: str, table: Toml, shared: Toml) -> Iterator[Finding]:
    into = table.get("into")
    if into is None:
        return
    rows, needed = INTO[into]
    fields = {column["field"] for column in table["column"].values() if "field" in column}
    allowed = needed | OPTIONAL.get(into, frozenset())
    reasons = []
    if table["rows"] not in rows:
        reasons.append(Text("rows 应为 {rows}", "rows must be {rows}").format(rows=", ".join(rows)))
    if missing := needed - fields:
        reasons.append(Text("缺少 {fields}", "{fields} is missing").format(fields=", ".join(sorted(missing))))
    if strange := fields - allowed:
        reasons.append(Text("没有字段 {fields}", "there is no field {fields}").format(fields=", ".join(sorted(strange))))
    if into in ("observations", "units", "area"):
        reasons += [
            Text("列 {name} 没有统计项目", "column {name} has no measure").format(name=code)
            for code, column in table["column"].items()
            if not {"measure", "field", "total"} & set(column) and column_units({"column": {code: column}}, shared)
        ]
    if into == "units" and not {"unit_kind", "level"} <= set(table):
        reasons.append(Text("缺少 unit_kind 或 level", "unit_kind or level is missing"))
    if into == "area" and ("unit_kind" not in table or table.get("kept") not in table.get("row", {})):
        reasons.append(Text("缺少 unit_kind，或 kept 不是其中一行", "unit_kind is missing, or kept is none of its rows"))
    for reason in reasons:
        yield found("form-into", file, f"{key}.into", into=into, reason=reason)


def _check_rule(file: str, key: str, rule: Toml, table: Toml, units: Mapping[str, str]) -> Iterator[Finding]:
    left, relation, right = sides(rule["rule"])
    if not relation:
        yield found("form-rule", file, f"{key}.rule", text=rule["rule"])
        return
    by_grade = table["rows"] == "grades" or any(column.get("field") == "grade" for column in table["column"].values())
    fits = {"row": True, "table": True, "grade": by_grade, "level": by_grade or table["rows"] == "levels"}
    if not fits[rule.get("each", "row")]:
        yield found("form-each", file, f"{key}.each", each=rule["each"])
    yield from unknown("form-word", file, {f"{key}.marks": rule.get("marks", ())}, table["column"])
    yield from _check_sides(file, f"{key}.rule", (left, right), units)


def _check_change(file: str, key: str, change: Toml, table: Toml, _units: Mapping[str, str]) -> Iterator[Finding]:
    yield from unknown("form-word", file, {f"{key}.columns": change["columns"]}, table["column"])


def _check_outlier(file: str, key: str, outlier: Toml, table: Toml, units: Mapping[str, str]) -> Iterator[Finding]:
    yield from unknown("form-word", file, {f"{key}.column": outlier["column"]}, table["column"])
    if "value" in outlier:
        yield from _check_sides(file, f"{key}.value", (outlier["value"],), units)


def _check_sides(file: str, key: str, texts: tuple[str, ...], units: Mapping[str, str]) -> Iterator[Finding]:
    """That expressions can be read and, where there are two, have one unit; a bare number fits any."""
    known = {name: unit for name, unit in units.items() if unit_exists(unit)}
    read = []
    for text in texts:
        try:
            read.append(Expression.read(text, known))
        except ExpressionError as error:
            yield found(error.rule, file, key, error=error.text)
    measured = [side.unit for side in read if side.names]
    if len(measured) == 2 and (measured[0].dimension, measured[0].factor) != (measured[1].dimension, measured[1].factor):
        yield found("unit-mismatch", file, key, declared=readable(measured[0]), derived=readable(measured[1]))


_CHECKS = {"rule": _check_rule, "change": _check_change, "outlier": _check_outlier}
