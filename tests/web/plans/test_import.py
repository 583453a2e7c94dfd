"""A plan from a workbook: every row is an item or named, and a file with an error changes nothing."""

import io
import uuid

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from junheng.web.plans.models import Item, Plan

from .conftest import NEW, PLAN, days

HEADS = ("序号", "工作任务", "主要指标", "牵头单位", "配合单位", "完成时限", "经费（万元）")


def workbook(*rows, name="计划.xlsx"):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("任务")
        for at, row in enumerate((HEADS, *rows)):
            page.write_row(at, 0, row)
    return SimpleUploadedFile(name, out.getvalue())


def send(planner, document, **more):
    return planner.post(NEW, {"title": "年度计划", "document": document, **days(), **more})


def test_items_come_with_their_offices_days_and_money(planner):
    due = (timezone.localdate().replace(day=1)).isoformat()
    assert send(planner, workbook((1, "建校", "3所", "规划处", "财务处", due, 1200), ("合计", "", "", "", "", "", 1200))).status_code == 302
    item = Item.objects.get()
    assert (item.lead, item.helpers, item.due.isoformat(), item.budget) == ("规划处", "财务处", due, "1200 万元")
    assert item.targets.get().words == "建校：3所"
    page = planner.get(item.plan.get_absolute_url()).content.decode()
    assert "“合计” is a total" in page


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((2, "", "5所", "甲处"), "计划.xlsx · 任务 · B3"),
        ((2, "督导", "", "甲处", "", "尽快"), "“尽快” is no day"),
        ((2, "督导", "", "甲处", "", "1999-06-30"), "1999-06-30 is outside the plan"),
    ],
)
def test_one_row_that_cannot_be_read_and_nothing_is_imported(planner, row, said):
    answer = send(planner, workbook((1, "建校", "3所", "规划处"), row))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Plan.objects.count() == 0


def test_a_workbook_that_is_no_plan_is_refused(planner):
    answer = send(planner, SimpleUploadedFile("名单.csv", "学校,在校生\n甲,3\n".encode()))
    assert answer.status_code == 422
    assert "牵头单位" in answer.content.decode() or "offices or days" in answer.content.decode()


def test_the_same_form_sent_twice_is_one_plan(planner):
    form = {"title": "年度计划", "text": PLAN, "once": uuid.uuid4().hex, **days()}
    first, second = planner.post(NEW, form), planner.post(NEW, form)
    assert first.headers["Location"] == second.headers["Location"]
    assert (Plan.objects.count(), Item.objects.count()) == (1, 3)
    assert planner.post(NEW, {**form, "once": uuid.uuid4().hex}).headers["Location"] != first.headers["Location"]


def test_ranges_keep_both_ends(planner):
    text = "一、覆盖率提高到10%~15%。\n二、做好。\n"
    planner.post(NEW, {"title": "x", "text": text, **days()})
    target = Item.objects.get(place=1).targets.get()
    assert (target.value, target.high, target.comparison) == (10, 15, "range")
