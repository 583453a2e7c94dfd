"""An approval can be taken back before the next step, and is never given to what nobody saw."""

import pytest

from junheng.web.jobs.models import Job
from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.models import Cell, State

from .filling import GOOD, approved, explain_all, fill


@pytest.fixture
def submitted(opened, school):
    fill(school, opened, GOOD)
    explain_all(school, opened)
    return services.submit(school, opened)


def states():
    return set(Cell.objects.values_list("state", flat=True))


def test_each_step_goes_back_by_itself(submitted, county, commission):
    services.approve(county, submitted)
    services.approve(commission, submitted)
    assert services.take_back(commission, submitted).state == State.COUNTY_APPROVED
    assert states() == {"county_approved"}
    again = services.take_back(county, submitted)
    assert (again.state, again.county_approved_at, again.county_approved_by) == (State.SUBMITTED, None, None)
    assert states() == {"open"}
    with pytest.raises(services.WrongState, match="no approval"):
        services.take_back(county, submitted)


def test_a_county_does_not_undo_what_the_commission_approved(submitted, county, commission):
    services.approve(county, submitted)
    services.approve(commission, submitted)
    with pytest.raises(services.NotAllowed):
        services.take_back(county, submitted)


def test_nothing_is_undone_while_a_release_is_being_made(opened, school, county, commission):
    ret = approved(opened, school, county, commission)
    services.release(commission, "town", "balance_yearly", "2026", "年报")
    Job.objects.update(state="running")
    wrong = {"pupils/primary.1/pupils": "少"}
    for undo in (lambda: services.take_back(commission, ret), lambda: services.send_back(commission, ret, wrong)):
        with pytest.raises(services.WrongState, match="being made"):
            undo()
    Job.objects.update(state="cancelled")
    assert services.take_back(commission, ret).state == State.COUNTY_APPROVED


def test_what_has_changed_since_it_was_seen_is_not_approved(submitted, county, school):
    seen = submitted.version
    services.withdraw(school, submitted)
    services.submit(school, submitted)
    for decide in (
        lambda: services.approve(county, submitted, version=seen),
        lambda: services.send_back(county, submitted, {"pupils/primary.1/pupils": "少"}, version=seen),
    ):
        with pytest.raises(services.WrongState, match="look again"):
            decide()
    submitted.refresh_from_db()
    assert services.approve(county, submitted, version=submitted.version).state == State.COUNTY_APPROVED
    assert services.approve(county, submitted, version=seen).state == State.COUNTY_APPROVED  # a second click


def test_a_second_click_on_some_cells_does_it_once(submitted, county):
    seen = submitted.version
    chosen = ["pupils/primary.1/pupils", "pupils/primary.2/pupils"]
    first = services.approve(county, submitted, chosen, version=seen)
    assert services.approve(county, submitted, chosen, version=seen).version == first.version
    assert Cell.objects.filter(state="county_approved").count() == 2


def test_only_those_who_did_not_submit_are_reminded_and_only_once(opened, school, county, commission, actor):
    fill(school, opened, GOOD)
    explain_all(school, opened)
    services.submit(school, opened)
    others = list(type(opened).objects.filter(area="01").order_by("unit"))
    assert services.remind(county, others, "请尽快", batch="b") == 2
    assert services.remind(county, others, "请尽快", batch="b") == 0
    with pytest.raises(services.ReturnError, match="submitted"):
        services.remind(county, [opened], "")
    for someone in (school, actor(Role.AUDITOR), actor(Role.COUNTY, area="02", name="west")):
        with pytest.raises(services.NotAllowed):
            services.remind(someone, others, "")
