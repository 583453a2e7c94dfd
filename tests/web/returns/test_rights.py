"""Who may write what: every service by role and place."""

import pytest

from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.models import Cell, Return, State

from .filling import GOOD, change, explain_all, fill

PEOPLE = [(role, place) for role in Role for place in ("S1", "S2", "01", "02", "all")]
PLACES = {"S1": {"unit": "S1"}, "S2": {"unit": "S2"}, "01": {"area": "01"}, "02": {"area": "02"}, "all": {}}


def tries(call):
    """Whether a service lets the actor in; what else it says does not matter here."""
    try:
        call()
    except services.NotAllowed:
        return False
    except services.ReturnError:
        return True
    return True


@pytest.mark.parametrize(("role", "place"), PEOPLE)
def test_a_return_is_filled_in_by_its_school_or_county(opened, actor, role, place):
    someone = actor(role, **PLACES[place])
    may = (role is Role.SCHOOL and place in ("S1", "01", "all")) or (role is Role.COUNTY and place in ("S1", "01", "all"))
    calls = {
        "save": lambda: services.save_cells(someone, opened, [change("resources/primary/books", "1")]),
        "submit": lambda: services.submit(someone, opened),
        "nothing": lambda: services.mark_nothing(someone, opened, nothing=True),
        "explain": lambda: services.explain(someone, opened, []),
        "rows": lambda: services.delete_rows(someone, opened, "pupils", [], version=1),
        "reopen": lambda: services.reopen(someone, opened, []),
        "withdraw": lambda: services.withdraw(someone, opened),
        "correct": lambda: services.correct(someone, opened, "x"),
    }
    assert {name: tries(call) for name, call in calls.items()} == dict.fromkeys(calls, may)
    assert Cell.objects.exists() == may


@pytest.mark.parametrize(("role", "place"), PEOPLE)
def test_each_step_is_taken_by_whose_it_is(opened, school, actor, role, place):
    fill(school, opened, GOOD)
    explain_all(school, opened)
    services.submit(school, opened)
    someone = actor(role, name="someone", **PLACES[place])
    inside = place in ("01", "all", "S1")
    for state, owner in ((State.SUBMITTED, Role.COUNTY), (State.COUNTY_APPROVED, Role.ADMINISTRATOR)):
        may = role is owner and inside
        for step in (
            lambda: services.send_back(someone, opened, {"resources/primary/books": "?"}),
            lambda: services.approve(someone, opened),
        ):
            Return.objects.filter(pk=opened.pk).update(state=state)
            tries(step)
            assert (Return.objects.get(pk=opened.pk).state != state) == may


@pytest.mark.parametrize(("role", "place"), PEOPLE)
def test_forms_are_opened_for_the_whole_region_only(home, actor, role, place):
    someone = actor(role, **PLACES[place])
    assert tries(lambda: services.open_returns(someone, "town", "balance_yearly", "2026")) == (
        role is Role.ADMINISTRATOR and place == "all"
    )


def test_whoever_submitted_does_not_approve(opened, actor):
    li = actor(Role.COUNTY, area="01", name="li")
    fill(li, opened, GOOD)
    explain_all(li, opened)
    services.submit(li, opened)
    with pytest.raises(services.ReturnError, match="cannot approve"):
        services.approve(li, opened)
    assert services.approve(actor(Role.COUNTY, area="01", name="wang"), opened).state == State.COUNTY_APPROVED


def test_someone_who_is_moved_while_editing_loses_the_place_and_nothing_else(opened, actor):
    li = actor(Role.COUNTY, area="01", name="li")
    fill(li, opened, {"resources/primary/books": "2000"})
    Assignment.objects.filter(user=li.user).update(area="02")
    from junheng.web.people.scope import Scope

    with pytest.raises(services.NotAllowed):
        services.save_cells(services.Actor(li.user, Scope.of(li.user)), opened, [change("resources/primary/books", "1", 1)])
    assert Cell.objects.get().value == "2000"


def test_readers_see_the_returns_of_their_places(opened, actor, commission):
    services.open_returns(commission, "town", "emergency_daily", "2026-11-24")

    def seen(role, **place):
        visible = Return.objects.visible_to(actor(role, **place).scope, "town")
        return {ret.place for ret in visible.filter(unit="")}, {ret.unit for ret in visible.exclude(unit="")}

    everything = ({"01", "02"}, {"S1", "S2", "S3", "S4", "S5", "S6", "P1"})
    assert seen(Role.ADMINISTRATOR) == seen(Role.AUDITOR) == seen(Role.PLANNER) == everything
    assert seen(Role.COUNTY, area="01") == seen(Role.INSPECTOR, area="01") == ({"01"}, {"S1", "S2", "S3"})
    assert seen(Role.SCHOOL, unit="S1") == (set(), {"S1"})
    assert seen(Role.EXPERT) == (set(), set())


def test_only_the_latest_revision_is_current(opened):
    Return.objects.filter(pk=opened.pk).update(state=State.RELEASED)
    opened.pk, opened.revision = None, 2
    opened.save()
    assert list(Return.objects.current().filter(unit="S1").values_list("revision", flat=True)) == [2]
    assert Return.objects.current().count() == 7
