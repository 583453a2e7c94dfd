"""From a plan's text to its board: items read, targets confirmed, progress reported, who is late."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from junheng.reports.plan import State
from junheng.web.plans.figures import figures_of
from junheng.web.plans.measured import newest
from junheng.web.plans.models import Item, Plan, Report, Target
from junheng.web.plans.standing import standings

from .conftest import NEW, PLAN, days, figure


def item(number):
    return Item.objects.get(number=str(number))


def state(number):
    return standings(item(number).plan, [item(number)])[0].state


def confirm(planner, target, figure=""):
    planner.post(f"{target.item.get_absolute_url()}target/", {"target": target.pk, "deed": "confirm", "figure": figure})


def report(planner, number, value, target="", day=None, words="进展"):
    form = {"day": (day or timezone.localdate()).isoformat(), "value": value, "words": words, "target": target}
    return planner.post(f"{item(number).get_absolute_url()}report/", form)


def test_items_and_offered_targets_are_read(plan, planner):
    assert [(one.number, one.section) for one in plan.items.all()] == [("1", "均衡发展"), ("2", "均衡发展"), ("3", "信息化")]
    assert [(one.value, one.unit, one.confirmed) for one in Target.objects.all()] == [
        (3, "所", None),
        (120_000, "平方米", None),
        (14, "a:b", None),
    ]
    assert "2 items have targets to confirm" in planner.get(plan.get_absolute_url()).content.decode()


def test_a_file_does_as_well(planner):
    answer = planner.post(NEW, {"title": "x", "document": SimpleUploadedFile("计划.txt", PLAN.encode("gb18030")), **days()})
    assert answer.status_code == 302
    assert Item.objects.count() == 3


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"title": "", "text": PLAN}, "Give the plan its name"),
        ({"title": "x", "text": "没有编号"}, "no numbered items"),
        ({"title": "x", "text": ""}, "paste its text"),
        ({"title": "x", "text": PLAN, "due": "2000-01-01"}, "the end after the beginning"),
        ({"title": "x", "document": SimpleUploadedFile("a.doc", b"x")}, ".docx"),
    ],
)
def test_what_cannot_be_read_is_said_and_makes_no_plan(planner, form, said):
    answer = planner.post(NEW, {**days(), **form})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Plan.objects.count() == 0


def test_reports_move_an_item_through_its_states(plan, planner):
    schools = item(1).targets.get(unit="所")
    confirm(planner, schools)
    assert state(1) is State.OTHER
    for value, expected in (("1", State.BEHIND), ("1.5", State.ON_COURSE), ("2.5", State.AHEAD), ("3", State.DONE)):
        report(planner, 1, value, schools.pk, words=f"到{value}")
        assert state(1) is expected


def test_the_worst_of_an_items_targets_counts(plan, planner):
    for target in item(1).targets.all():
        confirm(planner, target)
    report(planner, 1, "3", item(1).targets.get(unit="所").pk)
    report(planner, 1, "1000", item(1).targets.get(unit="平方米").pk)
    assert state(1) is State.BEHIND


def test_without_a_target_progress_is_in_per_cent(plan, planner):
    report(planner, 2, "100")
    assert state(2) is State.DONE


def test_a_target_tied_to_an_indicator_takes_its_value_from_the_release(plan, planner):
    target = item(3).targets.get()
    confirm(planner, target, figure())
    (found,) = standings(plan, [item(3)])
    assert found.targets[0][1].share is not None
    assert Report.objects.count() == 0


def test_a_stopped_item_is_not_late(plan, planner):
    one = item(2)
    form = {"version": one.version, "lead": "基教处", "due": (timezone.localdate() - timedelta(days=5)).isoformat()}
    planner.post(f"{one.get_absolute_url()}details/", form)
    assert standings(plan, [item(2)])[0].late
    planner.post(f"{one.get_absolute_url()}details/", {**form, "version": item(2).version, "stopped": "上级调整"})
    (found,) = standings(plan, [item(2)])
    assert (found.state, found.late) == (State.OTHER, False)


def test_an_older_page_does_not_overwrite(plan, planner):
    one = item(1)
    planner.post(f"{one.get_absolute_url()}details/", {"version": one.version, "lead": "甲"})
    answer = planner.post(f"{one.get_absolute_url()}details/", {"version": one.version, "lead": "乙"})
    assert answer.status_code == 422
    assert item(1).lead == "甲"


def test_a_double_click_is_one_report(plan, planner):
    for _time in range(2):
        report(planner, 2, "50")
    assert Report.objects.count() == 1


@pytest.mark.parametrize("form", [{"value": "much"}, {"words": " "}, {"day": "2999-01-01"}, {"value": "NaN"}])
def test_wrong_reports_are_said_and_not_kept(plan, planner, form):
    sent = {"day": date(2026, 1, 1).isoformat(), "value": "1", "words": "进展", **form}
    assert planner.post(f"{item(1).get_absolute_url()}report/", sent).status_code == 422
    assert Report.objects.count() == 0


def test_steps_past_their_day_make_an_item_late_until_they_are_done(plan, planner):
    report(planner, 2, "50")
    address = f"{item(2).get_absolute_url()}step/"
    planner.post(address, {"day": (timezone.localdate() - timedelta(days=1)).isoformat(), "title": "开工"})
    assert standings(plan, [item(2)])[0].late
    for _click in range(2):
        planner.post(address, {"node": item(2).nodes.get().pk, "done": "1"})
    assert not standings(plan, [item(2)])[0].late


def test_the_board_filters_and_leaves_as_a_file(plan, planner):
    report(planner, 2, "100")
    assert "加强督导" in planner.get(f"{plan.get_absolute_url()}?state=done").content.decode()
    assert "新建小学" not in planner.get(f"{plan.get_absolute_url()}?state=done").content.decode()
    assert planner.get(f"{plan.get_absolute_url()}?format=csv").content.decode("utf-8-sig").count("\n") == 4


def test_a_number_that_no_office_promises_is_no_target(planner):
    text = "一、达到99999999999999999999亿人。\n二、达到98%以上。\n"
    form = {"title": "大数", "begins": "2026-01-01", "due": "2026-12-31", "text": text}
    assert planner.post("/plans/town/new/", form).status_code == 302
    assert [each.words for each in Plan.objects.first().items.get(place=1).targets.all()] == []
    assert Plan.objects.first().items.get(place=2).targets.count() == 1


def test_a_text_of_a_book_is_no_plan(planner):
    form = {"title": "长", "begins": "2026-01-01", "due": "2026-12-31", "text": "一、好。\n" * 70_000}
    assert planner.post("/plans/town/new/", form).status_code == 422


def test_totals_counts_and_overall_values_are_figures_too(plan, planner):
    known = figures_of("town")
    for kind, code in (("total", "sports_area"), ("count", "primary_school"), ("overall", "sports_area")):
        address = next(each for each in known if each.startswith(f"{kind}:") and each.endswith(f":{code}"))
        points = newest("town").points(address)
        assert len(points) == 2, address
    assert newest("town").points("count:0:all:primary_school")[-1].value == 6


def test_a_figure_is_tied_by_its_name(plan, planner):
    address, name = next(pair for pair in figures_of("town").items() if pair[0].startswith("total:"))
    target = item(3).targets.get()
    confirm(planner, target, name)
    target.refresh_from_db()
    assert target.figure == address
    answer = planner.post(f"{item(3).get_absolute_url()}target/", {"target": target.pk, "deed": "confirm", "figure": "no such figure"})
    assert answer.status_code == 422


def test_a_target_that_the_text_does_not_name_is_added_by_hand(plan, planner):
    form = {"deed": "add", "words": "办结率", "value": "90", "high": "95", "unit": "%", "comparison": "range"}
    for _click in range(2):
        planner.post(f"{item(2).get_absolute_url()}target/", form)
    target = item(2).targets.get()
    assert (target.value, target.high, target.confirmed) == (90, 95, True)


@pytest.mark.parametrize("change", [{"words": ""}, {"value": "many"}, {"comparison": "range"}, {"comparison": "!"}])
def test_a_target_by_hand_must_say_what_is_to_be_reached(plan, planner, change):
    form = {"deed": "add", "words": "办结率", "value": "90", "unit": "%", "comparison": ">=", **change}
    assert planner.post(f"{item(2).get_absolute_url()}target/", form).status_code == 422
    assert item(2).targets.count() == 0
