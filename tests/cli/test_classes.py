"""Classes as they are typed; refusals leave nothing behind."""

import csv

import pytest
from typer.testing import CliRunner

from junheng.certificates import Certificate
from junheng.cli import build
from junheng.examples.rosters import copy_roster

SEEDS = ("--seed", "hall=07-19-23-31-02", "--seed", "lottery=40771")


def run(*arguments, code=0, language="en"):
    result = CliRunner().invoke(build(language), [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return " ".join(result.output.split())


@pytest.fixture
def roster(tmp_path):
    rows = [f"2026{n:04d},冯{'甲乙丙丁'[n // 10]}{'天地人和'[n % 4]}{n},{'男女'[n * 7 % 5 % 2]},{'东西南'[n % 3]}" for n in range(40)]
    path = tmp_path / "roster.csv"
    path.write_text("\n".join(["学号,姓名,性别,片区", *rows]) + "\n", encoding="utf-8")
    return path


def test_a_bare_roster_becomes_classes_that_verify(roster, tmp_path):
    out = tmp_path / "out"
    said = run("classes", roster, "--classes", 4, *SEEDS, "--out", out)
    assert "40 pupils in 4 classes" in said
    assert "rehearsal" in said
    with (out / "classes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["code", "class"]
    assert sorted(row[0] for row in rows[1:]) == [f"2026{n:04d}" for n in range(40)]
    assert [[row[1] for row in rows].count(str(number)) for number in range(1, 5)] == [10] * 4
    for name in ("certificate.json", "published.json"):
        assert "True" in run("verify", out / name)
    assert 'mode = "entry-grade"' in (out / "rules.toml").read_text(encoding="utf-8")


def test_the_rules_that_were_written_give_the_same_certificate(roster, tmp_path):
    run("classes", roster, "--classes", 4, *SEEDS, "--out", tmp_path / "one")
    run("classes", roster, "--rules", tmp_path / "one" / "rules.toml", *SEEDS, "--out", tmp_path / "two", language="zh")
    assert (tmp_path / "one" / "certificate.json").read_bytes() == (tmp_path / "two" / "certificate.json").read_bytes()
    said = run("classes", roster, "--classes", 5, "--rules", tmp_path / "one" / "rules.toml", *SEEDS, "--out", tmp_path / "no", code=2)
    assert "4 classes, not 5" in said


def test_a_sealed_roster_gives_classes_that_count(roster, tmp_path):
    rules = tmp_path / "rules.toml"
    rules.write_text(
        'method = "classes"\nmode = "entry-grade"\nclasses = 4\nsex = "sex"\n[[source]]\nname = "hall"\n[[source]]\nname = "lottery"\n',
        encoding="utf-8",
    )
    run("seal", roster, rules, "--at", "2026-08-25T18:00:00+08:00")
    run("classes", roster, "--classes", 5, *SEEDS, "--out", tmp_path / "no", code=2)
    said = run("classes", roster, *SEEDS, "--out", tmp_path / "out", "--at", "2026-08-28T10:00:00+08:00")
    assert "rehearsal" not in said
    assert "True" in run("verify", tmp_path / "out" / "published.json")
    assert "True" in run("verify", tmp_path / "roster-sealed")
    roster.write_text(roster.read_text(encoding="utf-8").replace("男", "女", 1), encoding="utf-8")
    assert "changed after its seal" in run("classes", roster, *SEEDS, "--out", tmp_path / "no", code=2)
    assert not (tmp_path / "no").exists()


def test_one_changed_class_is_found(roster, tmp_path):
    run("classes", roster, "--classes", 4, *SEEDS, "--out", tmp_path / "out")
    path = tmp_path / "out" / "published.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"pupils": 40', '"pupils": 41'), encoding="utf-8")
    assert "figures.pupils" in run("verify", path, code=1)


def test_scores_without_rules_are_balanced_and_that_is_said(roster, tmp_path):
    lines = roster.read_text(encoding="utf-8").splitlines()
    scores = tmp_path / "scores.csv"
    scores.write_text(
        "\n".join([lines[0] + ",x1", *(f"{line},{n * n % 97}.5" for n, line in enumerate(lines[1:]))]) + "\n", encoding="utf-8"
    )
    said = run("classes", scores, "--classes", 4, *SEEDS, "--out", tmp_path / "out")
    assert "has scores (x1)" in said
    assert 'mode = "score-allowed"' in (tmp_path / "out" / "rules.toml").read_text(encoding="utf-8")


def test_what_the_office_should_look_at_is_said(tmp_path):
    folder = tmp_path / "grade"
    copy_roster("entry-grade-synthetic", folder)
    given = ("--rules", folder / "rules.toml", "--register", folder / "register.csv", "--reasons", folder / "reasons.csv")
    said = run("classes", folder / "roster.csv", *given, *SEEDS, "--out", tmp_path / "out", language="zh")
    for words in (
        "疑似多胞胎 9926002258 高思雯、9926002295 高思涵（2020-05-25，同日出生，同姓）：同班。",
        "同音：单欣怡、善心怡",
        "近音：刘宁、牛玲",
    ):
        assert words in said
    assert "268 人分为 6 个班（" in said
    assert "最大相差" in said
    assert "True" in run("verify", tmp_path / "out" / "published.json")
    assert {"notice.html", "witness.html", "verify.html"} <= {path.name for path in (tmp_path / "out").iterdir()}
    assert "王*涵" in (tmp_path / "out" / "notice.html").read_text(encoding="utf-8")
    compared = Certificate.from_json((tmp_path / "out" / "published.json").read_text(encoding="utf-8")).seals[0].comparison
    assert (compared.register_rows, compared.list_rows, compared.common) == (268, 268, 267)
    assert "Likely twins 9926002258" in run("seal", folder / "roster.csv", folder / "rules.toml")


def test_a_roster_of_scores_needs_no_rules(tmp_path):
    copy_roster("score-allowed-synthetic", tmp_path / "scores")
    said = run("classes", tmp_path / "scores" / "roster.csv", "--classes", 12, *SEEDS, "--out", tmp_path / "out")
    assert "600 pupils in 12 classes" in said
    assert "Every gap is at its bound" in said
    assert (tmp_path / "out" / "classes.csv").read_text(encoding="utf-8").startswith("code,class\nS")


def test_rows_of_a_refusal_are_those_of_the_file(roster, tmp_path):
    lines = roster.read_text(encoding="utf-8").splitlines()
    lines = ["一年级新生名单,,,,", f"{lines[0]},双胞胎意愿", *(f"{line},{'同班吧' if n == 7 else ''}" for n, line in enumerate(lines[1:]))]
    roster.write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = run("classes", roster, "--classes", 4, *SEEDS, "--out", tmp_path / "out", code=2, language="zh")
    assert "20260007 的“双胞胎意愿”为“同班吧”。请写 同班、分开 或 随机。（roster.csv 第 10 行）" in said
    assert not (tmp_path / "out").exists()


def test_refusals_leave_nothing_behind(roster, tmp_path):
    out = tmp_path / "out"
    assert "would be empty" in run("classes", roster, "--classes", 41, *SEEDS, "--out", out, code=2)
    assert "how many classes" in run("classes", roster, *SEEDS, "--out", out, code=2)
    run("classes", roster, "--classes", 4, *SEEDS[:2], "--out", out, code=2)
    scores = tmp_path / "scores.csv"
    scores.write_text(roster.read_text(encoding="utf-8").replace("片区", "语文成绩"), encoding="utf-8")
    assert "语文成绩" in run("classes", scores, "--classes", 4, *SEEDS, "--out", out, code=2)
    scores.write_text(roster.read_text(encoding="utf-8") + "20260003,冯重,男,东\n", encoding="utf-8")
    assert "20260003" in run("classes", scores, "--classes", 4, *SEEDS, "--out", out, code=1)
    assert not out.exists()
