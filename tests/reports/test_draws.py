"""A rule file finds its engine, and every engine keeps the one face."""

from dataclasses import replace

import pytest

from junheng.certificates import CertificateError, listing, verify
from junheng.draw import seed_source
from junheng.reports.draws import Allotment, Classes, Drawing, Lists, Sealing, engine_of, recomputers

SOURCES = (seed_source("hall", "07-19-23"), seed_source("lottery", "40771"))
PEOPLE = {"list": listing(("code", "sex"), [(f"P{number:02}", "男" if number % 2 else "女") for number in range(12)])}
RULES = {"classes": 'method = "classes"\nmode = "entry-grade"\nclasses = 3\nsex = "sex"\n', "lottery": 'method = "lottery"\n'}


def test_engine_by_rules():
    assert [type(engine_of(text)) for text in (RULES["classes"], RULES["lottery"], "")] == [Classes, Allotment, Lists]


@pytest.mark.parametrize("method", RULES)
def test_a_rehearsal_by_the_one_face(method):
    engine = engine_of(RULES[method])
    people = engine.prepared(PEOPLE)
    seals = engine.seal(RULES[method], people, Sealing())
    certificate = engine.certify(Drawing(RULES[method], people, seals, SOURCES))
    assert certificate.rehearsal
    assert len(certificate.assigned) == 12
    assert certificate.lists == engine.public(RULES[method], people)
    assert verify(certificate.to_json(), recomputers=recomputers()) == ()


def test_a_list_without_rules_is_sealed_and_never_drawn():
    engine = engine_of("")
    seals = engine.seal("", PEOPLE, Sealing(at="2026-08-20T10:00:00+08:00"))
    assert seals[0].list_rows == 12
    with pytest.raises(CertificateError):
        engine.certify(Drawing("", PEOPLE, seals, SOURCES))


def test_a_late_round_keeps_the_rules_and_goes_on():
    engine = engine_of(RULES["lottery"])
    first = engine.certify(Drawing(RULES["lottery"], PEOPLE, engine.seal(RULES["lottery"], PEOPLE, Sealing()), SOURCES))
    late = {"list": listing(("code",), [("Q1",), ("Q2",)])}
    seeds = (seed_source("hall", "01-02-04"), seed_source("lottery", "99812"))
    drawing = Drawing(RULES["lottery"], late, engine.seal(RULES["lottery"], late, Sealing()), seeds, "late", first)
    assert sorted(engine.certify(drawing).assigned.values()) == [13, 14]
    with pytest.raises(CertificateError):
        engine.certify(replace(drawing, sources=SOURCES))
