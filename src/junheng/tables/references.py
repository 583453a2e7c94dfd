"""Codes that must stand somewhere else: in another table of the region, or in the vocabulary of its pack."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping

import polars as pl

from junheng.language import Text
from junheng.tables.findings import Findings
from junheng.tables.heads import plain
from junheng.tables.ranks import Coded
from junheng.tables.schema import ALL_GRADES, ALL_LEVELS
from junheng.tables.vocabulary import Vocabulary
from junheng.tables.words import Words

Tables = dict[str, Coded]
Remedy = Callable[[str], Mapping[str, object]]
#: Tables of what units have in a period.
DATA = ("observations", "enrolment", "classes")


def to_codes(part: Coded, table: str, words: Words | None) -> Coded:
    """A part of a table with the names and synonyms of a vocabulary replaced by their codes."""
    if words is None:
        return part
    lookups = {"level": words.levels, "measure": words.measures, "kind": words.area_kinds if table == "areas" else words.unit_kinds}
    for column, lookup in lookups.items():
        if column in part.frame.columns:
            part = part.recoded(column, lambda text, known=lookup: known.get(plain(text)))  # type: ignore[misc]
    return part.recoded("grade", words.grade) if "grade" in part.frame.columns else part


def named_to_codes(tables: Tables) -> None:
    """In place, replace names of units and areas by their codes where a sheet has no codes and the name is unique."""
    for user, column, table, code in (
        ("units", "area", "areas", "area"),
        ("unit_changes", "from_area", "areas", "area"),
        *((user, "unit", "units", "unit") for user in (*DATA, "unit_changes")),
        ("unit_changes", "successor", "units", "unit"),
    ):
        unknown = tables[user].beyond(column, tables[table], code)
        if unknown:
            named = tables[table].frame.select("name", code).unique("name", keep="none").filter(pl.col("name").is_in(unknown))
            tables[user] = tables[user].recoded(column, dict(named.iter_rows()).get)


def check_references(tables: Tables, vocabulary: Vocabulary | None, findings: Findings) -> None:
    """Report every code that stands nowhere."""
    for table, column, other, name, rule in (
        ("areas", "parent", "areas", "area", "unknown_area"),
        ("units", "area", "areas", "area", "unknown_area"),
        *((table, "unit", "units", "unit", "unknown_unit") for table in (*DATA, "unit_changes")),
        ("unit_changes", "successor", "units", "unit", "unknown_unit"),
        ("unit_changes", "from_area", "areas", "area", "unknown_area"),
        ("observations", "measure", "measures", "measure", "unknown_measure"),
    ):
        if findings.blocking and tables[other].frame.is_empty():
            continue  # its file could not be read, which was reported: that no code stands in it follows from that
        spoiled = {issue.value for issue in findings.issues if issue.rule == "code_number"}
        wrong = [code for code in tables[table].beyond(column, tables[other], name) if code not in spoiled]
        if wrong:
            known = tables[other].distinct(name)
            _report(tables, table, column, wrong, rule, findings, lambda text, codes=known: _near(text, codes))  # type: ignore[misc]
    if vocabulary is None:
        return
    kinds = {code: kind.name for code, kind in vocabulary.unit_kinds.items()}
    area_kinds = {code: kind.name for code, kind in vocabulary.area_kinds.items()}
    levels = {code: level.name for code, level in vocabulary.levels.items()} | {ALL_LEVELS: vocabulary.whole_unit}
    _unlisted(tables, "areas", "kind", area_kinds, "unknown_area_kind", findings)
    _unlisted(tables, "units", "kind", kinds, "unknown_kind", findings)
    for table in DATA:
        _unlisted(tables, table, "level", levels, "unknown_level", findings)
    for table in ("enrolment", "classes"):
        _unknown_grades(tables[table], table, vocabulary, findings)


def _unlisted(tables: Tables, table: str, column: str, names: Mapping[str, Text], rule: str, findings: Findings) -> None:
    """Report codes that a closed list does not have; the remedy names those that it has."""
    wrong = sorted(set(tables[table].distinct(column)).difference(names))
    listed = Text("、".join(f"{code}（{name.zh}）" for code, name in names.items()), ", ".join(names))
    _report(tables, table, column, wrong, rule, findings, lambda _: {"known": listed})


def _report(tables: Tables, table: str, column: str, wrong: list[str], rule: str, findings: Findings, remedy: Remedy) -> None:
    if not wrong:
        return
    frame = tables[table].frame
    for (text,), part in frame.filter(frame[column].is_in(wrong)).group_by(column, maintain_order=True):
        findings.rows(rule, table, column, part, column, **remedy(str(text)))


def _unknown_grades(coded: Coded, table: str, vocabulary: Vocabulary, findings: Findings) -> None:
    """A grade must belong to its level; at the whole unit any grade may stand."""
    frame = coded.frame
    every = {grade for level in vocabulary.levels.values() for grade in level.grades}
    for level, grade in coded.pairs("level", "grade"):
        if level == ALL_LEVELS:
            grades = every
        elif level in vocabulary.levels:
            grades = set(vocabulary.levels[level].grades)
        else:
            continue  # the level itself was reported
        if grade in grades or grade == ALL_GRADES:
            continue
        name = vocabulary.level_name(level)
        ordered = [g for known in vocabulary.levels.values() for g in known.grades if g in grades]
        part = frame.filter((pl.col("level") == level) & (pl.col("grade") == grade)).drop("level")
        findings.rows("unknown_grade", table, "grade", part, "grade", level=name, known=", ".join([*ordered, ALL_GRADES]))


def _near(text: str, known: Collection[str]) -> Mapping[str, object]:
    """The code that was probably meant, where one is close; a very long list is not searched."""
    close = difflib.get_close_matches(text, known, n=1, cutoff=0.8) if len(known) <= 20_000 else []
    return {"near": Text(f"是不是 {close[0]}？", f" Is it {close[0]}?") if close else Text("", "")}
