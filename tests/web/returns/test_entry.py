"""What the entry page asks of the server: written once, refused with a reason, and nothing of another's place."""

import json
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.models import Cell, Explanation, Return, State

from .filling import GOOD, explain_all, fill

TEACHERS = "resources/primary/teachers"


@pytest.fixture
def client(school):
    client = Client(headers={"accept-language": "en"})
    client.force_login(school.user)
    client.cookies["language"] = "en"
    return client


def post(client, ret, what, **body):
    return client.post(f"/returns/{ret.pk}/{what}/", json.dumps(body), content_type="application/json")


def cell(address, value, version=0, *, nothing=False):
    return {"address": address, "value": value, "version": version, "nothing": nothing}


def save(client, ret, *changes):
    return post(client, ret, "cells", changes=list(changes))


def test_the_page_gets_all_it_needs_as_one_document(client, opened):
    found = client.get(f"/returns/{opened.pk}/data/")
    assert "no-store" in found["Cache-Control"]
    data = found.json()
    assert {"return", "layout", "cells", "context", "explanations", "offered", "me", "words", "units", "csrf", "time"} <= set(data)
    assert data["units"]["yuan"]["labels"]["万元"] == 10000
    assert data["may_fill"] is True


def test_a_cell_is_kept_as_it_is_meant_and_saved_again_without_conflict(client, opened):
    answer = save(client, opened, cell(TEACHERS, "１，２３４")).json()
    assert answer["cells"] == {TEACHERS: {"version": 1, "value": "1234"}}
    assert save(client, opened, cell(TEACHERS, "１，２３４")).json()["cells"] == answer["cells"]
    assert Cell.objects.get(ret=opened).changed_by.get_username() == "school-S1"


def test_an_overtaken_cell_brings_both_values(client, opened, actor):
    other = actor(Role.SCHOOL, unit="S1", name="other")
    fill(other, opened, {TEACHERS: "8"})
    answer = save(client, opened, cell(TEACHERS, "9"), cell("resources/primary/books", "100")).json()
    assert answer["conflicts"][TEACHERS]["value"] == "8"
    assert answer["conflicts"][TEACHERS]["by"] == "other"
    assert answer["cells"]["resources/primary/books"]["value"] == "100"


@pytest.mark.parametrize(
    "address", ["resources/primary/nothing", "resources/junior/teachers", "elsewhere/primary/teachers", "pupils/0001/pupils"]
)
def test_a_cell_that_the_form_does_not_have_is_refused_by_name(client, opened, address):
    assert save(client, opened, cell(address, "9")).json()["refused"] == {address: "There is no such cell."}
    assert not Cell.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"changes": 1}',
        b'{"changes": [{"address": "a/b", "value": "1", "version": 0, "nothing": false}]}',
        b'{"changes": [{"address": "a/b/c", "value": 1, "version": 0, "nothing": false}]}',
        b'{"changes": [{"address": "a/b/c", "value": "1", "version": true, "nothing": false}]}',
        b"\xff",
    ],
)
def test_what_is_no_request_of_the_page_is_refused(client, opened, body):
    response = client.post(f"/returns/{opened.pk}/cells/", body, content_type="application/json")
    assert (response.status_code, response.json()["kind"]) == (400, "unreadable")


def test_another_schools_return_does_not_exist(client, opened):
    theirs = Return.objects.get(unit="S2", form="balance_yearly", period="2026")
    for response in (
        client.get(f"/returns/{theirs.pk}/"),
        client.get(f"/returns/{theirs.pk}/data/"),
        save(client, theirs, cell(TEACHERS, "9")),
    ):
        assert response.status_code == 404
    assert not Cell.objects.exists()


def test_whoever_was_moved_elsewhere_writes_nothing_more(client, opened, school):
    Assignment.objects.filter(user=school.user).update(unit="S4")
    assert save(client, opened, cell(TEACHERS, "9")).status_code == 404
    Assignment.objects.filter(user=school.user).delete()
    assert save(client, opened, cell(TEACHERS, "9")).status_code == 403
    assert not Cell.objects.exists()


def test_who_may_read_but_not_fill_in_gets_a_page_that_says_so(opened, actor):
    reader = Client()
    reader.force_login(actor(Role.PLANNER).user)
    assert reader.get(f"/returns/{opened.pk}/data/").json()["may_fill"] is False
    assert b'id="submit"' not in reader.get(f"/returns/{opened.pk}/").content
    assert save(reader, opened, cell(TEACHERS, "9")).status_code == 403


