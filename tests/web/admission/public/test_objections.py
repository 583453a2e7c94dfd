"""From an objection to its answer: who may send one, who reads it, what the public and the audit log see of it."""

import logging
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from junheng.certificates import slips
from junheng.web.admission.models import Draw
from junheng.web.admission.public.models import Objection
from junheng.web.admission.public.objection_views import TRIES
from junheng.web.audit.models import Entry
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

from ..staged import made, staged

pytestmark = pytest.mark.django_db
TEXT, CONTACT = "我家孩子应与双胞胎弟弟同班", "13800138000"


def client_of(user=None):
    client = Client()
    client.cookies["language"] = "en"
    if user is not None:
        client.force_login(user)
    return client


@pytest.fixture
def visitor():
    cache.clear()
    return client_of()


def person(role, **place):
    user = User.objects.create_user("-".join([role, *place.values()]), password="never typed")
    Assignment.objects.create(user=user, role=role, region="town", **place)
    return user


@pytest.fixture
def county(town):
    return client_of(person(Role.COUNTY, area="01"))


def slip(number=0):
    return slips(made()[2])[number]


def send(visitor, draw, **fields):
    code, salt = slip()
    return visitor.post(f"/draws/{draw.key}/objection/", {"code": code, "salt": salt, "text": TEXT, "contact": CONTACT} | fields)


def test_an_objection_gets_a_receipt_and_its_answer(visitor, county):
    draw = staged("published")
    page = send(visitor, draw)
    sent = Objection.objects.get()
    assert sent.receipt in page.content.decode()
    asked = visitor.post("/draws/receipt/", {"receipt": sent.receipt.lower().replace("-", " ")}).content.decode()
    assert "Not answered yet" in asked
    office = county.get(f"/admission/town/{draw.key}/objections/").content.decode()
    assert TEXT in office
    assert CONTACT in office
    assert slip()[0] in office
    answer = f"/admission/town/{draw.key}/objections/{sent.pk}/"
    assert county.post(answer, {"answer": "They were kept together."}).status_code == 302
    asked = visitor.post("/draws/receipt/", {"receipt": sent.receipt}).content.decode()
    assert "They were kept together." in asked
    assert CONTACT not in asked
    public = visitor.get(f"/draws/{draw.key}/").content.decode()
    assert "Received: 1; answered: 1." in public
    assert TEXT not in public
    assert "kept together" not in public


def test_question_and_answer_are_published_only_where_the_office_ticks(visitor, county):
    draw = staged("published")
    send(visitor, draw)
    answer = f"/admission/town/{draw.key}/objections/{Objection.objects.get().pk}/"
    county.post(answer, {"answer": "a", "question": "Are twins kept together?", "told": "If their parents ask."})
    assert "Are twins" not in visitor.get(f"/draws/{draw.key}/").content.decode()
    county.post(answer, {"answer": "a", "publish": "1", "question": "Are twins kept together?", "told": "If their parents ask."})
    public = visitor.get(f"/draws/{draw.key}/").content.decode()
    assert "Are twins kept together?" in public
    assert "If their parents ask." in public


def test_a_half_published_answer_keeps_what_was_typed(visitor, county):
    draw = staged("published")
    send(visitor, draw)
    sent = Objection.objects.get()
    page = county.post(f"/admission/town/{draw.key}/objections/{sent.pk}/", {"answer": "typed", "publish": "1", "question": "only this"})
    assert page.status_code == 422
    assert "only this" in page.content.decode()
    sent.refresh_from_db()
    assert sent.answered_at is None


@pytest.mark.parametrize("fields", [{"salt": "0000"}, {"code": "B99999"}, {"text": " "}, {"text": "x" * 2001}])
def test_what_is_refused_keeps_what_was_typed(visitor, fields):
    page = send(visitor, staged("published"), **fields)
    assert page.status_code == 422
    assert CONTACT in page.content.decode()
    assert not Objection.objects.exists()


