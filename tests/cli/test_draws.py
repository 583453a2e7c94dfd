"""Seal, draw, verify and drift as they are typed; refusals leave nothing behind."""

import csv
import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from junheng.certificates import Certificate
from junheng.cli import build

SEEDS = ("--seed", "hall=07-19-23-31-02", "--seed", "lottery=40771")
SOURCES = ("--source", "hall=balls drawn by parents", "--source", "lottery=issue 26231")
HEAD = "编号,姓名,出生日期,片区"


def run(*arguments, code=0, language="en"):
    result = CliRunner().invoke(build(language), [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return " ".join(result.output.split())


def write(path, *lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def roster(tmp_path):
    rows = [f"2026{n:04d},冯{'甲乙丙丁戊己庚辛'[n // 5]}{'天地人'[n % 3]},2020-01-{n % 28 + 1:02d},{'东西'[n % 2]}" for n in range(40)]
    return write(tmp_path / "roster.csv", HEAD, *rows)


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_list_is_sealed_drawn_and_verified(roster, tmp_path):
    said = run("seal", roster, *SOURCES, "--pick", 7, "--strata", "片区", "--at", "2026-08-25T18:00:00+08:00")
    seals = json.loads((tmp_path / "roster-sealed" / "seals.json").read_text(encoding="utf-8"))
    assert seals["seals"][0]["list_sha256"] in said
    run("draw", roster, *SEEDS, "--out", tmp_path / "out")
    assert len(rows_of(tmp_path / "out" / "result.csv")) == 7
    for name in ("certificate.json", "published.json"):
        assert "True" in run("verify", tmp_path / "out" / name)
    published = (tmp_path / "out" / "published.json").read_text(encoding="utf-8")
    assert not any(row["编号"] in published or row["姓名"] in published for row in rows_of(roster))


def test_a_sealed_folder_is_verified_too(roster, tmp_path):
    run("seal", roster)
    folder = tmp_path / "roster-sealed"
    assert "True" in run("verify", folder)
    for name in ("list.csv", "rules.toml", "seals.json", "list-public.csv"):
        kept = (folder / name).read_bytes()
        (folder / name).write_bytes(kept.replace(b"2", b"3", 1) if b"2" in kept else kept + b"#")
        assert "True" not in run("verify", folder, code=1)
        (folder / name).write_bytes(kept)
    run("verify", folder)


def test_verify_says_what_differs(roster, tmp_path):
    run("draw", roster, *SEEDS, "--out", tmp_path / "out")
    path = tmp_path / "out" / "certificate.json"
    code = Certificate.from_json(path.read_text(encoding="utf-8")).short_code
    run("verify", path, "--short-code", code.lower().replace("-", " "))
    assert "short codes differ" in run("verify", path, "--short-code", "AAAA", code=1)
    path.write_text(path.read_text(encoding="utf-8").replace('"40771"', '"40772"'), encoding="utf-8")
    said = run("verify", path, code=1)
    assert "digest: the certificate says" in said
    assert "seed: the certificate says" in said
    run("verify", tmp_path / "nowhere.json", code=2)


def test_a_family_asks_for_its_row(roster, tmp_path):
    run("draw", roster, "--pick", 20, *SEEDS, "--out", tmp_path / "out")
    got = {row["code"]: row["result"] for row in rows_of(tmp_path / "out" / "result.csv")}
    published = tmp_path / "out" / "published.json"
    for row in rows_of(tmp_path / "out" / "slips-list.csv")[::9]:
        said = run("verify", published, "--code", row["code"], "--salt", row["salt"].lower())
        assert said.endswith(f"Your result: {got.get(row['code'], 'in the list, not drawn')}")
    assert "No row" in run("verify", published, "--code", "20260001", "--salt", "0" * 16, code=1)


def test_a_first_draw_without_seal_is_a_rehearsal(roster, tmp_path):
    assert "rehearsal" in run("draw", roster, *SEEDS, "--out", tmp_path / "out")
    assert "演练" in (tmp_path / "out" / "notice.html").read_text(encoding="utf-8") or "Rehearsal" in (
        tmp_path / "out" / "notice.html"
    ).read_text(encoding="utf-8")
    assert [int(row["result"]) for row in rows_of(tmp_path / "out" / "result.csv")] == list(range(1, 41))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["1,甲,2020-01-01,东", "1,乙,2020-01-02,西"], "row 3"),
        ([",甲,2020-01-01,东"], "row 2"),
        (["1,甲,2020-01-01,东", "2,甲,2020-01-01,西"], "name and birthday of row 2"),
        (["1.0E+09,甲,2020-01-01,东"], "Format the column as text"),
        ([], "nobody under it"),
    ],
)
def test_a_bad_list_is_named_row_by_row_and_nothing_is_written(tmp_path, rows, said):
    for command in (["seal"], ["draw", *SEEDS, "--out", tmp_path / "out"]):
        assert said in run(command[0], write(tmp_path / "list.csv", HEAD, *rows), *command[1:], code=1)
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_two_people_of_one_name_and_birthday_may_be_two(tmp_path):
    path = write(tmp_path / "list.csv", HEAD + ",确为两人", "1,甲,2020-01-01,东,", "2,甲,2020-01-01,西,是")
    run("seal", path)


