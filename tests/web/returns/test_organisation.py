"""Schools that open, close, merge and move: who fills in, who may read and approve, and what stood there before."""

import html
import json
import os
from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest
from django.test import Client
from django.utils import timezone

from junheng.packs.forms import form_of
from junheng.releases import latest
from junheng.web.people.roles import Right, Role
from junheng.web.returns import services
from junheng.web.returns.context import offered
from junheng.web.returns.long_work import release_returns
from junheng.web.returns.mergers import together
from junheng.web.returns.models import Explanation, Return, State

from ..monitor import town
from .filling import approved, change
from .test_release import Telling

#: S3 came from the second county, S2 opens, S5 goes into S4 and S6 closes.
CHANGES = [
    {"unit": "S2", "date": "2026-09-01", "change": "opened"},
    {"unit": "S3", "date": "2025-12-01", "change": "moved", "from_area": "02"},
    {"unit": "S5", "date": "2026-09-01", "change": "merged", "successor": "S4"},
    {"unit": "S6", "date": "2026-03-01", "change": "closed"},
]


@pytest.fixture
def home(tmp_path, monkeypatch):
    town.load(tmp_path / "regions" / "town", town.region(unit_changes=CHANGES, without={("S2", "2024"), ("S2", "2025")}))
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    return tmp_path


@pytest.fixture
def visit():
    """A page as someone sees it in a language."""

    def get(person, address, language):
        client = Client(headers={"accept-language": language})
        client.force_login(person.user)
        return client.get(address).content.decode()

    return get


@pytest.fixture
def second_county(actor):
    return actor(Role.COUNTY, area="02")


def opened_for(commission, period, form="balance_yearly"):
    services.open_returns(commission, "town", form, period)
    return {ret.unit: ret for ret in Return.objects.filter(form=form, period=period)}


def test_only_schools_that_there_are_in_the_period_fill_in(commission):
    this, last = opened_for(commission, "2026"), opened_for(commission, "2025")
    assert {unit for unit in this if unit != "P1"} == {"S1", "S2", "S3", "S4"}
    assert {unit for unit in last if unit != "P1"} == {"S1", "S3", "S4", "S5", "S6"}


def test_a_return_names_the_county_of_its_period(commission):
    assert (opened_for(commission, "2025")["S3"].area, opened_for(commission, "2026")["S3"].area) == ("02", "01")


def test_a_moved_school_keeps_its_officer_and_has_a_new_county(commission, actor, county, second_county):
    ret = opened_for(commission, "2026")["S3"]
    assert actor(Role.SCHOOL, unit="S3").may(Right.FILL_RETURNS, ret)
    assert county.may(Right.APPROVE_COUNTY, ret)
    assert not second_county.may(Right.SEE_RETURNS, ret)
    assert ret not in Return.objects.visible_to(second_county.scope, "town")


def test_the_old_county_reads_what_the_school_said_while_it_lay_there_and_no_more(commission, county, second_county):
    ret = opened_for(commission, "2025")["S3"]
    assert ret in Return.objects.visible_to(second_county.scope, "town")
    assert second_county.may(Right.SEE_RETURNS, ret)
    assert ret not in Return.objects.visible_to(second_county.scope, "town", Right.APPROVE_COUNTY)
    assert not second_county.may(Right.APPROVE_COUNTY, ret)
    assert ret in Return.objects.visible_to(county.scope, "town")
    assert county.may(Right.APPROVE_COUNTY, ret)


def test_the_old_county_reminds_all_that_are_late_but_the_school_that_moved_away(commission, second_county, visit):
    opened_for(commission, "2025")
    Return.objects.update(due_at=timezone.now() - timedelta(days=1))
    page = visit(second_county, "/returns/board/town/remind/?form=balance_yearly&period=2025", "en")
    assert "S4 小学" in page
    assert town.NAMES["S3"] not in html.unescape(page)


def test_a_school_reads_only_its_own_returns_whatever_its_county(commission, actor):
    neighbour = actor(Role.SCHOOL, unit="S4")
    assert opened_for(commission, "2025")["S3"] not in Return.objects.visible_to(neighbour.scope, "town")
    assert not neighbour.may(Right.SEE_RETURNS, Return.objects.get(unit="S3", period="2025"))


def test_what_a_school_said_before_it_moved_is_its_last_period(commission, actor, county):
    ret = opened_for(commission, "2025")["S3"]
    school = actor(Role.SCHOOL, unit="S3")
    services.save_cells(school, ret, [change("resources/primary/sports_area", "711", ret.cells.get(column="sports_area").version)])
    Return.objects.filter(pk=ret.pk).update(state=State.COMMISSION_APPROVED)
    Explanation.objects.create(
        ret=ret, check_id="change.area", table="resources", row="primary", column="sports_area", value="711", text="改建"
    )
    later = opened_for(commission, "2026")["S3"]
    context = services.describe(later)["context"]
    assert (context["last_period"], context["last"]["resources/primary/sports_area"]) == ("2025", "711")
    assert offered(later)["change.area/resources/primary/sports_area"]["text"] == "改建"


