"""Every form that comes with a pack can be read by whoever approves it: free rows, fixed rows, nothing to report."""

from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.models import Reminder, Return, State

from .filling import GOOD, approved, explain_all, fill
from .test_board import signed_in

__all__ = ["signed_in"]


def test_rows_that_were_added_stand_in_their_order_with_their_choices_in_words(opened, school, county, commission, signed_in):
    approved(opened, school, county, commission, GOOD)
    services.open_returns(commission, "town", "class_sizes", "2026")
    ret = Return.objects.get(unit="S1", form="class_sizes")
    rows = {f"{at:04}": f"primary.{at}" for at in range(1, 7)}
    fill(school, ret, {f"classes/{row}/grade": grade for row, grade in rows.items()})
    fill(school, ret, {f"classes/{row}/number": "1" for row in rows})
    fill(school, ret, {f"classes/{row}/pupils": "17" for row in rows})
    explain_all(school, ret)
    services.submit(school, ret)
    page = signed_in(county).get(f"/returns/{ret.pk}/review/").context["page"]
    (table,) = page.sheet.tables
    assert [row.name for row in table.rows] == [*(f"Row {n}" for n in range(1, 7)), "Total"]
    assert [cell.text for cell in table.rows[0].cells] == ["Primary, grade 1", "1", "17"]
    assert table.rows[-1].cells[-1].text == "102"
    assert page.sheet.name_of("classes/0002/pupils") == "Classes · Row 2 · Pupils"


def test_nothing_to_report_is_approved_by_the_commission_alone(commission, home, actor, signed_in):
    county = actor(Role.COUNTY, area="01")
    services.open_returns(commission, "town", "emergency_daily", "2026-11-01")
    ret = Return.objects.get(area="01")
    services.mark_nothing(county, ret, nothing=True)
    services.submit(county, ret)
    page = signed_in(commission).get(f"/returns/{ret.pk}/review/")
    assert page.context["page"].may_decide
    assert page.context["page"].counts["all"] == 0
    assert "Nothing to report" in page.content.decode()
    assert [step.name for step in page.context["page"].steps] == ["Opened", "Submitted", "Approved by the commission", "Released"]
    ret.refresh_from_db()
    signed_in(commission).post(f"/returns/{ret.pk}/decide/", {"do": "approve", "version": ret.version})
    ret.refresh_from_db()
    assert ret.state == State.COMMISSION_APPROVED
    board = signed_in(commission).get("/returns/board/town/?form=emergency_daily&period=2026-11-01")
    assert {row.row.place: row.row.waits for row in board.context["page"].listing.rows} == {"01": "release", "02": "filler"}
    assert "place is late" in board.context["page"].headline


def test_a_county_is_not_reminded_by_itself(commission, home, actor, signed_in):
    county = actor(Role.COUNTY, area="01")
    services.open_returns(commission, "town", "emergency_daily", "2026-11-01")
    address = "?form=emergency_daily&period=2026-11-01"
    assert not services.may_remind(county, Return.objects.get(area="01"))
    assert signed_in(county).get(f"/returns/board/town/{address}").context["page"].listing.table.actions == ()
    remind = f"/returns/board/town/remind/{address}"
    assert list(signed_in(county).get(remind).context["rows"]) == []
    signed_in(county).post(remind, {"pick": [Return.objects.get(area="01").pk], "send": "1"})
    assert not Reminder.objects.exists()
    assert [row.place for row in signed_in(commission).get(remind).context["rows"]] == ["01", "02"]
    assert "1 place is late" not in signed_in(county).get("/").content.decode()
