"""The pages of the log: who opens them, what they say, and that reading them is itself an entry."""

import hashlib
import os

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from junheng.language import Text
from junheng.web.audit import restoring
from junheng.web.audit.acting import acting, because
from junheng.web.audit.history import history
from junheng.web.audit.looks import record_look
from junheng.web.audit.models import Entry
from junheng.web.audit.restoring import RestoreRefused
from junheng.web.audit.things import thing_of
from junheng.web.audit.words import Words
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

from ..monitor import town

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    one, two = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two")
    for home, names in ((one, ["town"]), (two, ["town", "plain"])):
        for name in names:
            town.load(home / "regions" / name, town.region(name=name))
    return one, two


@pytest.fixture(autouse=True)
def home(homes, monkeypatch):
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(homes[0]))


@pytest.fixture
def two_regions(homes, monkeypatch):
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(homes[1]))


def person(username, role=Role.SCHOOL, region="town", area="", name=""):
    user = User.objects.create_user(username, password="never typed", first_name=name)
    if role:
        Assignment.objects.create(user=user, role=role, region=region, area=area)
    return user


@pytest.fixture
def li():
    return person("li", name="李老师", area="01")


@pytest.fixture
def auditor():
    client = Client(headers={"accept-language": "en"})
    client.force_login(person("auditor", Role.AUDITOR))
    return client


def shown(response):
    return response.content.decode()


def test_a_role_that_was_given_is_told_in_both_languages(auditor, li):
    with acting(li):
        role = Assignment.objects.get(user=li)
        role.role = "county"
        role.save()
    assert "李老师 changed role “County officer, 01” of 李老师: Role from “School officer” to “County officer”" in shown(
        auditor.get("/audit/")
    )
    auditor.cookies["language"] = "zh-hans"
    assert "李老师修改了李老师的角色“区县经办人（01）”：角色由“学校填报人”改为“区县经办人”" in shown(auditor.get("/audit/"))


def test_every_action_of_every_table_has_its_sentence(li):
    from junheng.web.audit.words import ACTIONS

    entry = Entry.objects.filter(table="people_assignment").latest("seq")
    for action in ACTIONS:
        entry.action = action
        sentence = Words([entry]).sentence(entry)
        assert sentence.zh
        assert sentence.en
        assert "{" not in sentence.zh + sentence.en


def test_every_table_of_the_site_and_every_column_that_is_kept_has_a_name():
    models = [model for model in apps.get_models() if model.__module__.startswith("junheng.") and model is not Entry]
    for model in models:
        table = model._meta.db_table
        thing = thing_of(table)
        assert thing.name is not None, table
        kept = {field.column for field in model._meta.local_concrete_fields} - thing.fleeting - {"id"}
        if table != "jobs_job":  # what a job says of itself is on its page
            assert kept <= thing.columns.keys(), table


def test_a_request_is_done_by_whoever_is_signed_in(auditor, li):
    auditor.post("/audit/person/", {"q": "nobody of this name"})
    client = Client(headers={"accept-language": "en"}, REMOTE_ADDR="8.8.8.8")
    client.force_login(li)
    client.get(reverse("people:rights"))
    login = Entry.objects.filter(action="login", key=str(li.pk)).latest("seq")
    assert (login.table, login.person) == ("auth_user", str(li.pk))
    client.post(reverse("account_logout"))
    logout = Entry.objects.filter(action="logout").latest("seq")
    assert logout.actor == f"user:{li.pk}"
    assert logout.circumstances == {"from": "internet", "name": "li", "page": "account_logout", "way": "web"}
    assert "8.8.8.8" not in "".join(f"{entry.context}{entry.before}{entry.after}" for entry in Entry.objects.all())


def test_whoever_signs_in_by_the_form_does_so_themselves(li):
    client = Client()
    client.post(reverse("account_login"), {"login": "li", "password": "never typed"})
    assert Entry.objects.filter(action="login").latest("seq").actor == f"user:{li.pk}"


def test_filters(auditor, li):
    def numbers(**query):
        return [line.entry.seq for line in auditor.get("/audit/", query).context["listing"].page_rows]

    with acting(li):
        Assignment.objects.filter(user=li).update(unit="S1")
    by_li = list(Entry.objects.filter(actor=f"user:{li.pk}").order_by("-seq").values_list("seq", flat=True))
    assert numbers(who=f"user:{li.pk}") == by_li
    about_li = set(Entry.objects.filter(person=str(li.pk)).values_list("seq", flat=True))
    assert about_li <= set(numbers(about=li.pk))
    assert Entry.objects.latest("seq").seq in numbers(about=li.pk)  # the look before this one
    assert numbers(table="auth_user", key=li.pk, action="insert") == [Entry.objects.get(table="auth_user", key=li.pk, action="insert").seq]
    assert numbers(**{"from": "2001-01-01", "to": "2001-01-02"}) == []
    assert numbers(**{"from": "2001-01-01"}) != []
    assert numbers(who="nonsense", about="x", before="²", **{"from": "yesterday"}) != []
    assert numbers(action="y") == []
    with because("moved to the new campus"):
        Assignment.objects.filter(user=li).update(unit="S7")
    assert len(numbers(q="new campus")) == 1
    assert numbers(q='"unit":"S7"') == numbers(q="new campus")
    assert numbers(q="no such thing anywhere") == []