@pytest.mark.parametrize(
    ("seeds", "said"),
    [
        (["hall=1"], "1 seed sources"),
        (["hall=1", "hall=2"], "given twice"),
        (["hall=1", "lottery="], "no value"),
        (["hall=七", "lottery=2"], "七"),
        (["hall", "lottery=2"], "NAME=VALUE"),
        (["hall=40771123", "lottery=40771123"], "one number typed twice"),
    ],
)
def test_bad_seeds_are_refused_in_words(roster, tmp_path, seeds, said):
    options = [part for seed in seeds for part in ("--seed", seed)]
    assert said in run("draw", roster, *options, "--out", tmp_path / "out", code=2)
    assert not (tmp_path / "out").exists()


def test_full_width_digits_are_the_same_seed_and_that_is_said(roster, tmp_path):
    run("draw", roster, *SEEDS, "--out", tmp_path / "one")
    said = run("draw", roster, "--seed", "hall＝０７　１９，２３、31 02", "--seed", "lottery=40771", "--out", tmp_path / "two")
    assert "is written 07-19-23-31-02" in said
    assert (tmp_path / "one" / "certificate.json").read_bytes() == (tmp_path / "two" / "certificate.json").read_bytes()


def test_a_beacons_round_is_imported_from_its_file(roster, tmp_path):
    randomness = "8c5f3a" * 10 + "0d1e"
    beacon = write(tmp_path / "round.json", json.dumps({"round": 4711, "randomness": randomness, "signature": "ab"}))
    hall = write(tmp_path / "hall.txt", "07 19 23 31 02")
    run("draw", roster, "--seed", f"hall=@{hall}", "--seed", f"drand=@{beacon}", "--out", tmp_path / "one")
    run("draw", roster, "--seed", "hall=07-19-23-31-02", "--seed", f"drand={randomness}", "--out", tmp_path / "two")
    assert (tmp_path / "one" / "certificate.json").read_bytes() == (tmp_path / "two" / "certificate.json").read_bytes()
    run("draw", roster, "--seed", "hall=@nowhere", "--seed", "lottery=1", "--out", tmp_path / "x", code=2)


def test_the_other_order_is_refused(roster, tmp_path):
    run("seal", roster, *SOURCES, "--at", "2026-08-25T18:00:00+08:00")
    said = run("draw", roster, *SEEDS, "--at", "2026-08-25T17:00:00+08:00", "--out", tmp_path / "out", code=2)
    assert "Seal first" in said
    assert not (tmp_path / "out").exists()


def test_a_list_changed_after_its_seal_is_refused_until_it_is_sealed_anew(roster, tmp_path):
    run("seal", roster, *SOURCES, "--at", "2026-08-25T18:00:00+08:00")
    write(roster, *roster.read_text(encoding="utf-8").splitlines()[:-1])
    assert "20260039" in run("draw", roster, *SEEDS, "--out", tmp_path / "out", code=2)
    assert "say why" in run("seal", roster, *SOURCES, code=2)
    run("seal", roster, *SOURCES, "--reason", "moved away", "--at", "2026-08-26T18:00:00+08:00")
    run("draw", roster, *SEEDS, "--out", tmp_path / "out")
    assert "moved away" in (tmp_path / "out" / "notice.html").read_text(encoding="utf-8")


