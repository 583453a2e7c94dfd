"""The hall and the papers of a draw, over HTTP."""

import re

import pytest

from junheng.certificates import grouped, masked, read_listing
from junheng.draw import typed_sources
from junheng.examples.rosters import FOLDER
from junheng.reports.draws import Drawing, Sealing, engine_of
from junheng.web.admission.hall import paper_views
from junheng.web.admission.models import Draw, State

from ..conftest import NUMBERS
from ..staged import DRAWN_AT, SEALED_AT, made, staged

TEACHERS = FOLDER / "teachers-synthetic"
NAMES = [f"冯{each}" for each in "甲乙丙丁戊己庚辛"]


def at(draw, page):
    return f"/admission/town/{draw.key}/{page}"


def test_before_the_seal_the_hall_is_shut(school):
    page = school.get(at(staged(), "hall/")).content.decode()
    assert "Nothing is sealed yet" in page
    assert "<form" not in page


def test_sealed_it_shows_the_hash_and_asks_for_the_numbers(school, auditor):
    draw = staged("sealed")
    seal = made()[1][0]
    page = school.get(at(draw, "hall/")).content.decode()
    assert re.findall(r"<span>([0-9a-f]{4})</span>", page) == grouped(seal.list_sha256).split(" ")
    assert 'name="value-hall"' in page
    assert 'name="value-hall"' not in auditor.get(at(draw, "hall/")).content.decode()


def test_numbers_typed_in_the_hall_draw_once(play):
    draw = play.prepared().sealed().draw
    first = play.post("hall/", **NUMBERS)
    assert (first.status_code, first.url) == (302, at(draw, "hall/#seed"))
    kept = play.draw.certificate
    assert play.draw.state == State.DRAWN
    again = play.client.post(play.at("hall/"), {"version": 1, **NUMBERS, "value-lottery": "99999"})  # somebody else, a moment later
    assert (again.status_code, again.url) == (302, first.url)
    play.draw.refresh_from_db()
    assert play.draw.certificate == kept


def test_a_number_that_is_missing_keeps_what_was_typed(play):
    play.prepared().sealed()
    response = play.post("hall/", **NUMBERS | {"value-lottery": ""})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Not drawn" in page
    assert f'value="{NUMBERS["value-hall"]}"' in page
    assert play.draw.state == State.SEALED


def test_who_may_not_draw_may_not_type(auditor):
    draw = staged("sealed")
    assert auditor.post(at(draw, "hall/"), {"version": draw.version, **NUMBERS}).status_code == 404
    assert Draw.objects.get().state == State.SEALED


def test_drawn_it_shows_the_certificate_and_nobodys_name(school):
    draw = staged("drawn")
    certificate = made()[2]
    page = school.get(at(draw, "hall/")).content.decode()
    assert certificate.short_code in page
    assert grouped(certificate.seed) in page
    assert "The result was computed anew and is the same" in page
    assert re.findall(r"<li><span>(.*?)</span> (.*?)</li>", page) == [(end, name) for _, end, name in certificate.result["roll"]]
    for secret in (*NAMES, "B00001", *(code for code, _ in certificate.assigned.items())):
        assert secret not in page
    assert 'style="' not in page


def test_a_certificate_that_is_not_true_is_called_so(school):
    draw = staged("drawn")
    seed = made()[2].seed
    draw.certificate = draw.certificate.replace(seed, seed[::-1])
    draw.save()
    page = school.get(at(draw, "hall/")).content.decode()
    assert "This certificate is not true" in page
    assert "computed anew" not in page


@pytest.mark.parametrize("name", ["notice", "witness"])
def test_papers_name_nobody(school, name):
    draw = staged("drawn")
    page = school.get(at(draw, f"{name}/"))
    assert made()[2].short_code in page.content.decode()
    assert not [each for each in NAMES if each in page.content.decode()]
    assert "default-src 'none'" in page["Content-Security-Policy"]
    file = school.get(at(draw, f"{name}.pdf"))
    assert (file["Content-Type"], file.content[:5]) == ("application/pdf", b"%PDF-")


def test_slips_are_logged_and_end_with_the_lists(school, monkeypatch):
    looks = []
    monkeypatch.setattr(paper_views, "record_look", lambda _request, what, about, region: looks.append((what, about, region)))
    draw = staged("drawn")
    assert school.get(at(draw, "slips.pdf")).content[:5] == b"%PDF-"
    assert looks == [("export", draw, "town")]
    own = draw.own
    draw.certificate = own.published().to_json()
    draw.save()
    assert school.get(at(draw, "slips.pdf")).status_code == 404


@pytest.mark.parametrize("paper", ["notice/", "notice.pdf", "witness/", "witness.pdf", "slips.pdf"])
def test_there_is_no_paper_before_the_draw(school, paper):
    assert school.get(at(staged("sealed"), paper)).status_code == 404


def test_teachers_stand_beside_their_class_by_masked_name(school):
    rules = (TEACHERS / "rules.toml").read_text(encoding="utf-8")
    engine = engine_of(rules)
    people = engine.prepared({"list": read_listing(TEACHERS / "roster.csv")})
    seals = engine.seal(rules, people, Sealing(SEALED_AT))
    sources = typed_sources(engine.sources(rules), [("hall", "07-19-23"), ("lottery", "407")], at=DRAWN_AT)
    teams = engine.certify(Drawing(rules, people, seals, sources))
    draw = staged("drawn")
    staged("drawn", kind="teams", previous=draw, certificate=teams.to_json(), rules=rules)
    page = school.get(at(draw, "hall/")).content.decode()
    names = people["list"].column("name")
    first = [masked(name) for code, name in zip(people["list"].codes, names, strict=True) if teams.assigned[code] == 1]
    shown = re.search(r'<span class="muted team">(.*?)</span>', page)
    assert shown is not None
    assert sorted(shown[1].split("、")) == sorted(first)
    assert not [name for name in names if name in page]
