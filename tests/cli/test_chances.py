"""Chances as they are typed: what is published says nothing of who somebody is, and what stays in the office says who."""

import csv
import json

from tests.cli.test_classes import SEEDS, roster, run  # noqa: F401 - the fixture

SEEDED = ("--seeds", 100)


def test_a_bare_roster(roster, tmp_path):  # noqa: F811
    out = tmp_path / "out"
    said = run("chances", roster, "--classes", 4, *SEEDED, "--out", out)
    assert "100 seeds follow from the published base" in said
    assert "No two pupils sat in one class" in said
    content = json.loads((out / "chances.json").read_text(encoding="utf-8"))
    assert [sum(row) for row in content["classes"]["draws"]] == [100] * 40
    with (out / "office-pupils.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head[:2] == ["Code", "Name"]
    assert sorted(row[0] for row in rows) == [f"2026{n:04d}" for n in range(40)]
    for name in ("chances.json", "pupils.csv", "named-pupils.csv", "named-pairs.csv"):
        text = (out / name).read_text(encoding="utf-8")
        assert "20260001" not in text
        assert "冯" not in text


def test_a_sealed_roster_gives_what_follows_from_its_seal(roster, tmp_path):  # noqa: F811
    run("classes", roster, "--classes", 4, *SEEDS, "--out", tmp_path / "rehearsal")
    run("seal", roster, tmp_path / "rehearsal" / "rules.toml", "--at", "2026-08-25T18:00:00+08:00")
    folder = tmp_path / "roster-sealed"
    said = run("chances", folder, *SEEDED, "--out", tmp_path / "one", language="zh")
    assert "各分一次班" in said
    run("chances", roster, *SEEDED, "--out", tmp_path / "two")
    texts = [(tmp_path / name / "chances.json").read_text(encoding="utf-8") for name in ("one", "two")]
    assert texts[0] == texts[1]
    seals = json.loads((folder / "seals.json").read_text(encoding="utf-8"))["seals"]
    assert json.loads(texts[0])["base"] == seals[-1]["digest"]
    assert "takes no others" in run("chances", folder, "--classes", 5, *SEEDED, "--out", tmp_path / "no", code=2)
    assert not (tmp_path / "no").exists()


def test_too_few_seeds_are_refused(roster, tmp_path):  # noqa: F811
    assert "100 seeds at least" in run("chances", roster, "--classes", 4, "--seeds", 20, "--out", tmp_path / "no", code=2)
    assert not (tmp_path / "no").exists()
