"""What comes after classes were drawn: late pupils, moves by hand, teams beside them, real lists a month later."""

import csv

import pytest
from openpyxl import load_workbook

from junheng.certificates import Certificate

from .test_classes import SEEDS, run

LATER = ("--seed", "hall=03-11-17-22-30", "--seed", "lottery=55512", "--at", "2026-09-12T10:00:00+08:00")
RULES = (
    'method = "classes"\nmode = "entry-grade"\nclasses = 4\nsex = "sex"\ntraits = ["片区"]\n'
    '[[source]]\nname = "hall"\n[[source]]\nname = "lottery"\n'
)


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture
def first(tmp_path):
    rows = [f"2026{n:04d},冯{'甲乙丙丁'[n // 10]}{'天地人和'[n % 4]}{n},{'男女'[n * 7 % 5 % 2]},{'东西南'[n % 3]}" for n in range(40)]
    roster = tmp_path / "roster.csv"
    roster.write_text("\n".join(["学号,姓名,性别,片区", *rows]) + "\n", encoding="utf-8")
    (tmp_path / "rules.toml").write_text(RULES, encoding="utf-8")
    run("seal", roster, tmp_path / "rules.toml", "--at", "2026-08-25T18:00:00+08:00")
    run("classes", roster, *SEEDS, "--at", "2026-08-28T10:00:00+08:00", "--out", tmp_path / "first")
    return tmp_path / "first" / "certificate.json"


@pytest.fixture
def late_roster(tmp_path):
    path = tmp_path / "late.csv"
    path.write_text("学号,姓名,性别,片区\n20269001,梅一,男,东\n20269002,梅二,女,西\n", encoding="utf-8")
    return path


def test_late_pupils_are_sealed_with_the_classes_and_placed(first, late_roster, tmp_path):
    said = run("seal", late_roster, "--previous", first, "--at", "2026-09-10T18:00:00+08:00")
    assert "“before”, 40 rows" in said
    said = run("classes", late_roster, "--previous", first, *LATER, "--out", tmp_path / "late")
    assert "42 pupils in 4 classes" in said
    assert "rehearsal" not in said
    assert [row[0] for row in rows_of(tmp_path / "late" / "late.csv")] == ["code", "20269001", "20269002"]
    assert len(rows_of(tmp_path / "late" / "classes.csv")) == 43
    assert not (tmp_path / "late" / "slips-before.csv").exists()
    certificate = Certificate.from_json((tmp_path / "late" / "published.json").read_text(encoding="utf-8"))
    assert (certificate.algorithm.key, certificate.round_name) == ("classes-late/1", "late")
    assert "True" in run("verify", tmp_path / "late" / "published.json", "--previous", first.with_name("published.json"))
    run("verify", tmp_path / "late" / "published.json", "--previous", tmp_path / "late" / "published.json", code=1)
    # The sealed roster, changed since.
    late_roster.write_text(late_roster.read_text(encoding="utf-8").replace("梅二", "梅三"), encoding="utf-8")
    said = run("classes", late_roster, "--previous", first, *LATER, "--out", tmp_path / "no", code=2)
    assert "not what was sealed" in said
    assert not (tmp_path / "no").exists()


def test_a_late_round_without_a_seal_is_a_rehearsal(first, late_roster, tmp_path):
    assert "rehearsal" in run("classes", late_roster, "--previous", first, *LATER, "--out", tmp_path / "late")


def test_what_a_late_round_refuses(first, late_roster, tmp_path):
    out = ("--out", tmp_path / "no")
    late_roster.write_text("学号,姓名,性别,片区\n20260003,冯某,男,东\n", encoding="utf-8")
    assert "20260003" in run("classes", late_roster, "--previous", first, *LATER, *out, code=1)
    late_roster.write_text("学号,姓名,性别\n20269001,梅一,男\n", encoding="utf-8")
    assert "片区" in run("classes", late_roster, "--previous", first, *LATER, *out, code=2)
    assert "published" in run("classes", late_roster, "--previous", first.with_name("published.json"), *LATER, *out, code=2)
    assert "no file" in run("classes", late_roster, "--previous", tmp_path / "none.json", *LATER, *out, code=2)
    assert "leave other rules out" in run("seal", late_roster, tmp_path / "rules.toml", "--previous", first, code=2)
    assert not (tmp_path / "no").exists()


