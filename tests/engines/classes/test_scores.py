"""An entry grade has no scores, whatever they are called; and what is no score is not taken for one."""

import pytest

from junheng.certificates import listing
from junheng.engines.classes import ENTRY_GRADE, SCORE_ALLOWED, ClassesError, Rules, refuse_scores, sensible_rules


def roster(column, cells):
    return listing(("code", "sex", column), [(f"{n:04d}", "FM"[n % 2], str(cell)) for n, cell in enumerate(cells)])


MANY = [60 + 7 * n % 41 for n in range(30)]


@pytest.mark.parametrize("column", ["语文成绩", "入学测试", "摸底名次", "英语等级", "获奖", "钢琴考级", "Test score", "math", "GPA"])
def test_a_column_that_is_called_a_score_is_refused(column):
    with pytest.raises(ClassesError, match=column):
        refuse_scores(Rules(3), roster(column, ["a"] * 30))
    refuse_scores(Rules(3, mode=SCORE_ALLOWED), roster(column, ["a"] * 30))


def test_fractions_and_numbers_that_classes_are_balanced_by_are_scores():
    with pytest.raises(ClassesError, match="x1"):
        refuse_scores(Rules(3), roster("x1", [90.5, *MANY[1:]]))
    with pytest.raises(ClassesError, match="x1"):
        refuse_scores(Rules(3, traits=("x1",)), roster("x1", MANY))
    refuse_scores(Rules(3), roster("x1", MANY))


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("身高", [120.5] * 30),
        ("出生年月", ["2020.03"] * 30),
        ("残疾等级", ["二级"] * 30),
        ("remark", ["a"] * 30),
        ("片区", MANY),
        ("序号", range(1, 31)),
    ],
)
def test_what_is_no_score_is_let_through(column, cells):
    people = roster(column, cells)
    refuse_scores(Rules(3), people)
    assert sensible_rules(people, 3).mode == ENTRY_GRADE


def test_sensible_rules_balance_twins_disability_and_origin_first():
    columns = ("code", "name", "性别", "小组", "片区", "残疾类型", "双胞胎", "家长电话", "备注", "同班", "序号")
    rows = [
        (
            f"{n:04d}",
            f"冯{n}",
            "男女"[n % 2],
            f"第{n % 4}组",
            "东西"[n % 2],
            "" if n else "肢体",
            "" if n > 1 else "是",
            f"138{n}",
            "",
            "",
            str(n + 1),
        )
        for n in range(40)
    ]
    rules = sensible_rules(listing(columns, rows), 4)
    assert rules.traits == ("双胞胎", "残疾类型", "片区", "小组", "性别")
    assert (rules.mode, rules.scores, rules.together, rules.apart) == (ENTRY_GRADE, (), "同班", "")


def test_an_entry_grade_is_known_by_where_its_pupils_come_from():
    people = listing(("code", "幼儿园", "x1"), [(f"{n:04d}", "青禾", str(score)) for n, score in enumerate(MANY)])
    rules = sensible_rules(people, 3)
    assert (rules.mode, rules.scores) == (ENTRY_GRADE, ())
    tested = listing(("code", "入学测试"), [(f"{n:04d}", str(score)) for n, score in enumerate(MANY)])
    with pytest.raises(ClassesError, match="入学测试"):
        refuse_scores(sensible_rules(tested, 3), tested)


def test_a_running_number_is_no_score_and_marks_are():
    assert sensible_rules(roster("x1", range(1, 31)), 3).scores == ()
    assert sensible_rules(roster("x1", MANY), 3).scores == ("x1",)
