"""Every kind of input problem, read from `rules.toml`: what is said and what to do about it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from junheng.language import Text
from junheng.tables.issue import Issue, Place, Rule, Severity


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its id, in the order of the file."""
    text = files("junheng.tables").joinpath("rules.toml").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            name: Rule(name, Severity(rule["severity"]), Text(rule["zh"], rule["en"]), Text(rule["do_zh"], rule["do_en"]))
            for name, rule in tomllib.loads(text).items()
        }
    )


def issue(rule: str, place: Place, value: object = None, **places: object) -> Issue:
    """An issue of a rule at a place; its sentences may name the value, the column and whatever else is given."""
    known = rules()[rule]
    shown = None if value is None else str(value)
    named = {"value": "" if shown is None else shown, "column": place.column or ""} | places
    return Issue(rule, known.severity, place, shown, known.message.format(**named), known.remedy.format(**named))
