"""The linter's rules for one standard: its formulas, thresholds, references and dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from junheng.packs.errors import Finding, found
from junheng.packs.expression import Expression, readable
from junheng.packs.files import Toml
from junheng.packs.references import read_formulas
from junheng.packs.words import check_unit, unit_exists, units_of, unknown
from junheng.tables.schema import ALL_LEVELS
from junheng.tables.units import unit


def check_standard(file: str, standard: Toml, shared: Toml) -> Iterator[Finding]:
    """What is wrong with one standard; both tables have the right shape."""
    head = standard["standard"]
    yield from unknown("level-unknown", file, {"standard.levels": head["levels"]}, _stated_for(shared))
    yield from unknown("reference-unknown", file, {"standard.split": head.get("split", ())}, shared["split"])
    yield from unknown("reference-unknown", file, {"standard.exclusions": head.get("exclusions", ())}, shared["exclusion"])
    yield from unknown("area-kind-unknown", file, {"standard.compare": head.get("compare", ())}, shared["area_kind"])
    parameters = {f"{group}.{key}": table for group, keys in standard.get("parameter", {}).items() for key, table in keys.items()}
    yield from _check_parameters(file, parameters)
    yield from _check_formulas(file, standard["indicator"], shared)
    for code, table in standard["indicator"].items():
        yield from _check_indicator(file, f"indicator.{code}", table, head, shared, parameters)
    if "compliance" in standard:
        yield from _check_compliance(file, standard, shared, parameters)
    yield from _unused(file, standard, parameters)


def _check_parameters(file: str, parameters: Mapping[str, Toml]) -> Iterator[Finding]:
    for code, table in parameters.items():
        key = f"parameter.{code}"
        yield from check_unit(file, f"{key}.unit", table["unit"])
        yield from _check_values(file, f"{key}.values", table["values"])


def _check_values(file: str, key: str, values: list[Toml]) -> Iterator[Finding]:
    for place, value in enumerate(values):
        try:
            date.fromisoformat(value["from"])
        except ValueError:
            yield found("day-wrong", file, f"{key}[{place}].from", day=value["from"])
    for place, (earlier, later) in enumerate(pairwise(value["from"] for value in values), start=1):
        if later <= earlier:
            yield found("dates-order", file, f"{key}[{place}].from", earlier=earlier, later=later)


def _check_formulas(file: str, indicators: Mapping[str, Toml], shared: Toml) -> Iterator[Finding]:
    units = units_of(shared)
    formulas = read_formulas({code: table["formula"] for code, table in indicators.items()}, units)
    for code, error in formulas.errors.items():
        yield found(error.rule, file, f"indicator.{code}.formula", error=error.text)
    for code, formula in formulas.read.items():
        key, table = f"indicator.{code}", indicators[code]
        yield from check_unit(file, f"{key}.unit", table["unit"])
        declared = unit(table["unit"]) if unit_exists(table["unit"]) else formula.unit
        if (declared.dimension, declared.factor) != (formula.unit.dimension, formula.unit.factor):
            yield found("unit-mismatch", file, f"{key}.unit", declared=readable(declared), derived=readable(formula.unit))
        if "resource" in table:
            yield from _check_resource(file, f"{key}.resource", table["resource"], formula, shared["measure"])


def _check_resource(file: str, key: str, resource: Toml, formula: Expression, measures: Mapping[str, Toml]) -> Iterator[Finding]:
    names = resource["measures"]
    missing = tuple(unknown("resource-measure", file, {f"{key}.measures": names}, measures))
    yield from missing
    if missing:
        return
    for name in names:
        if measures[name]["unit"] != resource["unit"]:
            yield found("resource-unit", file, f"{key}.unit", declared=resource["unit"], derived=measures[name]["unit"])
    scale = resource.get("scale", 1)
    if not all(_agrees(formula, names, scale, step) for step in (3, 7, 11)):
        yield found("resource-mismatch", file, key, scale=scale, measures=" + ".join(names))


def _agrees(formula: Expression, names: list[str], scale: float, step: int) -> bool:
    """Whether formula and resource give the same at one point; two functions of this kind that agree at several are the same."""
    values = {name: float(step * place + step % 5 + 1) for place, name in enumerate(sorted({*formula.names, *names, "pupils"}), start=2)}
    value = formula.evaluate(values)
    expected = scale * sum(values[name] for name in names) / values["pupils"]
    return value is not None and abs(value - expected) <= 1e-9 * expected


def _check_indicator(file: str, key: str, table: Toml, head: Toml, shared: Toml, parameters: Mapping[str, Toml]) -> Iterator[Finding]:
    levels = table.get("levels", head["levels"])
    yield from unknown("level-unknown", file, {f"{key}.levels": table.get("levels", ())}, _stated_for(shared))
    yield from unknown("kind-unknown", file, {f"{key}.unit_kinds": table.get("unit_kinds", ())}, shared["unit_kind"])
    if table["direction"] == "none" and table.get("floor"):
        yield found("floor-without-direction", file, f"{key}.floor")
    if not table.get("balance", True) and table.get("cv_max"):
        yield found("limit-without-balance", file, f"{key}.cv_max")
    for part in ("floor", "cv_max"):
        for level in table.get(part, {}):
            if level not in levels:
                yield found("level-elsewhere", file, f"{key}.{part}.{level}", name=level)
    for level, values in table.get("floor", {}).items():
        yield from _check_values(file, f"{key}.floor.{level}", values)
    yield from _check_limits(file, f"{key}.cv_max", table.get("cv_max", {}), parameters)


def _stated_for(shared: Toml) -> Mapping[str, object]:
    """What an indicator can be stated for: a level, or the unit as a whole."""
    return {**shared["level"], ALL_LEVELS: {}}


def _check_limits(file: str, key: str, limits: Mapping[str, str], parameters: Mapping[str, Toml]) -> Iterator[Finding]:
    for level, name in limits.items():
        yield from unknown("reference-unknown", file, {f"{key}.{level}": name}, parameters)
        if name in parameters and unit_exists(parameters[name]["unit"]) and parameters[name]["unit"] != "1":
            yield found("limit-unit", file, f"{key}.{level}", name=name, unit=parameters[name]["unit"])


def _check_compliance(file: str, standard: Toml, shared: Toml, parameters: Mapping[str, Toml]) -> Iterator[Finding]:
    table, levels = standard["compliance"], standard["standard"]["levels"]
    for part in ("at_least", "comprehensive_cv_max"):
        yield from unknown("level-unknown", file, {f"compliance.{part}": list(table.get(part, {}))}, dict.fromkeys(levels))
    yield from _check_limits(file, "compliance.comprehensive_cv_max", table.get("comprehensive_cv_max", {}), parameters)
    for level, n in table.get("at_least", {}).items():
        counted = sum(level in each.get("floor", {}) and each.get("counted", True) for each in standard["indicator"].values())
        if level in shared["level"] and n > counted:
            yield found("at-least-too-many", file, f"compliance.at_least.{level}", level=level, n=n, counted=counted)


def _unused(file: str, standard: Toml, parameters: Mapping[str, Toml]) -> Iterator[Finding]:
    used = set(standard.get("compliance", {}).get("comprehensive_cv_max", {}).values())
    used |= {name for table in standard["indicator"].values() for name in table.get("cv_max", {}).values()}
    for code, table in parameters.items():
        if code not in used and not table.get("quoted", False):
            yield found("parameter-unused", file, f"parameter.{code}")
