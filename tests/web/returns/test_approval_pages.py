"""Those who approve: the queue, a return as a whole, one cell back, several returns at once."""

import pytest

from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.models import Cell, Return, State

from .filling import GOOD, approved, change, explain_all, fill
from .test_board import signed_in

__all__ = ["signed_in"]
THIRD = "pupils/primary.3/pupils"


@pytest.fixture
def submitted(opened, school):
    fill(school, opened, GOOD)
    explain_all(school, opened, "换了新场地")
    return services.submit(school, opened)


def review(ret):
    return f"/returns/{ret.pk}/review/"


def decide(ret):
    return f"/returns/{ret.pk}/decide/"


def post(client, ret, do, **more):
    ret.refresh_from_db()
    return client.post(decide(ret), {"do": do, "version": ret.version, **more})


def states():
    return {cell.address: cell.state for cell in Cell.objects.all()}


def test_the_queue_holds_what_is_mine_and_walks_by_neighbours(submitted, opened, county, commission, actor, signed_in):
    other = Return.objects.get(unit="S2", period="2026")
    clerk = actor(Role.SCHOOL, unit="S2")
    fill(clerk, other, GOOD)
    explain_all(clerk, other)
    services.submit(clerk, other)
    page = signed_in(county).get("/returns/waiting/")
    assert page.context["headline"] == "2 returns wait for your approval"
    assert [row.row.ret.unit for row in page.context["listing"].rows] == ["S1", "S2"]
    first = signed_in(county).get(review(submitted)).context["page"].queue
    assert (first.before, first.after, first.position, first.count) == (None, other.pk, 1, 2)
    assert signed_in(commission).get("/returns/waiting/").context["headline"] == "Nothing waits for your approval"
    services.approve(county, submitted)
    assert signed_in(commission).get("/returns/waiting/").context["headline"] == "1 return waits for your approval"


def test_the_page_shows_last_values_changes_findings_and_explanations(submitted, county, signed_in):
    page = signed_in(county, "zh-hans").get(review(submitted))
    cells = page.context["page"].sheet.addresses
    assert (cells["resources/primary/sports_area"].last, cells["resources/primary/sports_area"].change) == ("800", "")
    assert cells["resources/primary/teachers_qualified"].text == "5"
    text = page.content.decode()
    assert "S1 小学：待区县审核" in text
    assert "换了新场地" in text
    assert all(finding.text == "换了新场地" for finding in page.context["page"].sheet.findings)


def test_one_cell_goes_back_and_the_others_stay_approved(submitted, school, county, signed_in):
    client = signed_in(county)
    chosen = post(client, submitted, "back", cell=[THIRD])
    assert chosen.context["rest"] == len(GOOD) - 1
    answer = post(client, submitted, "send", cell=[THIRD], approve_rest="1", **{f"comment:{THIRD}": "少了一个班"})
    assert answer.status_code == 302
    found = states()
    assert found.pop(THIRD) == "sent_back"
    assert set(found.values()) == {"county_approved"}
    page = client.get(review(submitted))
    assert page.context["page"].headline == f"S1 小学: 1 cell went back, {len(GOOD) - 1} stay approved"
    assert "少了一个班" in page.content.decode()
    again = client.post(decide(submitted), {"do": "send", "version": 1, "cell": [THIRD], f"comment:{THIRD}": "少了一个班"})
    assert again.status_code == 302  # a second click
    services.save_cells(school, submitted, [change(THIRD, "18", 1)])
    services.submit(school, submitted)
    page = client.get(review(submitted))
    assert page.context["page"].headline == f"S1 小学: 1 cell was corrected, {len(GOOD) - 1} of {len(GOOD)} are approved"
    cell = page.context["page"].sheet.addresses[THIRD]
    assert ("corrected" in cell.marks, cell.before, cell.text) == (True, "17", "18")
    services.send_back(county, submitted, {THIRD: "还是不对"})
    services.save_cells(school, submitted, [change(THIRD, "19", 2)])
    services.submit(school, submitted)
    assert client.get(review(submitted)).context["page"].sheet.addresses[THIRD].before == "18"


def test_a_comment_is_needed_and_what_was_typed_stays(submitted, county, signed_in):
    second = "pupils/primary.2/pupils"
    page = post(signed_in(county), submitted, "send", cell=[THIRD, second], **{f"comment:{THIRD}": "少了一个班", f"comment:{second}": " "})
    assert page.status_code == 422
    assert [(each["comment"], each["missing"]) for each in page.context["chosen"]] == [("少了一个班", False), (" ", True)]
    assert set(states().values()) == {"open"}


def test_approval_leads_to_the_next_and_can_be_undone(submitted, county, signed_in):
    client = signed_in(county)
    answer = post(client, submitted, "approve")
    assert answer.headers["Location"] == "/returns/waiting/"
    submitted.refresh_from_db()
    assert submitted.state == State.COUNTY_APPROVED
    page = client.get("/returns/waiting/").content.decode()
    assert 'action="/returns/waiting/take-back/"' in page
    assert client.post("/returns/waiting/take-back/", {"return": submitted.pk}).headers["Location"] == review(submitted)
    submitted.refresh_from_db()
    assert submitted.state == State.SUBMITTED