def test_a_person_is_found_by_name_and_the_name_is_in_no_address(auditor, li):
    assert auditor.post("/audit/person/", {"q": "李"}).headers["Location"] == f"/audit/?who=user:{li.pk}"
    assert auditor.post("/audit/person/", {"q": "lls"}).headers["Location"] == f"/audit/?who=user:{li.pk}"
    liu = person("liu", name="李四")
    page = auditor.post("/audit/person/", {"q": "李"})
    assert f"?about={li.pk}" in shown(page)
    assert Entry.objects.filter(action="look").latest("seq").became["whom"] == sorted([li.pk, liu.pk], key=str)
    assert auditor.post("/audit/person/", {"q": "王"}).status_code == 422


def test_pages_hold_their_place_while_entries_are_added(auditor, li):
    with acting(li):
        for number in range(120):
            Assignment.objects.filter(user=li).update(unit=f"S{number}")
    query = {"who": f"user:{li.pk}"}
    all_numbers = list(Entry.objects.filter(actor=query["who"]).order_by("-seq").values_list("seq", flat=True))

    def part(**place):
        return auditor.get("/audit/", query | place).context["listing"]

    def numbers(listing):
        return [line.entry.seq for line in listing.page_rows]

    first = part()
    assert numbers(first) == all_numbers[:50]
    with acting(li):
        Assignment.objects.filter(user=li).update(unit="S7")
    second = part(before=first.older)
    assert numbers(second) == all_numbers[50:100]
    back = part(after=second.newer)
    assert numbers(back) == all_numbers[:50]
    assert back.newer is not None
    assert numbers(part(sort="number")) == all_numbers[::-1][:50]
    assert numbers(part(sort="number", before=first.older)) == all_numbers[50:100][::-1]
    sizes = {link.text: link.query for link in second.sizes}
    assert f"before={second.page_rows[0].entry.seq + 1}" in sizes["25"]
    for link in (*second.pages, *second.sizes):
        assert "page=" not in link.query


def test_an_entry_s_page_and_the_text_of_its_hash(auditor, li):
    with acting(li), because("<b>moved</b>"):
        Assignment.objects.filter(user=li).update(unit="S1")
    entry = Entry.objects.filter(actor=f"user:{li.pk}").latest("seq")
    page = shown(auditor.get(f"/audit/{entry.seq}/"))
    assert "&lt;b&gt;moved&lt;/b&gt;" in page
    assert entry.hash in page
    assert hashlib.sha256(auditor.get(f"/audit/{entry.seq}/text/").content).hexdigest() == entry.hash


def test_secrets_are_on_no_page(auditor, li):
    li.set_password("another one")
    li.save()
    entry = Entry.objects.filter(table="auth_user", action="update").latest("seq")
    page = shown(auditor.get(f"/audit/{entry.seq}/"))
    assert "secret, not shown" in page
    assert "sha256:" not in page


def test_looks_are_in_the_log_and_are_found_by_whom_they_were_at(auditor, li):
    seen = auditor.get("/audit/", {"about": li.pk})
    look = Entry.objects.filter(action="look").latest("seq")
    assert (look.became, look.actor) == ({"what": "entries", "whom": [li.pk]}, f"user:{seen.wsgi_request.user.pk}")
    assert "looked at 李老师 (audit entries about them)" in shown(auditor.get("/audit/", {"about": li.pk}))


def test_what_a_look_was_at(li):
    request = RequestFactory().get("/")
    record_look(request, "account", li, region="town")
    record_look(request, "list", [li.pk, 4711])
    record_look(request, "export", "people_assignment")
    entries = Entry.objects.filter(action="look").order_by("seq")
    assert [(entry.table, entry.key, entry.person, entry.region) for entry in entries] == [
        ("auth_user", str(li.pk), str(li.pk), "town"),
        ("auth_user", "", "", ""),
        ("people_assignment", "", "", ""),
    ]
    assert [Words(entries).sentence(entry).en.split(" looked at ")[1] for entry in entries] == [
        "李老师 (account)",
        "the data of 2 people (list)",
        "role  (exported list)",
    ]


def test_files(auditor, li):
    for kind in ("csv", "xlsx", "json"):
        assert auditor.get("/audit/", {"format": kind}).status_code == 200
        assert auditor.get("/audit/heads/", {"format": kind}).status_code == 200
    assert Entry.objects.latest("seq").became == {"what": "export"}


def test_heads(auditor, li):
    last = Entry.objects.latest("seq")
    page = shown(auditor.get("/audit/heads/"))
    assert last.hash in page
    assert f"/audit/heads/{timezone.localdate()}/" in page