def test_rules_given_after_the_seal_are_refused(roster, tmp_path):
    run("seal", roster, *SOURCES)
    assert "takes no others now" in run("draw", roster, "--pick", 3, *SEEDS, "--out", tmp_path / "out", code=2)


def test_a_list_sealed_without_rules_or_sources_gives_a_rehearsal(roster, tmp_path):
    assert "a draw from this is a rehearsal" in run("seal", roster)
    assert "A rehearsal" in run("draw", roster, "--pick", 3, *SEEDS, "--out", tmp_path / "out")
    assert "A rehearsal" in run("verify", tmp_path / "out" / "certificate.json")
    write(roster, *roster.read_text(encoding="utf-8").splitlines()[:-1])
    assert "20260039" in run("draw", roster, "--pick", 3, *SEEDS, "--out", tmp_path / "x", code=2)


def test_only_the_sealed_sources_count(roster, tmp_path):
    run("seal", roster, *SOURCES)
    wrong = ("--seed", "hall=1", "--seed", "moon=2")
    assert "no seed source “moon”" in run("draw", roster, *wrong, "--out", tmp_path / "out", code=2)
    assert "is missing" in run("draw", roster, "--seed", "hall=1", "--out", tmp_path / "out", code=2)
    run("draw", roster, *SEEDS, "--at", "2099-01-01T00:00:00+08:00", "--out", tmp_path / "out")
    assert "rehearsal" not in run("verify", tmp_path / "out" / "certificate.json").lower()


def test_who_is_absent_or_added_needs_a_reason(roster, tmp_path):
    lines = roster.read_text(encoding="utf-8").splitlines()
    register = write(tmp_path / "roll.csv", HEAD, *lines[3:], "20269999,马甲,2020-02-02,东")
    said = run("seal", roster, "--register", register, code=1)
    assert all(code in said for code in ("20260000", "20260001", "20269999"))
    assert not (tmp_path / "roster-sealed").exists()
    reasons = write(tmp_path / "why.csv", "code,reason", "20260000,转入", "20260001,补报", "20269999,迁出")
    assert "absent 1, added 2" in run("seal", roster, "--register", register, "--reasons", reasons)
    seal = json.loads((tmp_path / "roster-sealed" / "seals.json").read_text(encoding="utf-8"))["seals"][0]
    assert seal["comparison"]["absent"][0][1:] == ["马*", "迁出"]
    assert [row[2] for row in seal["comparison"]["added"]] in (["转入", "补报"], ["补报", "转入"])


def test_inspectors_are_drawn_for_sites(tmp_path):
    sites = write(tmp_path / "sites.csv", "code,name", *(f"S{n},第{n}小学" for n in range(1, 11)))
    people = write(tmp_path / "people.csv", "code,name", *(f"A{n},检查员{n}" for n in range(1, 6)))
    conflicts = write(tmp_path / "conflicts.csv", "inspector,site,reason", "A1,S1,亲属", "A1,S2,亲属", "A2,S1,曾任职")
    run("draw", sites, "--pick", 10, "--inspectors", people, "--conflicts", conflicts, *SEEDS, "--out", tmp_path / "out")
    teams = {row["code"]: row["result"].split() for row in rows_of(tmp_path / "out" / "result.csv")}
    assert all(len(set(team)) == 2 for team in teams.values())
    assert not {"A1", "A2"} & set(teams["S1"])
    assert "A1" not in teams["S2"]
    run("verify", tmp_path / "out" / "published.json")


def test_rules_that_collide_are_named_and_nothing_is_written(tmp_path):
    sites = write(tmp_path / "sites.csv", "code,name", "S1,一小", "S2,二小")
    people = write(tmp_path / "people.csv", "code,name", "A1,甲", "A2,乙")
    conflicts = write(tmp_path / "conflicts.csv", "inspector,site", "A1,S1")
    rules = write(tmp_path / "rules.toml", 'method = "inspectors"', 'codes = "open"', "pick = 2")
    said = run("draw", sites, "--inspectors", people, "--conflicts", conflicts, "--rules", rules, *SEEDS, "--out", tmp_path / "out", code=2)
    assert "A1 excluded from S1" in said
    assert not (tmp_path / "out").exists()