def test_a_move_shows_what_it_does_and_can_be_verified(first, tmp_path):
    code, number = rows_of(first.with_name("classes.csv"))[1]
    new = int(number) % 4 + 1
    said = run("move", first, "--move", f"{code}=一年级（{new}）班", "--reason", "法院判决", "--out", tmp_path / "moved")
    assert "is published with the certificate" in said
    assert "Largest gap before" in said
    assert [code, str(new)] in rows_of(tmp_path / "moved" / "classes.csv")
    assert "True" in run("verify", tmp_path / "moved" / "published.json", "--previous", first)
    for wrong, named in ((f"{code}={number}", "already"), (f"{code}=9", "no class 9"), ("X=1", "Nobody"), (f"{code}=高", "is no class")):
        said = run("move", first, "--move", wrong, "--reason", "法院判决", "--out", tmp_path / "no", code=2)
        assert named in said
    assert "illness" in run("move", first, "--move", f"{code}={new}", "--reason", "自闭症", "--out", tmp_path / "no", code=2)
    assert not (tmp_path / "no").exists()


def test_real_lists_a_month_later(first, tmp_path):
    rows = rows_of(first.with_name("classes.csv"))[1:]
    paths = []
    for number in range(1, 5):
        path = tmp_path / f"一年级（{number}）班.csv"
        codes = [code for code, own in rows if own == str(number)]
        path.write_text("\n".join(["学号", *codes]) + "\n", encoding="utf-8")
        paths.append(path)
    assert "40 as in the certificate, 0 not" in run("drift", first, *paths)
    one, other = (path.read_text(encoding="utf-8") for path in paths[:2])
    gone = one.splitlines()[1]
    paths[0].write_text(one.replace(gone + "\n", ""), encoding="utf-8")
    paths[1].write_text(other + gone + "\n", encoding="utf-8")
    said = run("drift", first, *paths, "--out", tmp_path / "drift.xlsx", code=1)
    assert "39 as in the certificate, 1 not, of those 1 without a reason" in said
    sheet = load_workbook(tmp_path / "drift.xlsx").worksheets[0]
    assert gone in [cell.value for row in sheet.iter_rows() for cell in row]


def test_teams_of_teachers_go_with_the_classes(first, tmp_path):
    teachers = tmp_path / "teachers.csv"
    rows = [f"T{n:02d},教师{n},{['语文', '数学', '英语'][n % 3]},{3 + n * 7 % 20}" for n in range(12)]
    teachers.write_text("\n".join(["工号,姓名,岗位,教龄", *rows]) + "\n", encoding="utf-8")
    rules = tmp_path / "teams.toml"
    rules.write_text(
        'method = "classes"\nmode = "teams"\nclasses = 4\ncodes = "open"\npost = "岗位"\nscores = ["教龄"]\n', encoding="utf-8"
    )
    said = run("classes", teachers, "--rules", rules, "--previous", first, *SEEDS, "--out", tmp_path / "teams")
    assert "12 teachers in 4 teams (3 3 3 3)" in said
    assert "Class 1 (10 pupils): 教师" in said
    teams = Certificate.from_json((tmp_path / "teams" / "certificate.json").read_text(encoding="utf-8"))
    classes = Certificate.from_json(first.read_text(encoding="utf-8"))
    assert (teams.previous, teams.round_name) == (classes.digest, "teams")
    row = teams.lists["list"].by_code
    posts = {number: sorted(row[code]["岗位"] for code, own in teams.assigned.items() if own == number) for number in range(1, 5)}
    assert all(own == sorted(["数学", "英语", "语文"]) for own in posts.values())
    assert "True" in run("verify", tmp_path / "teams" / "published.json")
    run("classes", tmp_path / "roster.csv", "--previous", first, "--rules", rules, *SEEDS, "--out", tmp_path / "no", code=2)
    assert not (tmp_path / "no").exists()


def test_a_family_asks_why(first, tmp_path):
    code, number = rows_of(first.with_name("classes.csv"))[1]
    salt = dict(rows_of(first.with_name("slips-list.csv")))[code]
    said = run("why", first, "--code", code)
    assert f"{code} is in class {number}." in said
    assert f"drew class {number}" in said
    assert run("why", first.with_name("published.json"), "--code", code, "--salt", salt) == said
    assert "由种子抽出" in run("why", first, "--code", code, language="zh")
    assert "differ by" in run("why", first)
    for typed in (("--code", code), ("--code", code, "--salt", "0" * 16)):
        assert "Nobody in the certificate" in run("why", first.with_name("published.json"), *typed, code=1)
    assert "no file of chances" in run("why", first, "--code", code, "--chances", first, code=2)


def test_why_of_a_plain_draw_is_its_key(tmp_path):
    families = tmp_path / "families.csv"
    families.write_text("code,name\nB001,冯甲\nB002,冯乙\n", encoding="utf-8")
    run("draw", families, *SEEDS, "--out", tmp_path / "out")
    assert "The key of" in run("why", tmp_path / "out" / "certificate.json", "--code", "B001")
    run("why", tmp_path / "out" / "certificate.json", code=2)