def test_a_forged_token_writes_nothing(opened, school):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(school.user)
    assert save(strict, opened, cell(TEACHERS, "9")).status_code == 403
    token = strict.get(f"/returns/{opened.pk}/data/").json()["csrf"]
    body = json.dumps({"changes": [cell(TEACHERS, "9")]})
    refused = strict.post(f"/returns/{opened.pk}/cells/", body, content_type="application/json", headers={"x-csrftoken": token[::-1]})
    assert refused.status_code == 403
    assert not Cell.objects.exists()
    taken = strict.post(f"/returns/{opened.pk}/cells/", body, content_type="application/json", headers={"x-csrftoken": token})
    assert taken.status_code == 200


def test_a_session_that_ended_leads_to_the_sign_in_page_and_back(opened):
    response = Client().post(
        f"/returns/{opened.pk}/cells/",
        "{}",
        content_type="application/json",
        headers={"referer": f"http://testserver/returns/{opened.pk}/"},
    )
    assert response.status_code == 302
    assert f"next=/returns/{opened.pk}/" in response["Location"]


def test_a_return_is_explained_and_submitted_once(client, opened, school):
    fill(school, opened, GOOD | {"resources/primary/sports_area": "5000"})
    finding = next(each for each in services.findings_of(opened) if each["check"] == "change.buildings")
    said = {"check": finding["check"], "table": "resources", "row": "primary", "column": "sports_area", "value": finding["value"]}
    assert post(client, opened, "say", said=[said | {"value": "1", "text": "no longer so"}]).status_code == 409
    assert post(client, opened, "say", said=[said | {"text": "a new ground"}]).status_code == 200
    assert Explanation.objects.get(ret=opened).text == "a new ground"
    opened.refresh_from_db()
    early = post(client, opened, "submit", version=opened.version)
    assert (early.status_code, early.json()["kind"]) == (409, "findings")
    assert early.json()["findings"]
    explain_all(school, opened)
    stale = post(client, opened, "submit", version=opened.version)
    assert (stale.status_code, stale.json()["kind"]) == (409, "state")
    opened.refresh_from_db()
    for _ in range(2):
        assert post(client, opened, "submit", version=opened.version).json()["return"]["state"] == "submitted"
    closed = save(client, opened, cell(TEACHERS, "9", 1))
    assert (closed.status_code, closed.json()["kind"]) == (409, "state")
    assert client.post(f"/returns/{opened.pk}/withdraw/").status_code == 302
    opened.refresh_from_db()
    assert opened.state == State.DRAFT


def test_withdrawing_too_late_is_said(client, opened, school, county):
    fill(school, opened, GOOD)
    explain_all(school, opened)
    services.submit(school, opened)
    services.approve(county, opened)
    page = client.post(f"/returns/{opened.pk}/withdraw/", follow=True)
    assert "approval has begun" in page.content.decode()


def now(client, ret, since="", people=(), at=""):
    return post(client, ret, "now", version=ret.version, since=since, cell=at, people=list(people))


def test_two_people_see_each_other_and_what_the_other_wrote(client, opened, actor):
    other = actor(Role.SCHOOL, unit="S1", name="other")
    theirs = Client()
    theirs.force_login(other.user)
    since = client.get(f"/returns/{opened.pk}/data/").json()["time"]
    assert now(client, opened, since).status_code == 204
    assert now(theirs, opened, since, at=TEACHERS).json()["people"] == [{"name": "school-S1", "cell": ""}]
    assert now(client, opened, since).json() == {"people": [{"name": "other", "cell": TEACHERS}], "changes": None}
    assert now(client, opened, since, [{"name": "other", "cell": TEACHERS}]).status_code == 204
    save(theirs, opened, cell(TEACHERS, "8"))
    changes = now(client, opened, since).json()["changes"]
    assert changes["return"]["version"] == opened.version + 1
    assert {address: each["value"] for address, each in changes["cells"].items()} == {TEACHERS: "8"}


def test_being_there_is_no_entry_of_the_log(client, opened):
    from junheng.web.audit.models import Entry

    before = Entry.objects.count()
    now(client, opened, at=TEACHERS)
    assert Entry.objects.count() == before


