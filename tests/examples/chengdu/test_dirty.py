"""A check of the dirty variant finds every planted error and nothing else."""

import csv
import re

import pytest

from junheng import packs
from junheng.examples.chengdu import dirty
from junheng.tables import check_region, describe
from junheng.tables.rules import rules

#: Rules that this folder does not break: it would not be read at all, or it would take a huge file or a sheet of dates.
ELSEWHERE = {
    *("folder_empty", "descriptor_missing", "descriptor_invalid", "waivers_invalid", "file_too_large", "file_expands", "file_no_table"),
    *("sheet_missing", "head_missing", "column_guessed", "constant_missing", "code_lengths", "period_assumed", "period_date"),
    *("number_date", "sheet_hidden"),
    *("outlines_invalid", "more_errors", "more_warnings"),
}


def planted():
    with (dirty.FOLDER / "planted.csv").open(encoding="utf-8", newline="") as file:
        return [(row["file"], row["sheet"], row["row"], row["column"], row["rule"]) for row in csv.DictReader(file)]


def test_a_check_finds_what_was_planted_and_nothing_else():
    report = check_region(dirty.FOLDER, packs.load(describe(dirty.FOLDER).pack).vocabulary)
    places = [(issue.place, issue.rule) for issue in report.issues]
    found = [(p.file, p.sheet or "", "" if p.row is None else str(p.row), p.column or "", rule) for p, rule in places]
    assert sorted(found) == sorted(planted())
    assert report.region is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_sentence_reads_as_one(language):
    """No code where a name belongs, nothing left empty, no exponent."""
    for issue in check_region(dirty.FOLDER, packs.load(describe(dirty.FOLDER).pack).vocabulary).issues:
        for sentence in (issue.message(language), issue.remedy(language)):
            assert sentence == sentence.strip(), issue
            assert not re.search(r"Text\(|\d[eE]\+\d+(?!\d*”)| \.$|“”|\bNone\b|  ", sentence), sentence


def test_nothing_is_planted_twice_and_every_other_rule_is():
    rows = planted()
    assert len(rows) == len(set(rows))
    assert {rule for *_, rule in rows} == set(rules()) - ELSEWHERE


def test_the_committed_variant_is_what_the_generator_makes(tmp_path):
    folder = tmp_path / dirty.FOLDER.name
    folder.mkdir()
    dirty.generate_dirty(folder)
    kept = {path.name for path in dirty.FOLDER.iterdir()} - {"PROVENANCE.md"}
    assert {path.name for path in folder.iterdir()} == kept
    for name in kept:
        if not name.endswith(".xlsx"):
            assert (folder / name).read_bytes() == (dirty.FOLDER / name).read_bytes(), name


@pytest.mark.parametrize("name", ["2024-2025.xlsx", "2024-2025(1).xlsx", "2025-2026.xlsx"])
def test_the_committed_workbooks_have_the_cells_that_the_generator_writes(name, tmp_path):
    dirty.generate_dirty(tmp_path)
    assert cells(tmp_path / name) == cells(dirty.FOLDER / name)


def cells(path):
    """Every sheet's XML: cells, formulas and merged ranges alike."""
    from zipfile import ZipFile

    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if re.match(r"xl/(worksheets/sheet|sharedStrings)", name)]
        return {name: archive.read(name) for name in sorted(names)}
