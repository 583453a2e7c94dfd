"""Lead, helpers, day and money in the words of an item."""

from datetime import date

import pytest

from junheng.reports.plan.duties import find_duties
from junheng.reports.plan.item import Duties

BEGINS = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "优化布局。（牵头单位：规划处；配合单位：财务处、基建处；完成时限：6月底）",
            Duties("规划处", "财务处、基建处", date(2026, 6, 30)),
        ),
        ("优化布局（责任处室：规划处）", Duties("规划处")),
        ("由规划处牵头，财务处、基教处配合，8月底前建成。", Duties("规划处", "财务处、基教处", date(2026, 8, 31))),
        ("安排专项资金1,200万元改造校舍。", Duties(budget="1,200万元")),
        ("做好工作。", Duties()),
        ("完成时限：尽快。", Duties()),
        (f"责任单位：{'各' * 200}。", Duties()),
    ],
)
def test_what_the_text_says(text, found):
    assert find_duties(text, BEGINS) == found
