"""What the public sees of a draw, and when: seals from the start, results in their period, nothing else."""

import json
import logging
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from junheng.certificates import Certificate, own_row, parse, slips, verifier_policy
from junheng.engines.classes import move
from junheng.web.admission.models import Draw
from junheng.web.admission.public.mine_views import TRIES

from ..staged import made, staged

pytestmark = pytest.mark.django_db
NAMES = [f"冯{name}" for name in "甲乙丙丁戊己庚辛"]


@pytest.fixture
def visitor():
    cache.clear()
    client = Client()
    client.cookies["language"] = "en"
    return client


def slip(number=0):
    _text, _seals, certificate = made()
    return slips(certificate)[number]


def page(visitor, draw, rest=""):
    response = visitor.get(f"/draws/{draw.key}/{rest}")
    return response, response.content.decode()


def without_token(text):
    """Without what differs between any two answers: the form's token, the error's code."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|<code>404-\w+</code>', "", text)


def over(draw):
    Draw.objects.filter(pk=draw.pk).update(publication_until=timezone.localdate() - timedelta(days=1))
    return draw


def test_the_list_is_empty_at_first_and_says_when_that_changes(visitor):
    assert "Nothing is published at the moment" in visitor.get("/draws/").content.decode()


def test_the_list_has_what_is_sealed_and_published_and_no_draft(visitor):
    titles = {"draft": "one", "sealed": "two", "drawn": "three", "published": "four"}
    for state, title in titles.items():
        staged(state, title=f"Draw {title}")
    over(staged("published", title="Draw five"))
    shown = visitor.get("/draws/").content.decode()
    assert [title for title in ("one", "two", "three", "four", "five") if f"Draw {title}" in shown] == ["two", "three", "four"]


@pytest.mark.parametrize("rest", ["", "seals.json", "rules.toml", "certificate.json", "mine/", "objection/"])
def test_a_draft_is_as_if_it_were_not_there(visitor, rest):
    draw = staged("draft")
    draft, shown = page(visitor, draw, rest)
    unknown = visitor.get(f"/draws/{'x' * 22}/{rest}")
    assert draft.status_code == unknown.status_code == 404
    assert without_token(shown).replace(draw.key, "x" * 22) == without_token(unknown.content.decode())
    for header in ("Content-Type", "Content-Security-Policy", "Cache-Control"):
        assert draft.headers.get(header) == unknown.headers.get(header)


def test_seals_are_public_before_the_numbers_and_results_are_not(visitor):
    draw = staged("sealed")
    _, shown = page(visitor, draw)
    digest = draw.seals[0].list_sha256
    assert " ".join(digest[start : start + 4] for start in range(0, 64, 4)) in shown
    assert "hall" in shown
    assert "numbers are not known yet" in shown
    assert json.loads(visitor.get(f"/draws/{draw.key}/seals.json").content)["seals"][0]["list_sha256"] == digest
    assert visitor.get(f"/draws/{draw.key}/rules.toml").content.decode() == draw.rules
    for rest in ("certificate.json", "mine/", "objection/"):
        assert page(visitor, draw, rest)[0].status_code == 404


def test_what_is_drawn_and_not_published_shows_no_result(visitor):
    draw = staged("drawn")
    _, shown = page(visitor, draw)
    assert "07-19-23" not in shown
    assert draw.own.short_code not in shown
    assert page(visitor, draw, "certificate.json")[0].status_code == 404


def test_a_published_draw_shows_everything_masked(visitor):
    draw = staged("published")
    _, shown = page(visitor, draw)
    own = draw.own
    for said in (own.short_code, "07-19-23", "40771", "junheng-seed/1|", "冯*", "Roll by class"):
        assert said in shown
    for name in NAMES:
        assert name not in shown
    for code in parse(draw.lists["list"]).codes:
        assert code not in shown
    text = visitor.get(f"/draws/{draw.key}/certificate.json").content.decode()
    assert Certificate.from_json(text).digest == own.digest
    assert not Certificate.from_json(text).private
    assert not any(name in text for name in NAMES)


def test_after_the_period_the_roll_is_gone_and_the_digest_stays(visitor):
    draw = over(staged("published"))
    _, shown = page(visitor, draw)
    assert "publication period is over" in shown
    assert "冯*" not in shown
    assert draw.own.short_code in shown
    for rest in ("certificate.json", "mine/", "objection/"):
        assert page(visitor, draw, rest)[0].status_code == 404


def test_a_withdrawn_draw_says_why_and_shows_no_result(visitor):
    _, _, certificate = made()
    draw = staged("withdrawn", certificate=certificate.to_json(), withdrawn_reason="the list lacked a class")
    _, shown = page(visitor, draw)
    assert "the list lacked a class" in shown
    assert "冯*" not in shown
    assert page(visitor, draw, "certificate.json")[0].status_code == 404


def test_rounds_lead_to_each_other_but_never_to_a_draft(visitor):
    first = staged("published", title="First")
    late = staged("sealed", title="Late arrivals", previous=first)
    staged("draft", title="Not yet", previous=first)
    _, shown = page(visitor, first)
    assert f"/draws/{late.key}/" in shown
    assert "Not yet" not in shown
    assert f"/draws/{first.key}/" in page(visitor, late)[1]


def test_a_family_finds_its_class_without_scripts(visitor):
    draw = staged("published")
    code, salt = slip()
    published = draw.published
    typed = f"{salt[:4]} {salt[4:8].lower()}-{salt[8:]}"
    shown = visitor.post(f"/draws/{draw.key}/mine/", {"code": f" {code} ", "salt": typed}).content.decode()
    assert f"data-got>{own_row(published, code, salt).got}<" in shown
    assert code not in shown.replace(f'value="{code}"', "")


def test_an_unknown_number_and_a_wrong_code_get_the_same_answer(visitor):
    draw = staged("published")
    (code, salt), (_, other) = slip(0), slip(1)

    def answer(**fields):
        return without_token(visitor.post(f"/draws/{draw.key}/mine/", fields).content.decode())

    assert answer(code="B99999", salt=salt) == answer(code=code, salt=other) == answer(code="'\"<x>", salt="")
    assert "No row of this list" in answer(code=code, salt=other)


def test_looking_up_is_counted_and_neither_logged_nor_kept(visitor, caplog):
    caplog.set_level(logging.DEBUG)
    draw = staged("published")
    code, _salt = slip()
    answers = [visitor.post(f"/draws/{draw.key}/mine/", {"code": code, "salt": "0"}).status_code for _ in range(TRIES + 1)]
    assert answers == [200] * TRIES + [429]
    assert code not in caplog.text
    assert visitor.get(f"/draws/{draw.key}/mine/").status_code == 200


def test_the_verifier_may_do_nothing_but_verify(visitor):
    response = visitor.get("/draws/verify.html")
    assert response["Content-Security-Policy"] == verifier_policy()
    assert response.status_code == 200


def test_the_synthetic_strip_is_on_every_page(visitor):
    draw = staged("published", synthetic=True)
    for rest in ("", "mine/", "objection/"):
        assert 'class="synth"' in page(visitor, draw, rest)[1]
    assert "Synthetic data" in visitor.get("/draws/").content.decode()


def test_the_reasons_are_told_by_the_published_code_alone(visitor):
    draw = staged("published")
    code, got = next(iter(draw.published.assigned.items()))
    shown = visitor.post(f"/draws/{draw.key}/mine/", {"row": code}).content.decode()
    assert f"data-got>{got}<" in shown
    assert "Step by step" not in shown  # it stands there
    assert "No row of this list" in visitor.post(f"/draws/{draw.key}/mine/", {"row": "0" * 32}).content.decode()


def test_the_notice_on_paper_ends_with_the_period(visitor):
    draw = staged("published")
    first = visitor.get(f"/draws/{draw.key}/notice.pdf")
    assert first.content.startswith(b"%PDF")
    assert visitor.get(f"/draws/{draw.key}/notice.pdf").content == first.content
    assert visitor.get(f"/draws/{over(draw).key}/notice.pdf").status_code == 404


def test_a_move_by_hand_takes_the_place_of_the_first_certificate_and_says_why(visitor):
    first = staged("published", title="First")
    code = parse(first.lists["list"]).codes[0]
    got = first.own.assigned[own_row(first.published, *slip()).public_code]
    moved = move(first.own, [(code, 3 - got)], "a doctor's letter")
    second = staged("published", title="Second", previous=first, certificate=moved.to_json())
    for rest in ("", "mine/"):
        assert f"/draws/{second.key}/" in page(visitor, first, rest)[1]
        assert "took the place" in page(visitor, first, rest)[1]
        assert "took the place" not in page(visitor, second, rest)[1]
    shown = page(visitor, second)[1]
    for said in (
        "a doctor&#x27;s letter",
        f"from class {got} to class {3 - got}",
        moved.short_code,
        "What it did to the balance",
        f"/draws/{first.key}/certificate.json",
    ):
        assert said in shown
    assert code not in shown