def test_only_some_cells_are_approved(submitted, county, signed_in):
    client = signed_in(county)
    assert post(client, submitted, "some").status_code == 422
    post(client, submitted, "some", cell=[THIRD])
    assert [address for address, state in states().items() if state == "county_approved"] == [THIRD]
    counts = client.get(review(submitted)).context["page"].counts
    assert (counts["approved"], counts["waiting"]) == (1, len(GOOD) - 1)


def test_what_changed_meanwhile_is_not_approved(submitted, school, county, signed_in):
    seen = submitted.version
    services.withdraw(school, submitted)
    services.submit(school, submitted)
    page = signed_in(county).post(decide(submitted), {"do": "approve", "version": seen})
    assert page.status_code == 422
    assert "has changed since you looked at it" in page.content.decode()


def test_readers_read_and_decide_nothing(submitted, school, actor, signed_in):
    for someone in (school, actor(Role.AUDITOR), actor(Role.PLANNER)):
        page = signed_in(someone).get(review(submitted))
        assert page.status_code == 200
        assert 'id="decide"' not in page.content.decode()
        for do in ("approve", "some", "send"):
            answer = post(signed_in(someone), submitted, do, cell=[THIRD], **{f"comment:{THIRD}": "x"})
            assert answer.status_code == 403
    assert set(states().values()) == {"open"}
    west = actor(Role.COUNTY, area="02", name="west")
    assert signed_in(west).get(review(submitted)).status_code == 404


def test_nobody_approves_what_they_handed_in(opened, county, signed_in):
    fill(county, opened, GOOD)
    explain_all(county, opened)
    services.submit(county, opened)
    client = signed_in(county)
    assert client.get("/returns/waiting/").context["headline"] == "Nothing waits for your approval"
    assert post(client, opened, "approve").status_code == 422


def test_the_history_of_a_cell_stands_beside_it(submitted, school, county, signed_in):
    page = signed_in(county).get(f"{review(submitted)}?cell={THIRD}")
    assert page.context["page"].panel.name == "Pupils by grade · Primary, grade 3 · Pupils"
    assert "History of this cell" in page.content.decode()
    assert signed_in(county).get(f"{review(submitted)}?cell=nothing/at/all").context["page"].panel is None


def test_several_without_explanations_are_approved_together(submitted, actor, county, signed_in):
    from junheng.web.returns.models import Explanation

    Explanation.objects.filter(ret=submitted).delete()
    other = Return.objects.get(unit="S2", period="2026")
    clerk = actor(Role.SCHOOL, unit="S2")
    fill(clerk, other, GOOD)
    explain_all(clerk, other)
    services.submit(clerk, other)
    client = signed_in(county)
    page = client.post("/returns/waiting/approve/", {"pick": [submitted.pk, other.pk]})
    assert [row.ret.unit for row in page.context["plain"]] == ["S1"]
    assert [row.ret.unit for row in page.context["explained"]] == ["S2"]
    assert Return.objects.filter(state=State.COUNTY_APPROVED).count() == 0
    services.withdraw(actor(Role.SCHOOL, unit="S1"), submitted)
    seen = {"send": "1", "return": [f"{submitted.pk}:{submitted.version}"]}
    client.post("/returns/waiting/approve/", seen)  # it has gone meanwhile
    assert Return.objects.filter(state=State.COUNTY_APPROVED).count() == 0
    Return.objects.filter(pk=submitted.pk).update(state="submitted")
    submitted.refresh_from_db()
    client.post("/returns/waiting/approve/", {"send": "1", "return": [f"{submitted.pk}:{submitted.version}"]})
    assert list(Return.objects.filter(state=State.COUNTY_APPROVED).values_list("unit", flat=True)) == ["S1"]


def test_a_list_that_has_changed_approves_nothing(submitted, county, signed_in):
    page = signed_in(county).post("/returns/waiting/approve/", {"all": "1", "query": "", "total": "9"})
    assert page.status_code == 422
    assert page.context["plain"] == []


def test_a_released_return_is_corrected_with_a_reason(opened, school, county, commission, signed_in):
    ret = approved(opened, school, county, commission)
    Return.objects.filter(pk=ret.pk).update(state="released", release_label="R2")
    client = signed_in(school)
    assert "Begin the correction" in client.get(review(ret)).content.decode()
    assert client.post(f"/returns/{ret.pk}/correct/", {"reason": " "}).status_code == 422
    answer = client.post(f"/returns/{ret.pk}/correct/", {"reason": "少报了一个班"})
    again = Return.objects.get(unit="S1", period="2026", revision=2)
    assert answer.headers["Location"] == f"/returns/{again.pk}/"
    assert client.post(f"/returns/{ret.pk}/correct/", {"reason": "少报了一个班"}).headers["Location"] == f"/returns/{again.pk}/"
    services.reopen(school, again, [THIRD])
    services.save_cells(school, again, [change(THIRD, "18", 1)])
    page = signed_in(county).get(review(again))
    assert page.context["page"].sheet.addresses[THIRD].before == "17"
    assert page.context["page"].counts["changed"] == 1
