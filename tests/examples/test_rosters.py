"""Rosters to learn with: made again they are the same, and what they promise is in them."""

import tomllib
from collections import Counter

import pytest

from junheng.certificates import compare, listing, read_listing
from junheng.engines.classes import Answer, parse_rules, prepare_roster
from junheng.examples import rosters
from junheng.examples.rosters import FOLDER, ROSTERS, copy_roster


def test_the_committed_tables_are_those_that_are_generated(tmp_path, monkeypatch):
    made = {"entry-grade-synthetic": rosters.entry_grade(), "teachers-synthetic": rosters.teachers(), "star-school": rosters.star_school()}
    for name, tables in made.items():
        rosters.write_tables(tmp_path, tables)
        for table in tables:
            assert (tmp_path / f"{table}.csv").read_bytes() == (FOLDER / name / f"{table}.csv").read_bytes()


@pytest.mark.parametrize("name", ROSTERS)
def test_a_roster_has_its_rules_and_says_whether_it_is_invented(name):
    rules = parse_rules((FOLDER / name / "rules.toml").read_text(encoding="utf-8"))
    people = prepare_roster(read_listing(FOLDER / name / "roster.csv")).people
    assert set(rules.columns) <= set(people.columns)
    assert ROSTERS[name].synthetic == name.endswith("synthetic") == ("合成示例" in rules.title)
    assert f"## {name}" in (FOLDER / "PROVENANCE.md").read_text(encoding="utf-8")
    assert (FOLDER / name / "register.csv").exists() == ROSTERS[name].register


def test_the_entry_grade_has_namesakes_twins_and_a_register():
    folder = FOLDER / "entry-grade-synthetic"
    people = read_listing(folder / "roster.csv")
    assert len(people.rows) == 268
    assert {code[:2] for code in people.codes} == {"99"}
    prepared = prepare_roster(people)
    assert Counter(group.kind for group in prepared.namesakes) == {"near": 4, "sound": 3, "same": 1}
    assert [one.answer for one in prepared.multiples] == [Answer.TOGETHER, Answer.APART]
    reasons = {code: row["reason"] for code, row in read_listing(folder / "reasons.csv").by_code.items()}
    compared = compare(people, read_listing(folder / "register.csv"), name="register", reasons=reasons)
    assert (len(compared.absent), len(compared.added), compared.common) == (1, 1, 267)


def test_the_real_school_is_the_one_of_the_source():
    people = read_listing(FOLDER / "star-school" / "roster.csv")
    assert sorted(Counter(people.column("class")).items()) == [
        ("1", 12), ("2", 14), ("3", 20), ("4", 21), ("5", 21), ("6", 20), ("7", 21)
    ]  # fmt: skip
    assert listing(people.columns, people.rows) == people


def test_an_example_is_copied_without_its_source(tmp_path):
    copy_roster("star-school", tmp_path / "star")
    assert sorted(path.name for path in (tmp_path / "star").iterdir()) == ["roster.csv", "rules.toml"]
    with pytest.raises(FileExistsError):
        copy_roster("star-school", tmp_path / "star")
    with pytest.raises(KeyError, match="entry-grade-synthetic"):
        copy_roster("atlantis", tmp_path / "new")


def test_rule_files_are_toml_with_two_sources():
    for name in ROSTERS:
        assert len(tomllib.loads((FOLDER / name / "rules.toml").read_text(encoding="utf-8"))["source"]) == 2
