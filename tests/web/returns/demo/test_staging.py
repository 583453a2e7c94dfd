"""The demo's city in the middle of its yearly return: every stage is there, made by people, and made once."""

import os
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.utils import timezone

from junheng.examples import copy_example
from junheng.packs import load
from junheng.packs.forms.checking import unexplained
from junheng.releases import freeze, latest
from junheng.tables import read_region
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.demo import stage, where_to_look
from junheng.web.returns.demo.plan import PERIOD
from junheng.web.returns.models import Cell, CellState, Explanation, Return, State
from junheng.web.shell.demo import CITY, COUNTY, create_demo_people


@pytest.fixture(scope="module")
def city_home(tmp_path_factory):
    home = tmp_path_factory.mktemp("demo")
    folder = home / "regions" / CITY
    copy_example(CITY, folder)
    freeze(read_region(folder, load("education_cn").vocabulary), folder, reason=None)
    return home


@pytest.fixture(scope="module")
def staged(city_home, django_db_setup, django_db_blocker):
    """The return as the demo shows it; kept for the whole module, since it takes some seconds."""
    with pytest.MonkeyPatch.context() as patched, django_db_blocker.unblock():
        patched.setenv("JUNHENG_HOME", os.fspath(city_home))
        with transaction.atomic():
            logins = create_demo_people()
            stage()
            yield {login.user: login for login in logins}
            transaction.set_rollback(True)


@pytest.fixture
def returns(staged, db):
    return Return.objects.filter(region=CITY)


def written():
    """All that a second run could change."""
    people = (get_user_model().objects.order_by("pk").values_list("pk", "username", "last_login"), Assignment.objects.values_list())
    rows = (Return.objects.order_by("pk").values_list(), Cell.objects.order_by("pk").values_list(), Explanation.objects.values_list())
    return [list(found) for found in (*people, *rows)]


def test_the_period_is_the_year_after_the_last_that_the_files_hold(city_home):
    assert max(latest(city_home / "regions" / CITY).tables["observations"]["period"]) == str(int(PERIOD) - 1)


def test_every_step_of_the_way_is_there_but_the_last(returns):
    assert set(returns.values_list("state", flat=True)) == set(State) - {State.RELEASED}
    assert returns.count() == 965
    assert services.waiting(CITY, "balance_yearly", PERIOD)


def test_one_county_has_late_ones_and_the_others_have_time(returns):
    late = [ret for ret in returns if ret.late]
    assert {ret.area for ret in late} == {COUNTY}
    assert 3 <= len(late) <= 10
    assert len({ret.area for ret in returns.filter(state=State.DRAFT)}) == 20


def test_the_return_of_the_school_login_went_back_with_one_cell_and_a_reason(returns):
    (ret,) = returns.filter(sent_back_at__isnull=False)
    assert (ret.state, ret.sent_back_by.username) == (State.DRAFT, "demo-county")
    assert Assignment.objects.get(user__username="demo-school").unit == ret.unit
    cells = ret.cells.all()
    (back,) = cells.filter(state=CellState.SENT_BACK)
    assert back.comment
    assert set(cells.exclude(pk=back.pk).values_list("state", flat=True)) == {CellState.COUNTY_APPROVED}


def test_one_has_findings_of_both_kinds_and_one_of_them_is_explained(returns):
    (ret,) = returns.filter(state=State.DRAFT, explanations__isnull=False).distinct()
    findings = services.findings_of(ret)
    assert {finding["severity"] for finding in findings} == {"hard", "soft"}
    standing = unexplained(findings, services.explanations_of(ret))
    assert len(findings) - len(standing) == 1
    assert {finding["severity"] for finding in standing} == {"hard", "soft"}


def test_approvers_see_explanations(returns):
    handed_in = Explanation.objects.exclude(ret__state=State.DRAFT)
    assert handed_in.filter(ret__state=State.SUBMITTED).exists()
    assert handed_in.filter(ret__state=State.COUNTY_APPROVED).exists()


def test_whoever_did_it_had_the_right_to(returns):
    for ret in returns.exclude(state=State.DRAFT).select_related("submitted_by", "county_approved_by"):
        assert Assignment.objects.filter(user=ret.submitted_by, role=Role.SCHOOL, unit=ret.unit).exists()
        if ret.state != State.SUBMITTED:
            assert Assignment.objects.filter(user=ret.county_approved_by, role=Role.COUNTY, area=ret.area).exists()
    assert not Cell.objects.filter(changed_by__isnull=True).exists()


def test_invented_people_are_named_so_and_cannot_sign_in(staged, db):
    for person in get_user_model().objects.exclude(username__in=staged):
        assert person.first_name.endswith("（合成）")
        assert not person.has_usable_password()


def test_a_second_run_changes_nothing(staged, db):
    before = written()
    create_demo_people()
    stage()
    assert written() == before


def test_late_ones_are_late_and_the_others_are_not_however_long_the_home_is_kept(staged, db, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=100))
    before = {ret.pk for ret in Return.objects.all() if ret.late and ret.area == COUNTY}
    assert len({ret.area for ret in Return.objects.all() if ret.late}) == 20
    stage()
    assert {ret.pk for ret in Return.objects.all() if ret.late} == before


def test_each_login_is_led_to_a_page_that_opens(staged, db):
    looks = where_to_look()
    assert set(looks) == set(staged)
    for name in staged:
        client = Client()
        client.force_login(get_user_model().objects.get(username=name))
        answer = client.get(looks[name].path)
        assert answer.status_code == 200
        if name != "demo-auditor":  # the log is about people, whatever they look after
            assert "演示数据" in answer.content.decode()


def test_without_the_city_nothing_is_staged(db, tmp_path, monkeypatch):
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    before = Return.objects.count()
    stage()
    assert Return.objects.count() == before
