"""Checks that every part of a pack needs: names that must exist, units that must be known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from junheng.packs.derived import DERIVED
from junheng.packs.errors import Finding, found
from junheng.packs.files import Toml
from junheng.tables.units import unit


def unknown(rule: str, file: str, named: Mapping[str, str | Sequence[str]], known: Mapping[str, object]) -> Iterator[Finding]:
    """A finding for each name, given under its key, that is not among the known ones."""
    for key, names in named.items():
        for name in [names] if isinstance(names, str) else names:
            if name not in known:
                yield found(rule, file, key, name=name, known=", ".join(known) or "–")


def check_unit(file: str, key: str, name: str) -> Iterator[Finding]:
    """A finding where a unit of measure does not exist."""
    if not unit_exists(name):
        yield found("unit-unknown", file, key, unit=name)


def unit_exists(name: str) -> bool:
    """Whether `junheng.tables.units` knows a unit."""
    try:
        unit(name)
    except (KeyError, ValueError):  # a number of thousands of digits is a ValueError
        return False
    return True


def units_of(shared: Toml) -> dict[str, str]:
    """The unit of every measure that a formula may use; a unit that does not exist is a finding elsewhere."""
    declared = {code: table["unit"] for code, table in shared["measure"].items() if unit_exists(table["unit"])}
    return declared | {code: measure.unit for code, measure in DERIVED.items()}
