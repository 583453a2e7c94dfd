"""Who sees and changes whom; invitations; nothing personal in addresses."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from junheng.web.audit.models import Entry
from junheng.web.people import invitations
from junheng.web.people.models import Assignment, Invitation
from junheng.web.people.roles import Role

pytestmark = pytest.mark.django_db


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def link_in(response):
    return re.search(r'value="http://testserver(/join/[^"]+)"', response.content.decode())[1]


NEWCOMER = {"username": "new", "name": "赵六", "role": "school", "place": "town/01", "unit": "S1"}


def test_each_sees_the_people_of_the_own_area(someone, as_person, chief, east):
    someone("west", Role.COUNTY, area="02")
    someone("s1", Role.SCHOOL, area="01", unit="S1")
    someone("both", Role.COUNTY, area="02")
    Assignment.objects.create(user=User.objects.get(username="both"), role=Role.EXPERT, region="town", area="01")
    auditor = someone("auditor", Role.AUDITOR)
    listed = {user.username: text(as_person(user).get("/people/")) for user in (chief, east, auditor)}
    assert all(f"{name} name" in listed["chief"] for name in ("chief", "east", "west", "s1", "both", "auditor"))
    assert listed["auditor"].count(" name ") == listed["chief"].count(" name ")
    assert "s1 name" in listed["east"]
    assert "both name" in listed["east"]
    assert "west name" not in listed["east"]
    assert "chief name" not in listed["east"]
    assert "西县" not in listed["east"].partition("Nobody")[0].partition("State")[2]


def test_whoever_manages_nobody_sees_nobody(someone, as_person):
    for role, area, unit in ((Role.COUNTY, "01", ""), (Role.SCHOOL, "01", "S1"), (Role.PLANNER, "", ""), (Role.EXPERT, "", "")):
        assert as_person(someone(role.value, role, area, unit)).get("/people/").status_code == 403


def test_a_role_elsewhere_puts_an_account_out_of_reach(someone, as_person, east):
    both = someone("both", Role.COUNTY, area="01")
    assert as_person(east).post(f"/people/{both.pk}/invite/", {"confirm": "both"}).status_code == 200
    Assignment.objects.create(user=both, role=Role.COUNTY, region="town", area="02")
    for act in ("invite", "deactivate", "unlock", "lift-second-factor", "sessions/end", "name"):
        assert as_person(east).post(f"/people/{both.pk}/{act}/", {"name": "x"}).status_code == 404
    page = text(as_person(east).get(f"/people/{both.pk}/"))
    assert "1 role outside your area" in page
    assert "西县" not in page.partition("Give another role")[0]


def test_an_administrator_of_a_county_does_not_reach_the_chief(as_person, chief, east):
    assert as_person(east).get(f"/people/{chief.pk}/").status_code == 404
    assert as_person(east).post(f"/people/{chief.pk}/invite/").status_code == 404


@pytest.mark.parametrize("place", ["town", "town/02", "town/0", "elsewhere", ""])
def test_nobody_gives_a_role_beyond_the_own_area(as_person, east, place):
    response = as_person(east).post("/people/add/", NEWCOMER | {"role": "administrator", "place": place, "unit": ""})
    assert response.status_code == 200
    assert not User.objects.filter(username="new").exists()
    assert "赵六" in response.content.decode()  # what was typed is still there


def test_a_unit_of_another_county_is_refused(as_person, east):
    page = text(as_person(east).post("/people/add/", NEWCOMER | {"unit": "S4"}))
    assert "does not lie in" in page
    assert not User.objects.filter(username="new").exists()


def test_the_link_sets_a_password_once(as_person, chief):
    shown = as_person(chief).post("/people/add/", NEWCOMER)
    link = link_in(shown)
    assert "no-store" in shown.headers["Cache-Control"]
    token = link.split("/")[2]
    assert not Invitation.objects.filter(digest__contains=token).exists()
    visitor = Client(headers={"accept-language": "en"})
    assert visitor.get(link).url == "/join/"
    assert "赵六" in text(visitor.get("/join/"))
    assert visitor.post("/join/", {"new_password1": "short", "new_password2": "short"}).status_code == 200
    choice = {"new_password1": "a long enough one", "new_password2": "a long enough one"}
    assert "is saved" in text(visitor.post("/join/", choice))
    assert visitor.post("/login/", {"login": "new", "password": "a long enough one"}).status_code == 302
    later = Client()
    later.get(link)
    assert later.get("/join/").status_code == 410
    assert later.post("/join/", choice).status_code == 410


def undo(client, page="/people/"):
    """Press the button on the page that follows; it is there once."""
    shown = client.get(page).content.decode().partition('class="note said-once"')[2].partition("</form>")[0]
    fields = re.findall(r'name="(?!csrf)([^"]+)" value="([^"]*)"', shown)
    posted = {name: [value for each, value in fields if each == name] for name, _value in fields}
    assert client.post(re.search(r'action="([^"]+)"', shown)[1], posted).status_code == 302
    assert "said-once" not in client.get(page).content.decode()


def test_links_end_when_replaced_or_old_or_deactivated(as_person, chief):
    client = as_person(chief)
    first = link_in(client.post("/people/add/", NEWCOMER))
    new = User.objects.get(username="new")
    second = link_in(client.post(f"/people/{new.pk}/invite/"))
    token = [link.split("/")[2] for link in (first, second)]
    assert invitations.find(token[0]) is None
    assert invitations.find(token[1]).user == new
    Invitation.objects.update(valid_until=timezone.now())
    assert invitations.find(token[1]) is None
    third = link_in(client.post(f"/people/{new.pk}/invite/")).split("/")[2]
    client.post(f"/people/{new.pk}/deactivate/")
    assert invitations.find(third) is None


def test_a_reset_ends_the_password_and_every_session(someone, as_person, chief):
    li = someone("li", Role.COUNTY, "01", password="correct horse battery")
    browser = Client()
    browser.post("/login/", {"login": "li", "password": "correct horse battery"})
    assert browser.get("/account/").status_code == 200
    mistyped = as_person(chief).post(f"/people/{li.pk}/invite/", {"confirm": "LI"})
    assert mistyped.status_code == 422
    assert 'value="LI"' in mistyped.content.decode()
    assert browser.get("/account/").status_code == 200
    as_person(chief).post(f"/people/{li.pk}/invite/", {"confirm": "li"})
    assert browser.get("/account/").status_code == 302
    assert browser.post("/login/", {"login": "li", "password": "correct horse battery"}).status_code == 200


def test_deactivating_keeps_the_roles_and_can_be_undone(someone, as_person, chief):
    li = someone("li", Role.COUNTY, "01", password="correct horse battery")
    client = as_person(chief)
    client.post(f"/people/{li.pk}/deactivate/")
    assert Client().post("/login/", {"login": "li", "password": "correct horse battery"}).status_code == 200
    undo(client)
    assert li.assignments.count() == 1
    assert Client().post("/login/", {"login": "li", "password": "correct horse battery"}).status_code == 302


def test_nobody_acts_on_the_own_account(as_person, chief):
    client = as_person(chief)
    for act in ("invite", "deactivate", "roles/give", "roles/take", "name"):
        assert client.post(f"/people/{chief.pk}/{act}/", {"name": "x"}).status_code == 404


def test_roles_are_given_and_taken_but_the_last_one_stays(someone, as_person, east):
    li = someone("li", Role.COUNTY, "01")
    client = as_person(east)
    assert client.post(f"/people/{li.pk}/roles/give/", {"role": "inspector", "place": "town/01", "unit": ""}).status_code == 302
    assert client.post(f"/people/{li.pk}/roles/give/", {"role": "inspector", "place": "town/02", "unit": ""}).status_code == 422
    first, second = li.assignments.order_by("pk")
    client.post(f"/people/{li.pk}/roles/take/", {"role": first.pk})
    client.post(f"/people/{li.pk}/roles/take/", {"role": second.pk})
    assert [role.role for role in li.assignments.all()] == ["inspector"]
    undo(client, f"/people/{li.pk}/")
    assert sorted(role.role for role in li.assignments.all()) == ["county", "inspector"]


def test_a_role_elsewhere_cannot_be_taken(someone, as_person, east):
    li = someone("li", Role.COUNTY, "01")
    other = Assignment.objects.create(user=li, role=Role.COUNTY, region="town", area="02")
    assert as_person(east).post(f"/people/{li.pk}/roles/take/", {"role": other.pk}).status_code == 404
    assert li.assignments.count() == 2


def test_the_list_filters_sorts_and_pages(someone, as_person, chief):
    for number in range(60):
        someone(f"u{number:02}", Role.SCHOOL, "01", "S1")
    someone("expert", Role.EXPERT, "02")
    client = as_person(chief)
    assert "62 people" in text(client.get("/people/"))
    assert "1 person" in text(client.get("/people/?role=expert"))
    assert "60 people" in text(client.get("/people/?place=town/01"))
    assert "u59" in text(client.get("/people/?sort=-user"))
    assert "u59" not in text(client.get("/people/?sort=user"))
    assert "u59" in text(client.get("/people/?sort=user&page=2"))
    assert client.get("/people/?sort=nonsense&page=abc&role=nobody&place=x/y&state=z").status_code == 200


def test_several_are_deactivated_with_a_reason_and_opened_again(someone, as_person, chief, east):
    school, far = someone("s1", Role.SCHOOL, "01", "S1"), someone("far", Role.EXPERT, "02")
    client, picks = as_person(east), {"pick": [school.pk, far.pk, chief.pk, east.pk]}
    asked = client.post("/people/deactivate/", picks)
    assert "Deactivate 1 account?" in text(asked)  # far and chief are out of reach, and nobody closes the own account
    assert client.post("/people/deactivate/", picks | {"asked": "1", "reason": " "}).status_code == 422
    assert User.objects.filter(is_active=False).count() == 0
    assert client.post("/people/deactivate/", picks | {"asked": "1", "reason": "left the school"}).status_code == 302
    assert client.post("/people/deactivate/", picks | {"asked": "1", "reason": "a second click"}).status_code == 302
    assert list(User.objects.filter(is_active=False)) == [school]
    entry = Entry.objects.filter(table="auth_user", key=school.pk, action="update").latest("seq")
    assert entry.circumstances["reason"] == "left the school"
    undo(client)
    assert not User.objects.filter(is_active=False).exists()


def test_all_of_a_list_that_has_changed_is_refused(someone, as_person, chief):
    someone("li", Role.EXPERT, "01")
    everyone = {"all": "1", "query": "role=expert", "total": "1"}
    assert "Deactivate 1 account?" in text(as_person(chief).post("/people/deactivate/", everyone))
    someone("wang", Role.EXPERT, "02")
    assert as_person(chief).post("/people/deactivate/", everyone).status_code == 409
    assert as_person(chief).post("/people/invitations.xlsx", everyone).status_code == 409


def test_pinyin_finds_a_name(someone, as_person, chief):
    li = someone("w1", Role.COUNTY, "01")
    li.first_name = "李老师"
    li.save()
    client = as_person(chief)
    client.post("/people/search/", {"q": "lls"})
    assert "1 person" in text(client.get("/people/"))


def test_a_filter_tells_nothing_of_roles_elsewhere(someone, as_person, east):
    li = someone("li", Role.COUNTY, "01")
    Assignment.objects.create(user=li, role=Role.AUDITOR, region="town")
    assert "Nothing fits" in text(as_person(east).get("/people/?role=auditor"))


def test_a_search_is_in_no_address(someone, as_person, chief):
    someone("li", Role.COUNTY, "01")
    client = as_person(chief)
    response = client.post("/people/search/?role=county", {"q": "LI name"})
    assert response.url == "/people/?role=county"
    page = client.get(response.url)
    assert "1 person" in text(page)
    assert not re.search(r'(?:href|action)="[^"]*(?:LI|li)%20name', page.content.decode())
    assert client.post("/people/search/", {"q": ""}).url == "/people/"
    assert "2 people" in text(client.get("/people/"))


def test_names_are_text_and_nothing_else(someone, as_person, chief):
    li = someone("li", Role.COUNTY, "01")
    li.first_name = '<script>alert("1")</script>'
    li.save()
    for address in ("/people/", f"/people/{li.pk}/"):
        assert "<script>alert" not in as_person(chief).get(address).content.decode()


def test_the_export_runs_no_formula(someone, as_person, chief):
    li = someone("li", Role.COUNTY, "01")
    li.first_name = "=HYPERLINK(1)"
    li.save()
    content = as_person(chief).get("/people/?format=csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in content


def test_the_rights_are_one_page_and_one_file(someone, as_person):
    client = as_person(someone("li", Role.SCHOOL, "01", "S1"))
    page = text(client.get("/people/rights/"))
    assert "Freeze releases" in page
    assert "Reads everything and changes nothing" in page
    assert client.get("/people/rights/?format=xlsx").content[:2] == b"PK"
