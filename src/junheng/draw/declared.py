"""Seed sources as a rule file names them before anybody knows their values, and the values typed for them afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from junheng.language import Text

from .errors import DrawError
from .seed import SeedSource, seed_source

_KEYS = ("name", "label", "at", "fallback")


@dataclass(frozen=True, slots=True)
class DeclaredSource:
    """One ``[[source]]`` of a rule file."""

    name: str
    label: str = ""  # what it is, for people
    at: str = ""  # when its value will be known
    fallback: str = ""  # what takes its place if it fails


def declared_sources(raw: Mapping[str, Any]) -> tuple[DeclaredSource, ...]:
    """The sources that a rule file names, in its order; none where it names none.

    Raises
    ------
    DrawError
        A ``[[source]]`` has another key, no name, or a value that is no text.
    """
    found = []
    for number, one in enumerate(raw.get("source", ()), start=1):
        wrong = [key for key in one if key not in _KEYS or not isinstance(one[key], str)] if isinstance(one, Mapping) else ["source"]
        if wrong or not one.get("name"):
            raise DrawError(
                Text(
                    "规则文件第 {n} 个 [[source]] 写得不对（{key}）。可写 name、label、at、fallback，值都用引号。",
                    "The rule file's [[source]] number {n} is not right ({key}). It has name, label, at, fallback, each in quotes.",
                ).format(n=number, key="、".join(wrong) or "name")
            )
        found.append(DeclaredSource(**one))
    return tuple(found)


def typed_sources(
    declared: Sequence[DeclaredSource], typed: Sequence[tuple[str, str]], *, at: str = "", failed: Mapping[str, str] | None = None
) -> tuple[SeedSource, ...]:
    """The sources with the values that were typed.

    Where the rule file names sources, exactly those are wanted. `at` is when the values were typed; `failed` says, by name, why
    a source's fallback was used.

    Raises
    ------
    DrawError
        A value is missing, or is for a source that nobody named; a source is not due yet; a source failed that has no fallback;
        or a value cannot be written as the rule wants it.
    """
    failures = failed or {}
    sources = [seed_source(name, value, at=at, failed=failures.get(name, "")) for name, value in typed]
    if not declared:
        return tuple(sources)
    by_name = {source.name: source for source in sources}
    for name in by_name:
        if name not in {one.name for one in declared}:
            raise DrawError(
                Text(
                    "规则文件没有种子来源“{name}”。规则中的来源是 {known}；号码只能来自事先写明的来源。",
                    "The rule file has no seed source “{name}”. It names {known}; values come from sources that were named before.",
                ).format(name=name, known=_names(declared))
            )
    return tuple(_taken(one, by_name.get(one.name), at) for one in declared)


def _taken(one: DeclaredSource, typed: SeedSource | None, at: str) -> SeedSource:
    if typed is None:
        raise DrawError(
            Text(
                "缺少种子来源“{name}”（{label}）的号码。请补上 --seed {name}=…；来源失效时按规则启用备用：{fallback}。",
                "The value of the seed source “{name}” ({label}) is missing. Add --seed {name}=…; "
                "if the source failed, use its fallback: {fallback}.",
            ).format(name=one.name, label=one.label or one.name, fallback=one.fallback or Text("未写明", "none was written"))
        )
    if typed.failed and not one.fallback:
        raise DrawError(
            Text(
                "种子来源“{name}”没有写明备用来源，不能临时更换。须重新封存规则。",
                "No fallback was written for the seed source “{name}”, and none can be chosen now. Seal the rules anew.",
            ).format(name=one.name)
        )
    if at and one.at and _before(at, one.at):
        raise DrawError(
            Text("种子来源“{name}”要到 {at} 才公布。", "The seed source “{name}” is not due before {at}.").format(name=one.name, at=one.at)
        )
    return SeedSource(one.name, typed.value, one.label, one.at or at, one.fallback, typed.failed)


def _before(first: str, second: str) -> bool:
    try:
        return datetime.fromisoformat(first) < datetime.fromisoformat(second)
    except (TypeError, ValueError) as error:
        raise DrawError(
            Text(
                "时间“{at}”应写作 2026-08-25T18:00:00+08:00 的形式。",
                "The time “{at}” has to be written like 2026-08-25T18:00:00+08:00.",
            ).format(at=second)
        ) from error


def _names(declared: Sequence[DeclaredSource]) -> Text:
    names = [one.name for one in declared]
    return Text("、".join(names), ", ".join(names))
