"""A draw of classes at S1 of the town in any state, made without a page."""

from functools import cache

from junheng.certificates import listing, seals_text
from junheng.draw import typed_sources
from junheng.reports.draws import Drawing, Sealing, engine_of
from junheng.web.admission.models import Draw, State

RULES = """method = "classes"
mode = "entry-grade"
classes = 2
title = "S1, 2026"
sex = "sex"

[[source]]
name = "hall"

[[source]]
name = "lottery"
fallback = "the next issue"
"""
SEALED_AT, DRAWN_AT = "2026-08-20T09:00:00+08:00", "2026-08-21T10:00:00+08:00"


@cache
def made():
    """Prepared list, seals and certificate."""
    engine = engine_of(RULES)
    raw = listing(("code", "name", "sex"), [(f"B{n:05}", f"冯{'甲乙丙丁戊己庚辛'[n]}", "男" if n % 2 else "女") for n in range(8)])
    people = engine.prepared({"list": raw})
    seals = engine.seal(RULES, people, Sealing(SEALED_AT))
    sources = typed_sources(engine.sources(RULES), [("hall", "07-19-23"), ("lottery", "40771")], at=DRAWN_AT)
    return people["list"].text, seals, engine.certify(Drawing(RULES, people, seals, sources))


def staged(state="draft", **fields):
    """The draw."""
    text, seals, certificate = made()
    content = {"lists": {"list": text}, "rules": RULES, "title": "S1, 2026"}
    if state != State.DRAFT:
        content |= {"seals_text": seals_text(seals), "sealed_at": SEALED_AT}
    if state in (State.DRAWN, State.PUBLISHED):
        content |= {"certificate": certificate.to_json(), "drawn_at": DRAWN_AT}
    if state == State.PUBLISHED:
        content |= {"published_at": DRAWN_AT, "publication_until": "2999-01-01", "keep_until": "2999-06-01"}
    return Draw.objects.create(region="town", area="01", unit="S1", state=state, **(content | fields))
