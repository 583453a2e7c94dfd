"""From the tables of a pack's files, which the linter has passed, to the types of `model`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from junheng.language import Text
from junheng.packs.expression import Expression
from junheng.packs.files import Toml
from junheng.packs.model import Citation, Compliance, DatedValue, Exclusion, Indicator, Pack, Parameter, Resource, Split
from junheng.packs.references import read_formulas
from junheng.packs.words import units_of
from junheng.tables.vocabulary import AreaKind, Level, Measure, UnitKind, Vocabulary

_FLOOR = Text("{name}：{level}下限", "{name}: floor, {level}")
_CEILING = Text("{name}：{level}上限", "{name}: ceiling, {level}")


def pack(name: str, shared: Toml, standard: Toml) -> Pack:
    """One standard together with what its pack shares."""
    head = standard["standard"]
    source = citation(head["source"])
    parameters = _parameters(standard, source)
    month, day = head.get("year_starts", shared["pack"]["year_starts"]).split("-")
    words = replace(vocabulary(shared), year_starts=(int(month), int(day)))
    formulas = read_formulas({code: table["formula"] for code, table in standard["indicator"].items()}, units_of(shared)).read
    indicators = tuple(
        _indicator(code, {"levels": head["levels"], **table}, formulas[code], parameters, words, source)
        for code, table in standard["indicator"].items()
    )
    floors = {parameter.id: parameter for indicator in indicators for parameter in indicator.floor.values()}
    return Pack(
        name=name,
        title=text(head["title"]),
        source=source,
        vocabulary=words,
        indicators=indicators,
        parameters=parameters | floors,
        compare=head.get("compare", shared["pack"]["compare"]),
        year_starts=words.year_starts,
        split=_split(head["split"], shared["split"][head["split"]]) if "split" in head else None,
        exclusions=tuple(_exclusion(code, shared["exclusion"][code]) for code in head.get("exclusions", ())),
        compliance=_compliance(standard["compliance"], parameters, source) if "compliance" in standard else None,
    )


def vocabulary(shared: Toml) -> Vocabulary:
    """The words that all standards of a pack share."""
    return Vocabulary(
        levels={code: Level(text(t["name"]), tuple(t.get("grades", ())), _synonyms(t)) for code, t in shared["level"].items()},
        unit_kinds={code: UnitKind(text(t["name"]), tuple(t.get("levels", ())), _synonyms(t)) for code, t in shared["unit_kind"].items()},
        measures={code: _measure(t) for code, t in shared["measure"].items()},
        area_kinds={code: AreaKind(text(t["name"]), _synonyms(t)) for code, t in shared["area_kind"].items()},
    )


def text(table: Toml) -> Text:
    """A name in both languages."""
    return Text(zh=table["zh"], en=table["en"])


def _synonyms(table: Toml) -> tuple[str, ...]:
    return tuple(table.get("synonyms", ()))


def citation(table: Toml, standard: Citation | None = None) -> Citation:
    """A source; without a title it is a place in the standard's own document."""
    if "title" in table or standard is None:
        return Citation(table["title"], table.get("number"), table.get("article"), table.get("link"), table.get("confidence", "A"))
    return Citation(standard.title, standard.number, table["article"], standard.link, table.get("confidence", "A"))


def _measure(table: Toml) -> Measure:
    low_high = table.get("plausible_per_pupil")
    plausible = None if low_high is None else (float(low_high[0]), float(low_high[1]))
    return Measure(text(table["name"]), table["unit"], _synonyms(table), table.get("whole", False), plausible, table.get("additive", True))


def _values(entries: list[Toml]) -> tuple[DatedValue, ...]:
    return tuple(DatedValue(date.fromisoformat(entry["from"]), float(entry["value"])) for entry in entries)


def _parameters(standard: Toml, source: Citation) -> dict[str, Parameter]:
    return {
        f"{group}.{key}": Parameter(f"{group}.{key}", text(t["name"]), t["unit"], _values(t["values"]), citation(t["source"], source))
        for group, keys in standard.get("parameter", {}).items()
        for key, t in keys.items()
    }


def _indicator(
    code: str, table: Toml, formula: Expression, parameters: Mapping[str, Parameter], words: Vocabulary, standard: Citation
) -> Indicator:
    source = citation(table["source"], standard)
    name = text(table["name"])
    limit = _CEILING if table["direction"] == "lower" else _FLOOR
    floor = {
        level: Parameter(
            id=f"{code}.floor.{level}",
            name=limit.format(name=name, level=words.level_name(level)),
            unit=table["unit"],
            values=_values(values),
            source=source,
        )
        for level, values in table.get("floor", {}).items()
    }
    return Indicator(
        id=code,
        name=name,
        short=text(table.get("short", table["name"])),
        unit=table["unit"],
        formula=formula,
        levels=tuple(table["levels"]),
        direction=table["direction"],
        balance=table.get("balance", True),
        floor=floor,
        cv_max={level: parameters[reference] for level, reference in table.get("cv_max", {}).items()},
        resource=_resource(table["resource"]) if "resource" in table else None,
        decimals=table.get("decimals", 2),
        source=source,
        counted=table.get("counted", True),
        unit_kinds=tuple(table.get("unit_kinds", ())),
    )


def _resource(table: Toml) -> Resource:
    return Resource(tuple(table["measures"]), table["unit"], float(table.get("scale", 1)), table.get("whole", False))


def _exclusion(code: str, table: Toml) -> Exclusion:
    return Exclusion(code, text(table["name"]), tuple(table["unit_kinds"]), table.get("fewer_pupils_than"), citation(table["source"]))


def _split(code: str, table: Toml) -> Split:
    weights = {kind: {level: float(weight) for level, weight in by.items()} for kind, by in table.get("weights", {}).items()}
    return Split(code, text(table["name"]), weights, citation(table["source"]))


def _compliance(table: Toml, parameters: Mapping[str, Parameter], standard: Citation) -> Compliance:
    return Compliance(
        at_least=dict(table.get("at_least", {})),
        rest_share=float(table.get("rest_share", 0)),
        comprehensive_cv_max={level: parameters[reference] for level, reference in table.get("comprehensive_cv_max", {}).items()},
        source=citation(table["source"], standard),
    )