def test_a_school_that_took_another_in_is_compared_with_both_together(commission):
    context = services.describe(opened_for(commission, "2026")["S4"])["context"]
    assert context["last"]["resources/primary/sports_area"] == "3000"  # 2400 and 600
    assert context["last"]["pupils/primary.1/pupils"] == "400"  # 100 and 300
    assert context["last_with"] == [town.NAMES["S5"]]
    assert services.describe(Return.objects.get(unit="S1"))["context"]["last_with"] == []


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "含其后并入的=HYPERLINK(1)"), ("en", "=HYPERLINK(1) included, merged since")])
def test_who_approves_is_told_whose_figures_stand_below(commission, second_county, visit, language, said):
    ret = opened_for(commission, "2026")["S4"]
    Return.objects.filter(pk=ret.pk).update(state=State.SUBMITTED)
    assert said in visit(second_county, f"/returns/{ret.pk}/review/", language)


def test_whoever_fills_in_is_told_too(commission, actor, visit):
    ret = opened_for(commission, "2026")["S4"]
    doc = json.loads(visit(actor(Role.SCHOOL, unit="S4"), f"/returns/{ret.pk}/data/", "zh-hans"))
    assert doc["words"]["last_with"] == "含其后并入的学校"
    assert doc["context"]["last_with"] == [town.NAMES["S5"]]


def test_the_sum_takes_what_was_approved_of_the_other_school(commission, actor):
    ret = opened_for(commission, "2025")["S5"]
    version = ret.cells.get(column="sports_area").version
    services.save_cells(actor(Role.SCHOOL, unit="S5"), ret, [change("resources/primary/sports_area", "650.5", version)])
    Return.objects.filter(pk=ret.pk).update(state=State.RELEASED)
    context = services.describe(opened_for(commission, "2026")["S4"])["context"]
    assert context["last"]["resources/primary/sports_area"] == "3050.5"


def test_a_release_from_returns_keeps_the_changes(home, commission, actor, county):
    ret = opened_for(commission, "2026")["S1"]
    approved(ret, actor(Role.SCHOOL, unit="S1"), county, commission)
    job = services.release(commission, "town", "balance_yearly", "2026", reason="试验")
    release_returns(Telling(), **job.arguments)
    assert latest(home / "regions" / "town").tables["unit_changes"].height == len(CHANGES)


@pytest.fixture
def townships(home, tmp_path, monkeypatch):
    """Two townships; a kindergarten moves from the second to the first, another one closes."""
    region = town.region(
        unit_changes=[
            {"unit": "K1", "date": "2026-09-01", "change": "moved", "from_area": "0102"},
            {"unit": "K2", "date": "2026-09-01", "change": "closed"},
        ]
    )
    rows = {
        "areas": [{"area": f"010{n}", "name": f"{n}镇", "parent": "01", "kind": "township"} for n in (1, 2)],
        "units": [
            {"unit": unit, "name": unit, "area": area, "kind": "kindergarten", "ownership": "public"}
            for unit, area in (("K1", "0101"), ("K2", "0102"))
        ],
        "enrolment": [{"unit": unit, "level": "preschool", "grade": "K1", "period": "2025", "pupils": 30} for unit in ("K1", "K2")],
    }
    tables = {name: pl.concat([frame, town.frame(name, rows[name])]) if name in rows else frame for name, frame in region.tables.items()}
    town.load(tmp_path / "townships" / "regions" / "town", replace(region, tables=tables))
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path / "townships"))


def test_a_township_is_shown_the_kindergartens_that_it_has_in_the_period(townships, commission):
    shown = {}
    for period in ("2025", "2026"):
        services.open_returns(commission, "town", "kindergartens", period)
        for ret in Return.objects.filter(period=period):
            shown[ret.area, period] = sorted(cell.value for cell in ret.cells.filter(column="unit"))
    assert shown == {("0101", "2025"): [], ("0102", "2025"): ["K1", "K2"], ("0101", "2026"): ["K1"], ("0102", "2026"): []}


def test_a_kindergarten_may_stand_only_in_its_township_of_the_period(townships, commission):
    services.open_returns(commission, "town", "kindergartens", "2026")
    for area in ("0101", "0102"):
        ret = Return.objects.get(area=area)
        ret.cells.update_or_create(table="kindergartens", row="0009", column="unit", defaults={"value": "K2"})
        assert "K2" in services.describe(ret)["context"]["taken"]


YEARLY = form_of("education_cn/hq2017", "balance_yearly")
CLASSES = form_of("education_cn/hq2017", "class_sizes")


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [
        # The other says nothing of a column: the own value stays.
        ({"resources/primary/books": "5"}, [{"resources/primary/computers": "2"}], {"books": "5", "computers": "2"}),
        # Decimals add up as people add them.
        ({"resources/primary/sports_area": "0.1"}, [{"resources/primary/sports_area": "0.2"}], {"sports_area": "0.3"}),
        # One states a ground for the whole school, the other for its level: no sum.
        ({"resources/all/sports_area": "900"}, [{"resources/primary/sports_area": "400"}], {}),
        # What is no number has none either; an empty cell says nothing.
        ({"resources/primary/books": "约80"}, [{"resources/primary/books": "20"}], {}),
        ({"resources/primary/books": ""}, [{"resources/primary/books": "20"}], {"books": "20"}),
        # A school that opened by a merger of two.
        ({}, [{"resources/primary/books": "5"}, {"resources/primary/books": "7"}], {"books": "12"}),
    ],
)
def test_what_is_added_and_what_has_no_sum(own, others, expected):
    found = together(YEARLY, own, others)
    assert {address.rpartition("/")[2]: value for address, value in found.items()} == expected


def test_classes_of_two_schools_are_not_added():
    one = {"classes/0001/grade": "primary.1", "classes/0001/number": "1", "classes/0001/pupils": "40"}
    assert together(CLASSES, one, [one]) == {}
