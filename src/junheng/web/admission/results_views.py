"""What was drawn: figures, names for the office, files, and the publication."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from junheng.certificates import Certificate, people, roll_rows, slips, verifier_page
from junheng.certificates import verify as findings_of
from junheng.engines.classes import ClassTeam, class_teams
from junheng.language import Text
from junheng.reports.draws import recomputers
from junheng.reports.export import Sheet
from junheng.web.access import allow
from junheng.web.admission import sealing
from junheng.web.admission.balance import gap_rows, why_wider
from junheng.web.admission.changing import DrawRefused, done_meanwhile
from junheng.web.admission.finding import draw_of, frame, may_manage
from junheng.web.admission.models import Draw, Kind, State
from junheng.web.admission.roster_views import version_of
from junheng.web.admission.sending import REFUSALS, Problems, problems_of
from junheng.web.admission.standing import standing
from junheng.web.audit.looks import record_look
from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.shell.notes import note
from junheng.web.tables.columns import ListColumn
from junheng.web.tables.download import TYPES, as_file, file_name, frame_as_file
from junheng.web.tables.filters import Filter
from junheng.web.tables.table import Listing, Table

#: The panel of papers of the hall, where it is installed.
PAPERS = ("admission/papers.html", "admission/nothing.html")
#: What can be taken as a file: its type, and how it is made of the office's own certificate.
FILES: Mapping[str, tuple[str, Callable[[Certificate], str]]] = {
    "certificate.json": ("application/json", lambda own: own.to_json()),
    "published.json": ("application/json", lambda own: own.published().to_json()),
    "verify.html": ("text/html; charset=utf-8", lambda _own: verifier_page()),
}


@never_cache
@require_GET
@allow(Right.SEE_DRAWS)
def results(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Figures, roll and certificate."""
    return _page(request, draw_of(request, region, key))


def _page(request: HttpRequest, draw: Draw, wrong: Problems | None = None, findings: Any = None) -> HttpResponse:
    own = draw.own
    today = timezone.localdate()
    context: dict[str, Any] = {"stands": standing(draw), "own": own, "wrong": wrong, "findings": findings, "papers": PAPERS}
    if own is not None:
        sizes: Any = own.figures.get("sizes", ())
        context |= {
            "gaps": gap_rows(own, language()),
            "wider": why_wider(own, language()),
            "sizes": list(enumerate(sizes, start=1)),
            "roll": _roll(own),
            "drawn": len(own.assigned),
            "teams": _teams(draw, own),
            "may_manage": may_manage(request, draw),
            "may_publish": may_manage(request, draw) and draw.state == State.DRAWN,
            "until": request.POST.get("until") or (today + sealing.PUBLISHED_FOR).isoformat(),
            "keep_until": request.POST.get("keep_until") or (today + sealing.KEPT_FOR).isoformat(),
        }
    return render(request, "admission/results.html", context | frame(draw, {"name": _("Results")}), status=422 if wrong else 200)


def _roll(own: Certificate) -> list[tuple[str, list[tuple[str, str]]]]:
    """The published roll by class: end of the number, masked name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for number, tail, name in roll_rows(own):
        found.setdefault(str(number), []).append((tail, name))
    return list(found.items())


def _teams(draw: Draw, own: Certificate) -> tuple[ClassTeam, ...]:
    """Each class with its teachers, where teams go with classes."""
    classes = draw.previous.own if draw.kind == Kind.TEAMS and draw.previous is not None else None
    return class_teams(classes, own) if classes is not None else ()


def _own_or_404(draw: Draw) -> Certificate:
    own = draw.own
    if own is None:
        raise Http404
    return own


@never_cache
@require_GET
@allow(Right.SEE_DRAWS)
def names(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """The list with full names, for the office; that somebody looked is in the audit log."""
    draw = draw_of(request, region, key)
    own = _own_or_404(draw)
    if not own.private:
        raise Http404
    kind = request.GET.get("format")
    record_look(request, "export" if kind in TYPES else "list", draw, region=draw.region)
    rows = _people(own)
    if kind in TYPES:
        frame_of_all = pl.DataFrame(rows, schema=["code", "name", "result"], orient="row").cast({"result": pl.String})
        return frame_as_file(kind, Sheet("names", frame_of_all, draw.title), "draw", draw.key[:6])
    table = Table(
        name="names",
        title=_("Everybody with their result"),
        columns={
            "code": ListColumn(lambda row: row[0], _("Number"), numeric=False),
            "name": ListColumn(lambda row: row[1], _("Name"), numeric=False),
            "got": ListColumn(lambda row: row[2], _("Class") if draw.forms_classes else _("Result"), first="ascending"),
        },
        default="got",
        tie=lambda row: row[0],
        filters=((Filter("class", _("Class"), _classes(rows), lambda row, value: str(row[2]) == value),) if draw.forms_classes else ()),
        files=True,
    )
    context = {"listing": Listing.of(request, table, rows), "stands": standing(draw)}
    return render(request, "admission/names.html", context | frame(draw, {"name": _("Names")}))


def _people(own: Certificate) -> list[tuple[str, str, Any]]:
    known = people(own)
    return [(known[code][0], known[code][1], got) for code, got in own.assigned.items()]


def _classes(rows: list[tuple[str, str, Any]]) -> list[tuple[str, str]]:
    return [(str(each), str(each)) for each in sorted({row[2] for row in rows}, key=lambda got: (str(type(got)), got))]


@never_cache
@require_POST
@allow(Right.SEE_DRAWS)
def verify(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Recompute all of the certificate, and say what differs."""
    draw = draw_of(request, region, key)
    _own_or_404(draw)
    return _page(request, draw, findings=findings_of(draw.certificate, recomputers=recomputers()))


@never_cache
@require_GET
@allow(Right.SEE_DRAWS)
def file(request: HttpRequest, region: str, key: str, name: str) -> HttpResponse:
    """A file made from the certificate."""
    draw = draw_of(request, region, key)
    own = _own_or_404(draw)
    if name == "slips.csv" and own.private:
        record_look(request, "export", draw, region=draw.region)
        table = pl.DataFrame(slips(own, next(iter(own.private))), schema=[("code", pl.String), ("salt", pl.String)], orient="row")
        return frame_as_file("csv", Sheet("slips", table, draw.title), "slips", draw.key[:6])
    if name not in FILES or (name == "certificate.json" and not own.private):
        raise Http404
    if name == "certificate.json":
        record_look(request, "export", draw, region=draw.region)
    kind, made = FILES[name]
    stem, _dot, suffix = name.rpartition(".")
    return as_file(made(own).encode(), kind, file_name(suffix, stem, draw.key[:6]))


@never_cache
@require_POST
@allow(Right.MANAGE_DRAWS)
def publish(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Show the result to everybody."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS)
    if draw.state == State.PUBLISHED:  # a second click
        return redirect("admission:results", region, key)
    try:
        until, keep = _day(request.POST.get("until", "")), _day(request.POST.get("keep_until", ""))
        sealing.publish(draw, request.user, version=version_of(request), until=until, keep_until=keep)
    except REFUSALS as error:
        if done_meanwhile(draw, error, State.PUBLISHED):
            return redirect("admission:results", region, key)
        return _page(request, draw, problems_of(error))
    note(request, _("Published until {until}.").format(until=until))
    return redirect("admission:results", region, key)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as error:
        raise DrawRefused(Text("日期“{typed}”看不懂。", "The day “{typed}” cannot be read.").format(typed=typed)) from error
