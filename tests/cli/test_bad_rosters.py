"""The museum of bad rosters: every one is refused with its row and a remedy, in both languages, and nothing is written."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from junheng.cli import build

FOLDER = Path(__file__).parent / "bad_rosters"
SEEDS = ("--seed", "hall=07-19-23-31-02", "--seed", "lottery=40771")
#: Read as they are meant.
FORGIVEN = ("good", "gbk", "bom", "full_width_codes", "empty_rows", "title_rows", "two_row_head", "merged_head")


def run(*arguments, code=0, language="en"):
    result = CliRunner().invoke(build(language), [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return " ".join(result.output.split())


def file_of(name):
    return next(path for path in FOLDER.iterdir() if path.stem == name)


@dataclass(frozen=True)
class Bad:
    """What is said of a file: where, what is wrong, what to do."""

    where: str
    zh: str
    en: str
    remedy: str
    code: int = 1  # a list with wrong rows; 2 is a sentence


BAD = {
    "duplicate_ids": Bad("第 14 行 · 学号", "编号 20260003 与第 4 行重复", "code 20260003 stands in row 4 too", "两个人请改正编号"),
    "duplicate_full_width": Bad("第 14 行 · 学号", "编号 20260003 与第 4 行重复", "code 20260003 stands in row 4", "同一人只留一行"),
    "same_name_and_birthday": Bad("第 14 行 · 姓名", "江河（2020-06-15）与第 6 行同名同生日", "birthday of row 6", "加一列“确为两人”"),
    "no_code": Bad("第 7 行 · 学号", "这一行没有编号", "has no code", "补上编号"),
    "scientific_codes": Bad("第 6 行 · 学号", "编号 2.026E+07 被表格软件变成了数字", "turned the code into the number", "设为文本格式"),
    "float_codes": Bad("第 6 行 · 学号", "编号 20260005.0 被表格软件变成了数字", "turned the code into the number", "设为文本格式"),
    "total_row": Bad("第 14 行", "这一行写着“合计”", "says “合计”: a total", "删去这一行"),
    "no_rows": Bad("no_rows.csv", "只有表头，没有人", "nobody under it", "粘贴到表头下面"),
    "empty": Bad("empty.csv", "文件中没有名单", "no list in the file", "第一行为列名"),
    "pdf": Bad("pdf.csv", "PDF 文件，不是表格", "The file is a PDF", "向提供的单位要原表"),
    "full_width_commas": Bad("第 1 行", "全角逗号", "full-width commas", "换成半角逗号"),
    "unnamed_column": Bad("第 1 行 · F", "F 列没有列名", "column F has no name", "在表头写上列名"),
    "column_twice": Bad("第 1 行 · 学生姓名", "列“学生姓名”与“姓名”是同一项", "“学生姓名” and “姓名” are one", "只留一列"),
    "too_long_row": Bad("第 6 行", "这一行有 6 格，应为 5 格", "6 cells instead of 5", "多了或少了逗号"),
    "merged_body": Bad("第 4 行 · 片区", "到第 6 行是合并单元格", "to row 6 are merged", "取消合并"),
    "scores": Bad("入学测试", "不得以考试成绩或证书分班", "must not be formed by tests", "请删去这些列", 2),
    "certificates": Bad("获奖证书", "不得以考试成绩或证书分班", "must not be formed by tests or certificates", "请删去这些列", 2),
    "twins_differ": Bad("第 2、3 行", "冯天睿（同班）、20260002 冯天瑞（分开）的意愿不一致", "have different answers", "填成一样", 2),
    "lone_label": Bad("第 8 行", "标记“T2”只有 20260007 一人", "is that of 20260007 alone", "核对是否写错", 2),
    "yes_for_a_label": Bad("第 3、6 行", "看不出谁和谁", "does not tell who belongs to whom", "写一个自己的标记", 2),
    "no_sex": Bad("第 3、6 行", "20260002、20260005 等 2 人没有填性别", "2 pupils have no sex", "请补上", 2),
    "twin_alone": Bad("第 5 行", "20260004 写了双胞胎意愿", "nobody has their birthday", "请核对出生日期", 2),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_roster_is_named_with_its_row_and_a_remedy(name, tmp_path):
    bad = BAD[name]
    given = (file_of(name), "--classes", 3, *SEEDS, "--out", tmp_path / "out")
    said = run("classes", *given, code=bad.code, language="zh")
    for words in (bad.where, bad.zh, bad.remedy):
        assert words in said
    assert bad.en in run("classes", *given, code=bad.code)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", FORGIVEN)
def test_what_is_certain_is_read_and_gives_the_same_certificate(name, tmp_path):
    run("classes", file_of("good"), "--classes", 3, *SEEDS, "--out", tmp_path / "good")
    run("classes", file_of(name), "--classes", 3, *SEEDS, "--out", tmp_path / "out")
    assert (tmp_path / "out" / "certificate.json").read_bytes() == (tmp_path / "good" / "certificate.json").read_bytes()


def test_every_file_of_the_museum_is_shown():
    shown = {*BAD, *FORGIVEN, *COLLIDING, "no_such_class", "register"}
    assert {path.stem for path in FOLDER.iterdir()} == shown


COLLIDING = {
    "twins_kept_apart": ("同班“T1”", "分开“A1”", "去掉其中任何一条即可", "第 2、3、4 行"),
    "too_many_apart": ("分开“A”", "无法满足", "第 2、3、4、5 行"),
    "overfull_preset": ("2 班只有 4 个名额，却有 5 人指定到该班", "请减少到 4 人以内", "第 2、3、4、5、6 行"),
}


@pytest.mark.parametrize("name", COLLIDING)
def test_wishes_that_collide_are_refused_before_the_day(name, tmp_path):
    given = (file_of(name), "--classes", 3, *SEEDS, "--out", tmp_path / "out")
    said = run("classes", *given, code=2, language="zh")
    for words in COLLIDING[name]:
        assert words in said
    assert "classes" in run("classes", *given, code=2)
    assert list(tmp_path.iterdir()) == []


def test_a_class_that_does_not_exist_is_refused(tmp_path):
    said = run("classes", file_of("no_such_class"), "--classes", 3, *SEEDS, "--out", tmp_path / "out", code=2, language="zh")
    assert "20260007" in said
    assert "请写 1 到 3。（no_such_class.csv 第 8 行）" in said
    assert list(tmp_path.iterdir()) == []


def test_scores_in_an_entry_grade_are_refused(tmp_path):
    rules = tmp_path / "rules.toml"
    rules.write_text('method = "classes"\nmode = "entry-grade"\nclasses = 3\nsex = "sex"\n', encoding="utf-8")
    given = (file_of("scores"), "--rules", rules, *SEEDS, "--out", tmp_path / "out")
    assert "名单却有 入学测试 列。请删去这些列后重新封存" in run("classes", *given, code=2, language="zh")
    assert "Remove these columns" in run("classes", *given, code=2)
    assert not (tmp_path / "out").exists()


def test_an_empty_class_is_refused(tmp_path):
    given = (file_of("good"), "--classes", 13, *SEEDS, "--out", tmp_path / "out")
    assert "名单只有 12 人，分不成 13 个班" in run("classes", *given, code=2, language="zh")
    assert "one would be empty" in run("classes", *given, code=2)
    assert not (tmp_path / "out").exists()


def test_people_who_differ_from_the_register_are_named(tmp_path):
    given = (file_of("good"), "--classes", 3, "--register", file_of("register"), *SEEDS, "--out", tmp_path / "out")
    said = run("classes", *given, code=1, language="zh")
    assert "20269001 马迁" in said
    assert "20260012 邱泽" in said
    assert "原因表" in said
    assert not (tmp_path / "out").exists()


def test_seeds_that_are_missing_or_typed_in_full_width(tmp_path):
    rules = tmp_path / "rules.toml"
    rules.write_text(
        'method = "classes"\nmode = "entry-grade"\nclasses = 3\nsex = "sex"\n[[source]]\nname = "hall"\n[[source]]\nname = "lottery"\n',
        encoding="utf-8",
    )
    given = (file_of("good"), "--rules", rules, "--out", tmp_path / "out")
    assert "lottery" in run("classes", *given, "--seed", "hall=1", code=2, language="zh")
    assert "lottery" in run("classes", *given, "--seed", "hall=1", "--seed", "other=2", code=2)
    assert not (tmp_path / "out").exists()
    run("classes", *given, "--seed", "hall=07-19", "--seed", "lottery=40771")
    plain = (tmp_path / "out" / "certificate.json").read_bytes()
    said = run("classes", *given, "--seed", "hall＝０７－１９", "--seed", "lottery=４０７７１", language="zh")
    assert "种子来源“lottery”按规则写作 40771" in said
    assert (tmp_path / "out" / "certificate.json").read_bytes() == plain


def test_a_roster_that_was_changed_after_its_seal_is_refused_by_its_rows(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_bytes(file_of("good").read_bytes())
    rules = tmp_path / "rules.toml"
    rules.write_text(
        'method = "classes"\nmode = "entry-grade"\nclasses = 3\nsex = "sex"\n[[source]]\nname = "hall"\n[[source]]\nname = "lottery"\n',
        encoding="utf-8",
    )
    run("seal", roster, rules)
    roster.write_bytes(roster.read_bytes().replace("20260007,余音,女".encode(), "20260007,余音,男".encode()))
    said = run("classes", roster, *SEEDS, "--out", tmp_path / "out", code=2, language="zh")
    assert "在封存后有改动（20260007 等 1 人）" in said
    assert "（roster.csv 第 8 行）" in said
    assert "--reason" in run("classes", roster, *SEEDS, "--out", tmp_path / "out", code=2)
    assert not (tmp_path / "out").exists()