def test_a_second_click_is_one_objection_with_one_receipt(visitor):
    draw = staged("published")
    first, second = send(visitor, draw), send(visitor, draw)
    receipt = Objection.objects.get().receipt
    assert receipt in first.content.decode()
    assert receipt in second.content.decode()


def test_a_flood_is_stopped(visitor):
    draw = staged("published")
    answers = [send(visitor, draw, text=f"{n}").status_code for n in range(TRIES + 1)]
    assert answers == [200] * TRIES + [429]
    assert CONTACT in send(visitor, draw).content.decode()  # what was typed is still there


def test_a_guessed_receipt_finds_nothing(visitor):
    assert visitor.post("/draws/receipt/", {"receipt": "0000-0000-0000-0000"}).status_code == 422


def test_the_time_to_answer_comes_from_a_rule_that_is_named(visitor, county):
    draw = staged("published")
    send(visitor, draw)
    time = f"/admission/town/{draw.key}/objections/time/"
    assert county.post(time, {"days": "5"}).status_code == 422
    assert county.post(time, {"days": "none", "source": "a rule"}).status_code == 422
    assert county.post(time, {"days": "5", "source": "Rule 7, article 3"}).status_code == 302
    assert "within 5 days (Rule 7, article 3)" in visitor.get(f"/draws/{draw.key}/objection/").content.decode()
    sent = Objection.objects.get()
    assert sent.due == timezone.localdate(sent.received_at) + timedelta(days=5)
    Objection.objects.update(received_at=timezone.now() - timedelta(days=9))
    assert "1 is late" in county.get(f"/admission/town/{draw.key}/objections/").content.decode()


def test_another_countys_objections_are_not_there(visitor, town):
    draw = staged("published")
    send(visitor, draw)
    other = client_of(person(Role.COUNTY, area="02"))
    assert other.get(f"/admission/town/{draw.key}/objections/").status_code == 404
    assert other.post(f"/admission/town/{draw.key}/objections/{Objection.objects.get().pk}/", {"answer": "a"}).status_code == 404


def test_an_objection_of_another_draw_cannot_be_answered_here(visitor, county):
    send(visitor, staged("published"))
    other: Draw = staged("published")
    assert county.post(f"/admission/town/{other.key}/objections/{Objection.objects.get().pk}/", {"answer": "a"}).status_code == 404


def test_audit_log_and_server_log_say_that_and_not_what(visitor, county, caplog):
    caplog.set_level(logging.DEBUG)
    draw = staged("published")
    send(visitor, draw)
    sent = Objection.objects.get()
    county.get(f"/admission/town/{draw.key}/objections/")
    county.post(f"/admission/town/{draw.key}/objections/{sent.pk}/", {"answer": "a secret answer"})
    entries = list(Entry.objects.filter(table="admission_public_objection"))
    assert len(entries) == 2
    written = "".join(str(vars(entry)) for entry in Entry.objects.all()) + caplog.text
    for secret in (TEXT, CONTACT, slip()[0], slip()[1], "a secret answer", sent.receipt, sent.public_code):
        assert secret not in written


def test_what_was_said_goes_with_the_lists(visitor, county):
    draw = staged("published", keep_until="2026-01-01")
    send(visitor, draw)
    assert county.post(f"/admission/town/{draw.key}/erase/", {"version": draw.version}).status_code == 302
    assert Objection.objects.get().text == Objection.objects.get().contact == ""


def test_the_start_page_says_what_waits_and_what_is_late(visitor, county):
    draw = staged("published")
    send(visitor, draw)
    send(visitor, draw, text="more")
    start = county.get("/").content.decode()
    assert "2 objections to “S1, 2026” wait for their answers" in start
    assert f"/admission/town/{draw.key}/objections/" in start
    county.post(f"/admission/town/{draw.key}/objections/time/", {"days": "5", "source": "Rule 7"})
    Objection.objects.update(received_at=timezone.now() - timedelta(days=9))
    assert "badge miss" in county.get("/").content.decode()
    assert "objections to" not in client_of(person(Role.COUNTY, area="02")).get("/").content.decode()
