"""Filling in: what is there already, explanations, nothing to report, rows, and what two people may do to each other."""

import pytest

from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.models import Cell, Explanation, Return, State

from .filling import GOOD, approved, change, explain_all, fill


def test_what_the_release_knows_of_the_period_is_filled_in_with_its_source(commission, school):
    services.open_returns(commission, "town", "balance_yearly", "2025")
    ret = Return.objects.get(unit="S1")
    cell = Cell.objects.get(ret=ret, row="primary", column="sports_area")
    assert (cell.value, cell.changed_by) == ("800", None)
    assert cell.source["release"] == "R1"
    assert (cell.source["file"], cell.source["row"], cell.source["period"]) == ("observations.csv", 44, "2025")
    services.save_cells(school, ret, [change(cell.address, "810", cell.version)])
    cell.refresh_from_db()
    assert (cell.value, cell.source, cell.changed_by.username) == ("810", None, "school-S1")


def test_the_last_period_stands_beside(opened):
    context = services.describe(opened)["context"]
    assert context["last_period"] == "2025"
    assert context["last"]["resources/primary/sports_area"] == "800"
    assert context["ranges"]["outlier.sports_area/primary"] == {"median": 7.75, "mad": 0.5, "q1": 7.125, "q3": 8.0, "n": 6}


def test_an_approved_return_is_the_last_period_before_any_release_of_it(opened, school, county, commission):
    approved(opened, school, county, commission)
    services.open_returns(commission, "town", "balance_yearly", "2027")
    later = Return.objects.get(unit="S1", period="2027")
    context = services.describe(later)["context"]
    assert (context["last_period"], context["last"]["pupils/primary.2/pupils"]) == ("2026", "17")


def test_a_text_that_is_no_number_stays_as_typed_and_is_a_finding(opened, school):
    saved = services.save_cells(school, opened, [change("resources/primary/books", "约 2000")])
    assert saved.cells["resources/primary/books"] == (1, "约 2000")
    assert ("number", "resources/primary/books") in {(f["check"], f["cells"][0]) for f in services.findings_of(opened)}


def test_writing_what_stands_there_is_no_conflict(opened, school, actor):
    fill(school, opened, {"resources/primary/books": "2000"})
    saved = services.save_cells(actor(Role.COUNTY, area="01", name="li"), opened, [change("resources/primary/books", "２，０００")])
    assert (saved.conflicts, saved.cells) == ((), {"resources/primary/books": (1, "2000")})
    assert Cell.objects.get(column="books").changed_by.username == "school-S1"


def test_the_loser_sees_the_others_value_and_may_write_over_it(opened, school, actor):
    li = actor(Role.COUNTY, area="01", name="li")
    fill(school, opened, {"resources/primary/books": "2000"})
    (conflict,) = services.save_cells(li, opened, [change("resources/primary/books", "2100")]).conflicts
    saved = services.save_cells(li, opened, [change("resources/primary/books", "2100", conflict.version)])
    assert saved.cells == {"resources/primary/books": (2, "2100")}


@pytest.mark.parametrize(
    "address",
    [
        "resources/primary/gold",
        "resources/junior/books",  # S1 teaches no juniors
        "resources/all/books",  # and so shares nothing between levels
        "heads/primary/books",
        "pupils/primary/pupils",
    ],
)
def test_a_cell_that_the_form_does_not_have_is_refused(opened, school, address):
    saved = services.save_cells(school, opened, [change(address, "1")])
    assert list(saved.refused) == [address]
    assert not Cell.objects.exists()


@pytest.fixture
def classes(commission, home):
    services.open_returns(commission, "town", "class_sizes", "2026")
    return Return.objects.get(unit="S1", form="class_sizes")


def test_free_rows_come_and_go(classes, school):
    fill(school, classes, {"classes/0001/pupils": "40", "classes/0002/pupils": "41"})
    assert list(services.save_cells(school, classes, [change("classes/../pupils", "1")]).refused) == ["classes/../pupils"]
    services.delete_rows(school, classes, "classes", ["0001", "0009"], version=0)
    assert list(Cell.objects.values_list("row", flat=True)) == ["0002"]


def test_a_row_that_someone_else_wrote_since_is_not_taken_out(classes, school, actor):
    fill(school, classes, {"classes/0001/pupils": "40"})
    seen = Return.objects.get(pk=classes.pk).version
    fill(actor(Role.COUNTY, area="01", name="li"), classes, {"classes/0001/number": "1"})
    with pytest.raises(services.WrongState):
        services.delete_rows(school, classes, "classes", ["0001"], version=seen)
    assert Cell.objects.count() == 2


