"""From the tables of a pack's files to the types of `model`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from junheng.language import Text
from junheng.packs.derived import DERIVED
from junheng.packs.expression import Expression
from junheng.packs.model import Citation, Compliance, DatedValue, Exclusion, Indicator, Pack, Parameter, Resource, Split
from junheng.tables.vocabulary import Level, Measure, UnitKind, Vocabulary

Toml = Mapping[str, Any]


def pack(name: str, shared: Toml, standard: Toml) -> Pack:
    """One standard together with what its pack shares; both have passed the schema."""
    head = standard["standard"]
    source = citation(head["source"])
    parameters = dict(_parameters(standard, source))
    words = vocabulary(shared)
    units = {code: measure.unit for code, measure in (words.measures | DERIVED).items()}
    indicators = tuple(_indicator(id_, table, head, source, parameters, words, units) for id_, table in standard["indicator"].items())
    for indicator in indicators:
        parameters |= {parameter.id: parameter for parameter in indicator.floor.values()}
    month, day = head.get("year_starts", shared["pack"]["year_starts"]).split("-")
    return Pack(
        name=name,
        title=_text(head["title"]),
        source=source,
        vocabulary=words,
        indicators=indicators,
        parameters=parameters,
        compare=head.get("compare", shared["pack"]["compare"]),
        year_starts=(int(month), int(day)),
        split=_split(head["split"], shared["split"][head["split"]], source),
        exclusions=tuple(_exclusion(id_, shared["exclusion"][id_], source) for id_ in head.get("exclusions", ())),
        compliance=_compliance(standard["compliance"], source, parameters) if "compliance" in standard else None,
    )


def vocabulary(shared: Toml) -> Vocabulary:
    """The words that all standards of a pack share."""
    return Vocabulary(
        levels={code: Level(_text(t["name"]), tuple(t["grades"]), tuple(t.get("synonyms", ()))) for code, t in shared["level"].items()},
        unit_kinds={
            code: UnitKind(_text(t["name"]), tuple(t["levels"]), tuple(t.get("synonyms", ()))) for code, t in shared["unit_kind"].items()
        },
        measures={code: _measure(t) for code, t in shared["measure"].items()},
        area_kinds={code: _text(t["name"]) for code, t in shared["area_kind"].items()},
    )


def citation(table: Toml, inherited: Citation | None = None) -> Citation:
    """A source; what it does not say, it takes from the standard's own, except the confidence, which is A unless said."""
    return Citation(
        title=table["title"] if inherited is None else table.get("title", inherited.title),
        number=table.get("number", inherited.number if inherited and "title" not in table else None),
        article=table.get("article"),
        link=table.get("link", inherited.link if inherited and "title" not in table else None),
        confidence=table.get("confidence", "A"),
    )


def _text(table: Toml) -> Text:
    return Text(zh=table["zh"], en=table["en"])


def _measure(table: Toml) -> Measure:
    plausible = table.get("plausible_per_pupil")
    return Measure(
        _text(table["name"]),
        table["unit"],
        tuple(table.get("synonyms", ())),
        table.get("whole", False),
        None if plausible is None else (float(plausible[0]), float(plausible[1])),
    )


def _values(table: Any) -> tuple[DatedValue, ...]:
    return tuple(DatedValue(_day(entry["from"]), float(entry["value"])) for entry in table)


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _parameters(standard: Toml, source: Citation) -> list[tuple[str, Parameter]]:
    return [
        (f"{group}.{key}", Parameter(f"{group}.{key}", _text(t["name"]), t["unit"], _values(t["values"]), citation(t["source"], source)))
        for group, keys in standard.get("parameter", {}).items()
        for key, t in keys.items()
    ]


def _indicator(
    id_: str,
    table: Toml,
    head: Toml,
    source: Citation,
    parameters: Mapping[str, Parameter],
    words: Vocabulary,
    units: Mapping[str, str],
) -> Indicator:
    own = citation(table["source"], source)
    levels = tuple(table.get("levels", head["levels"]))
    name = _text(table["name"])
    limit = (
        Text("{name}上限（{level}）", "{name}, ceiling ({level})")
        if table["direction"] == "lower"
        else Text("{name}下限（{level}）", "{name}, floor ({level})")
    )
    floor = {
        level: Parameter(
            f"{id_}.floor.{level}", limit.format(name=name, level=words.levels[level].name), table["unit"], _values(values), own
        )
        for level, values in table.get("floor", {}).items()
    }
    resource = table.get("resource")
    return Indicator(
        id=id_,
        name=name,
        short=_text(table.get("short", table["name"])),
        unit=table["unit"],
        formula=Expression.read(table["formula"], units),
        levels=levels,
        direction=table["direction"],
        balance=table.get("balance", True),
        floor=floor,
        cv_max={level: parameters[reference] for level, reference in table.get("cv_max", {}).items()},
        resource=None
        if resource is None
        else Resource(tuple(resource["measures"]), resource["unit"], float(resource.get("scale", 1)), resource.get("whole", False)),
        decimals=table.get("decimals", 2),
        source=own,
        counted=table.get("counted", True),
        unit_kinds=tuple(table.get("unit_kinds", ())),
    )


def _exclusion(id_: str, table: Toml, source: Citation) -> Exclusion:
    return Exclusion(
        id_, _text(table["name"]), tuple(table["unit_kinds"]), table.get("fewer_pupils_than"), citation(table["source"], source)
    )


def _split(id_: str, table: Toml, source: Citation) -> Split:
    weights = {kind: {level: float(weight) for level, weight in by.items()} for kind, by in table.get("weights", {}).items()}
    return Split(id_, _text(table["name"]), weights, citation(table["source"], source))


def _compliance(table: Toml, source: Citation, parameters: Mapping[str, Parameter]) -> Compliance:
    return Compliance(
        at_least=dict(table.get("at_least", {})),
        rest_share=float(table.get("rest_share", 0)),
        comprehensive_cv_max={level: parameters[reference] for level, reference in table.get("comprehensive_cv_max", {}).items()},
        source=citation(table["source"], source),
    )
