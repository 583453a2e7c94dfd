"""The linter of packs: shape first, then the words that standards share, then each standard."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from junheng.packs.derived import DERIVED, STATED_TOO
from junheng.packs.errors import Finding, found
from junheng.packs.files import SHARED, Contents, Toml, locate, read_toml, shipped
from junheng.packs.lint_form import check_form
from junheng.packs.lint_standard import check_standard
from junheng.packs.shape import check_shape
from junheng.packs.words import check_unit, unknown
from junheng.tables.heads import plain

#: The parts of pack.toml that a pack takes over from the one it builds on.
INHERITED = ("level", "unit_kind", "area_kind", "measure", "exclusion", "split")


@dataclass(frozen=True, slots=True)
class Examined:
    """A pack's tables and all that is wrong with them."""

    shared: Toml
    standards: Mapping[str, Toml]
    findings: tuple[Finding, ...]


def check(name: str) -> tuple[Finding, ...]:
    """What is wrong with a pack, errors before warnings; empty when nothing is.

    Parameters
    ----------
    name
        A pack (all its standards), one standard, or the path of a folder or file.

    Raises
    ------
    PackError
        There is no such pack.
    """
    contents, standard = locate(name)
    findings = examine(contents, standard).findings
    return tuple(sorted(findings, key=lambda finding: finding.severity != "error"))


@functools.lru_cache(maxsize=32)
def examine(contents: Contents, standard: str | None) -> Examined:
    """Read and check a pack; with a standard, only that one beside what all share."""
    shared, findings = _read_shared(contents)
    if findings:
        return Examined({}, {}, findings)
    findings = (*_check_shared(shared, contents), *findings)
    sound = not findings
    standards: dict[str, Toml] = {}
    for file, content in contents.files:
        if file.removesuffix(".toml") not in ((standard,) if standard is not None else contents.standards()):
            continue
        table, wrong = read_toml(file, content)
        wrong = wrong or check_shape(file, table)
        if not wrong:
            standards[file.removesuffix(".toml")] = table
            wrong = tuple(check_standard(file, table, shared))
        findings += wrong
    if standard is None and sound:  # else the same fault would be told again in every form
        findings += examine_forms(contents).findings
    return Examined(shared, standards, findings)


@functools.lru_cache(maxsize=32)
def examine_forms(contents: Contents) -> Examined:
    """Read and check the forms of a pack, and take over those of the pack that it builds on; they stand where standards do otherwise."""
    shared, findings = _read_shared(contents)
    if findings:
        return Examined({}, {}, ())  # said where the pack itself is checked
    base = shared["pack"].get("based_on")
    forms = dict(examine_forms(locate(base)[0]).standards) if base is not None else {}
    own: dict[str, Toml] = {}
    for code, (file, content) in contents.forms().items():
        table, wrong = read_toml(file, content)
        wrong = wrong or check_shape(file, table)
        findings += wrong
        if not wrong:
            own[code] = table
    forms |= own
    for code in own:
        findings += tuple(check_form(contents.forms()[code][0], own[code], shared, forms))
    return Examined(shared, forms, findings)


def _read_shared(contents: Contents) -> tuple[Toml, tuple[Finding, ...]]:
    """The tables of pack.toml on top of those of the pack that it builds on."""
    own, findings = read_toml(SHARED, dict(contents.files)[SHARED])
    findings = findings or check_shape(SHARED, own)
    if findings:
        return {}, findings
    base = own["pack"].get("based_on")
    if base is None:
        return {**{part: {} for part in INHERITED}, **own}, ()
    known = shipped()
    if base not in known or base == contents.name:
        return {}, (found("base-missing", SHARED, "pack.based_on", name=base, known=", ".join(known)),)
    below = examine(locate(base)[0], "").shared
    return {"pack": own["pack"], **{part: {**below[part], **own.get(part, {})} for part in INHERITED}}, ()


def _check_shared(shared: Toml, contents: Contents) -> Iterator[Finding]:
    default = shared["pack"]["default"]
    if default not in contents.standards():
        yield found("standard-missing", SHARED, "pack.default", name=default, known=", ".join(contents.standards()) or "–")
    yield from unknown("area-kind-unknown", SHARED, {"pack.compare": shared["pack"]["compare"]}, shared["area_kind"])
    for code, kind in shared["unit_kind"].items():
        yield from unknown("level-unknown", SHARED, {f"unit_kind.{code}.levels": kind.get("levels", ())}, shared["level"])
    for code, exclusion in shared["exclusion"].items():
        yield from unknown("kind-unknown", SHARED, {f"exclusion.{code}.unit_kinds": exclusion["unit_kinds"]}, shared["unit_kind"])
    for code, split in shared["split"].items():
        weights = split.get("weights", {})
        yield from unknown("kind-unknown", SHARED, {f"split.{code}.weights": list(weights)}, shared["unit_kind"])
        for kind, by_level in weights.items():
            taught = shared["unit_kind"].get(kind, {}).get("levels", by_level)
            yield from unknown("level-unknown", SHARED, {f"split.{code}.weights.{kind}": list(by_level)}, dict.fromkeys(taught))
    yield from _check_measures(shared["measure"])
    for part in ("level", "unit_kind", "area_kind", "measure"):
        yield from _check_synonyms(part, shared[part])


def _check_measures(measures: Mapping[str, Toml]) -> Iterator[Finding]:
    for code, measure in measures.items():
        key = f"measure.{code}"
        if code in DERIVED and (code not in STATED_TOO or measure["unit"] != DERIVED[code].unit):
            yield found("measure-reserved", SHARED, key, name=code)
        yield from check_unit(SHARED, f"{key}.unit", measure["unit"])
        low, high = measure.get("plausible_per_pupil", (0, 0))
        if low > high:
            yield found("plausible-order", SHARED, f"{key}.plausible_per_pupil", low=low, high=high)


def _check_synonyms(part: str, entries: Mapping[str, Toml]) -> Iterator[Finding]:
    """A word in a sheet must mean one thing."""
    meaning: dict[str, str] = {}
    for code, entry in entries.items():
        for word in {entry["name"]["zh"], entry["name"]["en"], *entry.get("synonyms", ())}:
            first = meaning.setdefault(plain(word), code)
            if first != code:
                yield found("synonym-twice", SHARED, f"{part}.{code}.synonyms", word=word, first=first, second=code)
