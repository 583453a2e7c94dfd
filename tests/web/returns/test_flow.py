"""The way of a return from draft to approval, and who may take which step."""

from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.models import Cell, Return, State

from .filling import GOOD, change, explain_all, fill


def test_everyone_whom_the_form_is_for_gets_one(opened, commission):
    assert set(Return.objects.values_list("unit", flat=True)) == {"S1", "S2", "S3", "S4", "S5", "S6", "P1"}
    assert services.open_returns(commission, "town", "balance_yearly", "2026") == 0
    assert (opened.area, opened.opens_on.isoformat(), opened.due_at.isoformat()) == ("01", "2026-09-01", "2026-10-15T10:00:00+00:00")


def test_a_conflicting_write_is_refused_with_both_values(opened, school, actor):
    other = actor(Role.COUNTY, area="01", name="li")
    fill(school, opened, {"pupils/primary.1/pupils": "１，０２０"})
    saved = services.save_cells(other, opened, [change("pupils/primary.1/pupils", "99"), change("pupils/primary.2/pupils", "50")])
    (conflict,) = saved.conflicts
    assert (conflict.yours, conflict.theirs, conflict.by, conflict.version) == ("99", "1020", "school-S1", 1)
    assert saved.cells == {"pupils/primary.2/pupils": (1, "50")}
    assert Cell.objects.get(row="primary.1").value == "1020"


def test_one_bad_cell_goes_back_and_the_others_stay_approved(opened, school, county, commission):
    fill(school, opened, GOOD)
    explain_all(school, opened)
    services.submit(school, opened)
    services.approve(county, opened)
    services.send_back(commission, opened, {"pupils/primary.3/pupils": "少了一个班"}, approve_rest=True)
    states = {cell.address: cell.state for cell in Cell.objects.all()}
    assert states.pop("pupils/primary.3/pupils") == "sent_back"
    assert set(states.values()) == {"commission_approved"}
    saved = services.save_cells(school, opened, [change("pupils/primary.3/pupils", "18", 1), change("pupils/primary.4/pupils", "1", 1)])
    assert list(saved.refused) == ["pupils/primary.4/pupils"]
    services.submit(school, opened)
    services.approve(county, opened)
    assert services.approve(commission, opened).state == State.COMMISSION_APPROVED
