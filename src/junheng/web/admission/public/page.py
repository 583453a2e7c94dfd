"""What the page of a draw shows, from its seals and its published certificate alone."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.certificates import Certificate, CertificateError, result_rows, roll_rows, short_code
from junheng.draw import DeclaredSource, DrawError, joined_text
from junheng.engines.classes.chances_file import spoken
from junheng.reports.draws import engine_of
from junheng.web import regions
from junheng.web.admission.balance import called, gap_rows, shown_fraction, why_wider
from junheng.web.admission.models import Draw, State
from junheng.web.admission.public.finding import in_period, is_over
from junheng.web.admission.public.models import Objection
from junheng.web.format import day, language, moment
from junheng.web.shell.shown import Shown

_HASH = re.compile("[0-9a-f]{32}")
#: So many rows of an order stand on the page; the certificate has all.
SHOWN_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody who was moved by hand after the draw."""

    who: str  # as people know it
    before: str
    after: str
    reason: str


def context_of(request: HttpRequest, draw: Draw) -> dict[str, Any]:
    """Everything that the page needs."""
    published = draw.published
    rules = rules_of(draw.rules)
    context: dict[str, Any] = {
        "draw": draw,
        "crumbs": crumbs_to(draw),
        "said": state_of(draw),
        "office": rules.get("office", ""),
        "where": rules.get("objections", ""),
        "seals": _seals(draw),
        "declared": () if draw.state == State.DRAFT else declared(draw),
        "open": in_period(draw),
        "over": is_over(draw),
        "following": [other for other in draw.following.order_by("pk") if other.seals_text],
        "holds_now": _holds_now(draw),
        "before": draw.previous if draw.previous is not None and draw.previous.seals_text else None,
        "before_open": draw.previous is not None and in_period(draw.previous),
        "told": draw.objections.exclude(shown_question="").order_by("pk"),
        "counts": counts(draw),
        "address": request.build_absolute_uri(draw_url(draw)),
        "shown": shown(draw),
    }
    return context | (_result(draw, published) if published is not None else {})


def _result(draw: Draw, published: Certificate) -> dict[str, Any]:
    found: dict[str, Any] = {
        "certificate": published,
        "line": joined_text(published.sources, round_name=published.round_name),
        "gaps": gap_rows(published, language()),
        "wider": why_wider(published, language()),
        "sizes": list(enumerate(published.figures.get("sizes", ()), start=1)),
        "moved": _moved(published),
        "changed": _changed(published),
        "chances": [sentence(language()) for sentence in spoken(draw.chances)] if draw.chances else [],
    }
    if in_period(draw):
        found |= {"classes": classes_of(published), **_order(published)}
    return found


def classes_of(published: Certificate) -> list[tuple[str, list[tuple[str, str]]]]:
    """The roll by class: ends of numbers, masked names; empty where there are no classes."""
    found: dict[str, list[tuple[str, str]]] = {}
    for number, end, name in roll_rows(published):
        found.setdefault(number, []).append((end, name))
    return list(found.items())


def _order(published: Certificate) -> dict[str, Any]:
    """Who got what, where the result is no roll of classes."""
    if roll_rows(published):
        return {}
    rows = [(shown_code(published, code), name, got) for code, name, got in result_rows(published)]
    if all(got.isdigit() for _end, _name, got in rows):
        rows.sort(key=lambda row: int(row[2]))
    return {"rows": rows[:SHOWN_ROWS], "more": max(0, len(rows) - SHOWN_ROWS)}


def shown_code(published: Certificate, code: str) -> str:
    """What people know a row by: the end of its number, the beginning of its hash where that is too short, an open code as it is."""
    for one in published.lists.values():
        row = one.by_code.get(code)
        if row is not None:
            return row.get("tail") or (code[:8] if _HASH.fullmatch(code) else code)
    return code


def _moved(published: Certificate) -> list[Moved]:
    rows: Any = published.result.get("moves", ())
    return [
        Moved(shown_code(published, row[0]), str(row[1]), str(row[2]), str(row[3]) if len(row) > 3 else published.reason) for row in rows
    ]


def _changed(published: Certificate) -> list[tuple[str, str, str]]:
    """Attributes whose widest gap is another than before a move or a late round: what it was, and is."""
    figures: Any = published.figures
    before = figures.get("gaps_drawn") or figures.get("gaps_before") or ()
    now = {name: Fraction(*gap) for name, *gap in figures.get("gaps", ())}
    return [
        (called(name, language()), shown_fraction(Fraction(*gap)), shown_fraction(now[name]))
        for name, *gap in before
        if name in now and Fraction(*gap) != now[name]
    ]


def _holds_now(draw: Draw) -> Draw | None:
    """The draw whose certificate took this one's place, because somebody was moved; the newest, where there are several."""
    for other in draw.following.filter(state=State.PUBLISHED).order_by("-pk"):
        certificate = other.published
        if certificate is not None and certificate.result.get("moves"):
            return _holds_now(other) or other
    return None


def _seals(draw: Draw) -> list[dict[str, Any]]:
    """All seals, oldest first; which of them holds, and the short code that its paper has."""
    seals = draw.seals
    holds = {one.name: one for one in seals}
    return [{"seal": one, "holds": holds[one.name] is one, "code": short_code(one.digest)} for one in seals]


def declared(draw: Draw) -> tuple[DeclaredSource, ...]:
    """The sources of the numbers that the rules named before anybody knew them."""
    try:
        return engine_of(draw.rules).sources(draw.rules)
    except (DrawError, CertificateError):
        return ()


def rules_of(text: str) -> dict[str, Any]:
    """The rule file as a table, for its words to people."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def state_of(draw: Draw) -> str:
    """Where it stands, in a sentence."""
    if draw.state == State.WITHDRAWN:
        return _("Withdrawn: the result does not hold.")
    if is_over(draw):
        return _("The publication period ended on {until}.").format(until=day(draw.publication_until))
    if draw.state == State.PUBLISHED:
        return _("Published {since}, until {until}.").format(since=day(draw.published_at), until=day(draw.publication_until))
    if draw.state == State.DRAWN:
        return _("Drawn; the result is being checked and is not published yet.")
    if draw.state == State.DRAFT:
        return _("The office is changing what was sealed; it will be sealed anew, with a reason.")
    return _("Sealed {when}; the numbers are not known yet.").format(when=moment(draw.sealed_at))


def counts(draw: Draw) -> dict[str, int]:
    """How many objections came, and how many were answered."""
    known = Objection.objects.filter(draw=draw)
    return {"received": known.count(), "answered": known.exclude(answered_at=None).count()}


def shown(draw: Draw) -> Shown:
    """Whose draw it is, and whether it is invented."""
    loaded = regions.region(draw.region)
    return Shown(loaded.title if loaded is not None else draw.region, draw.synthetic)


def crumbs_to(draw: Draw, *here: str) -> list[dict[str, str]]:
    """The way to a page of a draw."""
    way = [{"name": _("Public draws"), "url": reverse("draws:list")}, {"name": draw.title, "url": draw_url(draw)}]
    if not here:
        return [way[0], {"name": draw.title}]
    return [*way, *({"name": name} for name in here)]


def draw_url(draw: Draw) -> str:
    """Its public address."""
    return reverse("draws:draw", args=(draw.key,))
