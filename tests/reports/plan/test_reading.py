"""Plans as officials number them: sections, items, targets; lines broken by the layout are whole again."""

from fractions import Fraction

import pytest

from junheng.reports.check import Document
from junheng.reports.plan import read_plan

PLAN = """某县教育局年度计划

一、推进均衡发展

1、优化布局。全年新建小学3所,改造校舍12万平方米,
其中薄弱学校不低于60%。

2．加强信息化。实现生机比达到14:1,师机比达到3.7:1,教室多媒体达到98%以上。

二、加强教师队伍

3、培训骨干教师4500名。遴选10名左右学科带头人,辍学率控制在0.5%以内。
"""


def read(text):
    return read_plan(Document(text)).items


def test_items_have_numbers_sections_titles():
    assert [(one.number, one.section, one.title) for one in read(PLAN)] == [
        ("1", "推进均衡发展", "优化布局"),
        ("2", "推进均衡发展", "加强信息化"),
        ("3", "加强教师队伍", "培训骨干教师4500名"),
    ]


def test_a_line_broken_by_the_layout_goes_on():
    assert "12万平方米,其中薄弱学校不低于60%" in read(PLAN)[0].text


def test_targets_with_their_comparisons():
    found = [[(one.value, one.unit, one.comparison) for one in item.targets] for item in read(PLAN)]
    assert found == [
        [(3, "所", "="), (120_000, "平方米", "="), (60, "%", ">=")],
        [(14, "a:b", ">="), (Fraction(37, 10), "a:b", ">="), (98, "%", ">=")],
        [(4500, "名", "="), (10, "名", "about"), (Fraction(1, 2), "%", "<=")],
    ]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("一、甲。做好。\n二、乙。做好。\n", ["一", "二"]),
        ("一、总则\n（一）甲。做好。\n（二）乙。做好。\n", ["一", "二"]),
        ("没有编号的文字。", []),
    ],
)
def test_the_innermost_numbers_are_the_items(text, numbers):
    assert [one.number for one in read(text)] == numbers


def test_sections_inside_one_another():
    (item,) = read("一、总则\n（一）办学\n1.新建学校2所。\n")
    assert item.section == "总则 / 办学"


def test_a_figure_that_says_what_is_counted_is_no_target():
    (item,) = read("1、消除大班额。小学55人以上班级控制在10个以内。\n")
    assert [(one.value, one.unit, one.comparison) for one in item.targets] == [(10, "个", "<=")]