def test_after_cells_were_sent_back_all_of_them_are_told(client, opened, school, county):
    fill(school, opened, GOOD)
    explain_all(school, opened)
    services.submit(school, opened)
    services.send_back(county, opened, {TEACHERS: "count again"}, approve_rest=True)
    since = client.get(f"/returns/{opened.pk}/data/").json()["time"]
    changes = now(client, opened, since).json()["changes"]
    assert changes["whole"] is True
    assert changes["cells"][TEACHERS]["comment"] == "count again"
    assert len(changes["cells"]) == len(GOOD)
    refused = save(client, opened, cell("resources/primary/books", "1", 1)).json()["refused"]
    assert list(refused) == ["resources/primary/books"]
    assert post(client, opened, "reopen", addresses=["resources/primary/books"]).status_code == 200
    assert save(client, opened, cell("resources/primary/books", "1", 1)).json()["cells"]


def test_rows_go_and_nothing_to_report_is_said_only_where_the_form_lets_it(client, opened, commission):
    services.open_returns(commission, "town", "class_sizes", "2026")
    classes = Return.objects.get(unit="S1", form="class_sizes")
    save(client, classes, cell("classes/0001abc/number", "1"))
    classes.refresh_from_db()
    assert post(client, classes, "rows", table="classes", rows=["0001abc"], version=classes.version).status_code == 200
    assert not Cell.objects.filter(ret=classes).exists()
    assert post(client, classes, "nothing", nothing=True).json()["kind"] == "refused"


def test_a_template_goes_out_and_comes_back_with_the_cells_that_cannot_be_taken(client, opened, tmp_path):
    import openpyxl

    sent = client.get(f"/returns/{opened.pk}/template.xlsx")
    assert sent["Content-Type"].endswith("spreadsheetml.sheet")
    path = tmp_path / "filled.xlsx"
    path.write_bytes(sent.content)
    book = openpyxl.load_workbook(path)
    place = book.worksheets[1]["B6"]  # the first grade
    place.value = "many"
    book.save(path)
    with path.open("rb") as file:
        refused = client.post(f"/returns/{opened.pk}/upload/", {"file": file})
    assert refused.status_code == 422
    assert "“many” is not a number." in refused.content.decode()
    place.value = 17
    book.save(path)
    with path.open("rb") as file:
        taken = client.post(f"/returns/{opened.pk}/upload/", {"file": file}, follow=True)
    assert "1 cell was taken" in taken.content.decode()
    assert Cell.objects.get(ret=opened).value == "17"
    assert client.post(f"/returns/{opened.pk}/upload/").status_code == 422


def test_the_list_shows_what_went_back_first(client, opened, school, county, commission):
    services.open_returns(commission, "town", "class_sizes", "2030")
    fill(school, opened, GOOD)
    explain_all(school, opened)
    services.submit(school, opened)
    services.send_back(county, opened, {TEACHERS: "count again"})
    page = client.get("/returns/").content.decode()
    assert "1 return has cells sent back" in page
    assert page.index("Yearly table") < page.index("Classes and their sizes")
    waiting = client.get("/returns/?waits=back").content.decode()
    assert re.search(r"1 cell sent back", waiting)
    assert "Classes and their sizes 2030" not in waiting


def test_a_countys_list_has_its_own_returns_and_on_request_those_of_its_schools(opened, county, commission):
    services.open_returns(commission, "town", "emergency_daily", "2026-11-24")
    client = Client()
    client.force_login(county.user)
    client.cookies["language"] = "en"
    own = client.get("/returns/").content.decode()
    assert "Daily brief" in own
    assert "Yearly table" not in own
    assert "Synthetic data" in own
    assert "Yearly table" in client.get("/returns/?whose=all").content.decode()


def test_without_returns_the_list_says_what_will_come(actor, home):
    client = Client()
    client.force_login(actor(Role.SCHOOL, unit="S3").user)
    client.cookies["language"] = "en"
    assert "Nothing is to be filled in" in client.get("/returns/").content.decode()


def test_no_name_of_a_person_is_in_an_address(client, opened):
    assert User.objects.get(username="school-S1").get_username() not in client.get(f"/returns/{opened.pk}/").request["PATH_INFO"]


def test_the_worker_of_the_page_is_a_script_of_the_folder_that_it_serves(db):
    answer = Client().get("/returns/worker.js")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert b"addEventListener" in answer.content