def test_experts_who_are_excluded_are_not_picked(roster, tmp_path):
    conflicts = write(tmp_path / "conflicts.csv", "code,reason", *(f"2026{n:04d},亲属" for n in range(30)))
    run("draw", roster, "--pick", 10, "--conflicts", conflicts, *SEEDS, "--out", tmp_path / "out")
    assert sorted(row["code"] for row in rows_of(tmp_path / "out" / "result.csv")) == [f"2026{n:04d}" for n in range(30, 40)]
    assert "cannot be picked" in run("draw", roster, "--pick", 11, "--conflicts", conflicts, *SEEDS, "--out", tmp_path / "x", code=2)


def test_late_families_and_those_who_try_again(roster, tmp_path):
    run("seal", roster, *SOURCES, "--at", "2026-08-25T18:00:00+08:00")
    run("draw", roster, *SEEDS, "--at", "2026-08-28T18:00:00+08:00", "--out", tmp_path / "first")
    late = write(tmp_path / "late.csv", HEAD, "20261001,陈迟,2020-03-03,东")
    run("seal", late, *SOURCES, "--at", "2026-09-01T18:00:00+08:00")
    again = ("--previous", tmp_path / "first" / "certificate.json", "--round", "late", "--at", "2026-09-02T18:00:00+08:00")
    assert "was known in the earlier round" in run("draw", late, *SEEDS, *again, "--out", tmp_path / "late", code=2)
    seeds = ("--seed", "hall=11-12", "--seed", "lottery=9551")
    run("draw", late, *seeds, *again, "--out", tmp_path / "late")
    assert [row["result"] for row in rows_of(tmp_path / "late" / "result.csv")] == ["41"]
    run("verify", tmp_path / "late" / "published.json")
    twice = write(tmp_path / "twice.csv", HEAD, "20261002,冯甲天,2020-01-01,东")
    run("seal", twice, *SOURCES, "--at", "2026-09-01T18:00:00+08:00")
    assert "20261002" in run("draw", twice, *seeds, *again, "--out", tmp_path / "twice", code=1)


def test_drift_names_who_sits_elsewhere(roster, tmp_path):
    run("draw", roster, *SEEDS, "--out", tmp_path / "out")
    drawn = rows_of(tmp_path / "out" / "result.csv")
    drawn[0]["result"], drawn[1]["result"] = "99", "98"
    lines = [f"{row['code']},{row['result']},{'doctor' if place == 1 else ''}" for place, row in enumerate(drawn[:-1])]
    now = write(tmp_path / "now.csv", "code,class,reason", *lines, "X1,3,")
    said = run("drift", tmp_path / "out" / "certificate.json", now, code=1)
    assert "41 compared: 37 as in the certificate, 4 not, of those 3 without a reason" in said
    same = write(
        tmp_path / "same.csv", "code,class", *(f"{row['code']},{row['result']}" for row in rows_of(tmp_path / "out" / "result.csv"))
    )
    run("drift", tmp_path / "out" / "certificate.json", same)
    assert "salted" in run("drift", tmp_path / "out" / "published.json", same, code=2)


def test_another_process_locale_and_hash_seed_write_the_same_bytes(roster, tmp_path):
    seen = set()
    for number, locale in enumerate(("C", "C.UTF-8", "zh_CN.GBK")):
        out = tmp_path / str(number)
        whole = [sys.executable, "-m", "junheng", "--lang", "zh", "draw", roster, "--pick", "9", "--strata", "片区", *SEEDS, "--out", out]
        env = {**os.environ, "PYTHONHASHSEED": str(number), "LC_ALL": locale, "TZ": "UTC" if number else "Asia/Shanghai"}
        subprocess.run(list(map(os.fspath, whole)), env=env, capture_output=True, check=True)
        seen.add(tuple(path.read_bytes() for path in sorted(out.iterdir())))
    assert len(seen) == 1
