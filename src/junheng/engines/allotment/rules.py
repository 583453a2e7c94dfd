"""The rule file of a plain draw 抽签规则: flat TOML, so that a page in a browser can read it too."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from junheng.draw import DeclaredSource, DrawError, declared_sources
from junheng.language import Text

METHODS = ("lottery", "sample", "experts", "inspectors")
_NUMBERS = ("pick", "percent", "least", "team", "most")
_TEXTS = ("title", "method", "codes", "strata", "office", "objections")
_CODES = ("salted", "open")


@dataclass(frozen=True, slots=True)
class Rules:
    """What is drawn and how; everything that decides the result stands here and is sealed with the list."""

    method: str  # lottery, sample, experts, inspectors
    title: str = ""
    office: str = ""  # who draws and answers; on the notice
    objections: str = ""  # where and until when people may object; on the notice
    codes: str = "salted"  # open: codes and names are published as they are, for sites and offices only
    pick: int = 0  # sample: how many; inspectors: how many sites, where no percent is given
    percent: int = 0  # inspectors: the stated share of sites, rounded up
    strata: str = ""  # sample, experts: the column of the strata
    least: int = 0  # sample: at least so many of each stratum
    need: Mapping[str, int] = field(default_factory=dict)  # experts: how many of each field
    team: int = 2  # inspectors a site
    most: int = 0  # visits of one inspector at most; 0 where nothing is said
    sources: tuple[DeclaredSource, ...] = ()

    @property
    def open_codes(self) -> bool:
        """Whether codes and names are published as they are."""
        return self.codes == "open"


def parse_rules(text: str) -> Rules:
    """The rules that a file holds.

    Raises
    ------
    DrawError
        The file is no TOML, has a key that the rules have no place for, or a value that does not fit.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DrawError(Text("规则文件不是正确的 TOML：{why}。", "The rule file is not TOML: {why}.").format(why=error)) from error
    for key, value in raw.items():
        if not _fits(key, value):
            raise DrawError(
                Text(
                    "规则文件中的 {key} = {value} 不可用。可写：title、office、objections、method（{methods}）、"
                    "codes（salted 或 open）、strata、整数 pick、percent、least、team（至少 2）、most，以及 [need] 和 [[source]]。",
                    "{key} = {value} has no place in the rule file. It may have title, office, objections, method ({methods}), "
                    "codes (salted or open), strata, the integers pick, percent, least, team (2 or more), most, and [need] and [[source]].",
                ).format(key=key, value=value, methods=", ".join(METHODS))
            )
    if "method" not in raw:
        raise DrawError(Text("规则文件没有写 method。", "The rule file names no method."))
    return Rules(**{key: value for key, value in raw.items() if key != "source"}, sources=declared_sources(raw))


def _fits(key: str, value: Any) -> bool:  # noqa: ANN401 - whatever TOML can hold
    if key in _NUMBERS:
        lowest = 2 if key == "team" else 0
        return type(value) is int and lowest <= value <= (100 if key == "percent" else 10**6)
    if key in _TEXTS:
        allowed = {"method": METHODS, "codes": _CODES}.get(key)
        return isinstance(value, str) and (allowed is None or value in allowed)
    if key == "need":
        return isinstance(value, dict) and all(type(number) is int and number > 0 for number in value.values())
    return key == "source" and isinstance(value, list)


def write_rules(rules: Rules) -> str:
    """The rule file that says these rules: what a draw without one has used."""
    lines = [f"method = {_quoted(rules.method)}"]
    lines += [
        f"{key} = {_quoted(getattr(rules, key))}" for key in ("title", "office", "objections", "codes", "strata") if getattr(rules, key)
    ]
    wanted = {"sample": ("pick", "least"), "inspectors": ("pick", "percent", "team", "most")}.get(rules.method, ())
    lines += [f"{key} = {getattr(rules, key)}" for key in wanted if getattr(rules, key)]
    if rules.need:
        lines += ["", "[need]", *(f"{_quoted(name)} = {number}" for name, number in rules.need.items())]
    for source in rules.sources:
        lines += ["", "[[source]]"]
        lines += [f"{key} = {_quoted(getattr(source, key))}" for key in ("name", "label", "at", "fallback") if getattr(source, key)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # A TOML basic string: JSON's escapes are a part of TOML's.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