def test_no_more_rows_than_the_form_allows(classes, school):
    fill(school, classes, {f"classes/{row:04}/pupils": "40" for row in range(300)})
    assert services.save_cells(school, classes, [change("classes/0300/pupils", "1")]).refused
    assert services.save_cells(school, classes, [change("classes/0299/number", "1")]).cells


def test_classes_are_held_to_the_yearly_table(opened, classes, school):
    fill(school, opened, GOOD)
    rows = {"classes/0001/grade": "primary.1", "classes/0001/number": "1", "classes/0001/pupils": "16"}
    fill(school, classes, rows)
    found = {(finding["check"], finding["row"]): finding for finding in services.findings_of(classes)}
    assert found["rule.as_enrolled", "primary.1"]["places"] == {"left": 16, "right": 17}
    assert found["rule.as_enrolled", "primary.1"]["cells"] == ["classes/0001/pupils"]
    assert found["rule.as_enrolled", "primary.2"]["places"] == {"left": 0, "right": 17}


def test_what_must_be_explained_stops_the_submission_until_it_is(opened, school, county, commission):
    fill(school, opened, GOOD | {"resources/primary/sports_area": "1200"})
    with pytest.raises(services.ChecksFailed) as caught:
        services.submit(school, opened)
    assert {(finding["check"], finding["severity"]) for finding in caught.value.findings} == {
        ("change.buildings", "soft"),
        ("outlier.sports_area", "soft"),
        ("change.pupils", "soft"),
    }
    explain_all(school, opened, "新建运动场")
    assert services.submit(school, opened).state == State.SUBMITTED
    assert {each["text"] for each in services.describe(opened)["explanations"]} == {"新建运动场"}  # as the approver reads it


def test_another_value_asks_for_another_explanation(opened, school):
    fill(school, opened, GOOD | {"resources/primary/sports_area": "1200"})
    explain_all(school, opened)
    services.save_cells(school, opened, [change("resources/primary/sports_area", "1300", 1)])
    with pytest.raises(services.ChecksFailed):
        services.submit(school, opened)
    explain_all(school, opened)
    services.submit(school, opened)


def test_an_explanation_is_offered_again_next_year(opened, school, county, commission):
    approved(opened, school, county, commission, GOOD | {"resources/primary/sports_area": "1200"})
    services.open_returns(commission, "town", "balance_yearly", "2027")
    later = services.describe(Return.objects.get(unit="S1", period="2027"))
    assert later["offered"]["change.buildings/resources/primary/sports_area"] == {"text": "属实", "period": "2026"}
    assert later["explanations"] == []


def test_only_what_is_found_can_be_explained(opened, school):
    with pytest.raises(services.ReturnError):
        services.explain(school, opened, [services.Said("change.buildings", "resources", "primary", "sports_area", "1", "属实")])
    assert not Explanation.objects.exists()


def test_nothing_to_report_is_an_answer(commission, actor, home):
    services.open_returns(commission, "town", "emergency_daily", "2026-11-24")
    ret = Return.objects.get(area="01")
    county = actor(Role.COUNTY, area="01")
    with pytest.raises(services.ChecksFailed):
        services.submit(county, ret)
    services.mark_nothing(county, ret, nothing=True)
    services.submit(county, ret)
    assert services.approve(commission, ret).state == State.COMMISSION_APPROVED


def test_a_form_that_goes_into_no_release_is_not_released(commission, home, kept_out):
    with pytest.raises(services.ReturnError, match="no part of a release"):
        services.release(commission, "town", "emergency_daily", "2026-11-24", "x")


def test_a_cell_answers_that_there_is_nothing_and_is_not_empty(commission, actor, home):
    services.open_returns(commission, "town", "emergency_daily", "2026-11-24")
    ret = Return.objects.get(area="01")
    county = actor(Role.COUNTY, area="01")
    assert "measures/brief/taken" in {f["cells"][0] for f in services.findings_of(ret) if f["check"] == "required_or_nothing"}
    services.save_cells(county, ret, [change("measures/brief/taken", "", nothing=True)])
    assert "measures/brief/taken" not in {f["cells"][0] for f in services.findings_of(ret)}


def test_where_the_form_does_not_say_so_nothing_is_no_answer(opened, school):
    with pytest.raises(services.ReturnError):
        services.mark_nothing(school, opened, nothing=True)


def test_a_form_opens_only_for_a_period_of_its_kind(commission, home):
    for period in ("2026-09", "26", "2026-13-01", ""):
        with pytest.raises(services.ReturnError):
            services.open_returns(commission, "town", "balance_yearly", period)
    with pytest.raises(services.ReturnError):
        services.open_returns(commission, "town", "emergency_daily", "2026-02-30")