def test_a_day_has_a_notice_to_print(auditor, li):
    last = Entry.objects.latest("seq")
    notice = shown(auditor.get(f"/audit/heads/{timezone.localdate()}/"))
    assert f"number {last.seq}" in notice
    assert f"junheng audit verify --head {last.hash}" in notice
    assert f"<span>{last.hash[:4]}</span>" in notice
    assert "This day has not ended" in notice
    for day in ("2001-01-01", "yesterday", "0"):
        assert auditor.get(f"/audit/heads/{day}/").status_code == 404


def test_files_have_the_columns_and_the_order_that_are_shown(auditor, li):
    content = auditor.get("/audit/?format=csv&column=hash&column=reason&sort=number").content.decode("utf-8-sig")
    head, first, *_rest = content.splitlines()
    assert head == "Number,Reason,Hash (SHA-256)"
    assert first.endswith(Entry.objects.earliest("seq").hash)


@pytest.mark.parametrize(("role", "area", "status"), [(Role.ADMINISTRATOR, "", 200), (Role.AUDITOR, "01", 403), (Role.PLANNER, "", 403)])
def test_the_log_is_read_as_a_whole(role, area, status):
    client = Client()
    client.force_login(person("someone", role, area=area))
    assert client.get("/audit/").status_code == status
    assert client.get("/audit/heads/").status_code == status
    assert client.post("/audit/person/", {"q": "x"}).status_code in (status, 422)


def test_another_region_s_entries_are_not_there(two_regions, auditor, li):
    stranger = person("stranger", region="plain", name="王")
    theirs = Entry.objects.filter(person=str(stranger.pk))
    mine = Entry.objects.filter(person=str(li.pk), table="auth_user")
    numbers = {line.entry.seq for line in auditor.get("/audit/").context["listing"].page_rows}
    assert {entry.seq for entry in mine} <= numbers
    assert not {entry.seq for entry in theirs} & numbers
    assert auditor.get(f"/audit/{theirs.first().seq}/").status_code == 404
    assert auditor.get(f"/audit/{theirs.first().seq}/text/").status_code == 404
    assert auditor.post("/audit/person/", {"q": "王"}).status_code == 422


@pytest.fixture
def restorable(monkeypatch):
    monkeypatch.setattr(restoring, "_restorers", {})

    def put(request, key, values):
        if values["role"] == "administrator":
            raise RestoreRefused(Text("不可以。", "Not an administrator."))
        Assignment.objects.filter(pk=key).update(role=values["role"])

    restoring.restorer("people_assignment", put, may=lambda request, key: request.user.username == "auditor")


def the_role(li):
    role = Assignment.objects.get(user=li)
    for name in ("administrator", "county"):
        role.role = name
        role.save()
    return role, list(history(Assignment, role.pk))


def test_an_earlier_value_comes_back_as_a_new_entry_with_a_reason(auditor, li, restorable):
    role, (_county, _administrator, school) = the_role(li)
    address = f"/audit/{school.seq}/restore/"
    assert "School officer" in shown(auditor.get(address))
    assert auditor.post(address, {"reason": "", "next": "/people/"}).status_code == 422
    assert auditor.post(address, {"reason": "typed wrongly", "next": "/people/"}).headers["Location"] == "/people/"
    newest = history("people_assignment", role.pk).first()
    assert (newest.became["role"], newest.circumstances["reason"]) == ("school", "typed wrongly")
    assert newest.actor.startswith("user:")


def test_a_refusal_is_told_and_keeps_what_was_typed(auditor, li, restorable):
    _role, (_county, administrator, _school) = the_role(li)
    page = auditor.post(f"/audit/{administrator.seq}/restore/", {"reason": "let me", "next": "https://example.org/"})
    assert page.status_code == 422
    assert "Not an administrator." in shown(page)
    assert 'value="let me"' in shown(page)
    assert "example.org" not in shown(page)


def test_nobody_restores_what_no_app_restores_or_may_not(auditor, li, restorable):
    _role, (county, *_) = the_role(li)
    account = Entry.objects.filter(table="auth_user").latest("seq")
    assert auditor.get(f"/audit/{account.seq}/restore/").status_code == 404
    stranger = Client()
    stranger.force_login(li)
    assert stranger.get(f"/audit/{county.seq}/restore/").status_code == 404


def test_the_history_of_a_row_on_another_page(auditor, li, restorable):
    role, _ = the_role(li)
    request = auditor.get("/audit/").wsgi_request
    page = Template('{% load audit %}{% history "people_assignment" pk %}').render(Context({"request": request, "pk": role.pk}))
    assert page.count("<li>") == 3 + 2  # three writes, two of them with one change
    assert page.count("/restore/?next=/audit/") == 2
    assert "<del>Administrator</del>" not in page
    empty = Template('{% load audit %}{% history "people_assignment" pk %}').render(Context({"request": request, "pk": 0}))
    assert "<li>" not in empty
