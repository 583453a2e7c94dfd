"""Pages of the Monitor workspace: each finds its scope, asks one view model and renders it.

Every page with a table gives it away as well: ``?format=csv``, ``xlsx`` or ``json`` on the page's own address, with the
same filters and the same order.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from junheng.web.access import SIGNED_IN, allow, scope_of
from junheng.web.format import language
from junheng.web.monitor import indicator as indicator_model
from junheng.web.monitor import needs as needs_model
from junheng.web.monitor import unit_list as unit_list_model
from junheng.web.monitor.area import area_page
from junheng.web.monitor.bar import Crumb, frame
from junheng.web.monitor.download import TYPES, download
from junheng.web.monitor.filtering import PARAMETERS
from junheng.web.monitor.kept import written
from junheng.web.monitor.map_page import map_page
from junheng.web.monitor.overview import overview
from junheng.web.monitor.resolving import scoped
from junheng.web.monitor.scope import NotThereError, Scope
from junheng.web.monitor.tally import views as tally
from junheng.web.monitor.tracing import find_trace, trace_page
from junheng.web.monitor.unit import LeftOut, unit_page
from junheng.web.monitor.units import UnitRow
from junheng.web.people.roles import Right
from junheng.web.regions import loaded_regions
from junheng.web.tables.table import ListChangedError, picked


@require_GET
@allow(SIGNED_IN)
def start(request: HttpRequest) -> HttpResponse:
    """The loaded regions that the reader has a role in."""
    scope = scope_of(request)
    regions = loaded_regions()
    mine = [loaded for loaded in regions if scope.may(Right.SEE_FIGURES, loaded.name)]
    return render(request, "monitor/start.html", {"regions": mine, "others": len(regions) > len(mine)})


@require_GET
@allow(Right.SEE_FIGURES)
@scoped("sort", "strip", "against", "moved", "format", "show", tally=tally.region_page)
def region_page(request: HttpRequest, scope: Scope) -> HttpResponse:
    """What complies, what does not, what moved."""
    if kind := _asked(scope):
        table = scope.snapshot.result.balance_table()
        here = table.filter(pl.col("level") == scope.level, pl.col("period") == scope.period)
        return download(scope, kind, "coefficients", _("Coefficients of variation"), here)
    return written(request, scope, "monitor/overview.html", lambda _reader: {"page": overview(scope), **frame(scope)})


@require_GET
@allow(Right.SEE_FIGURES)
@scoped("show", "format", tally=tally.area)
def area(request: HttpRequest, scope: Scope, code: str) -> HttpResponse:
    """One county: its coefficients, its schools, why it fails, the least that helps."""

    def context(_reader: HttpRequest) -> dict[str, object]:
        page = area_page(scope, code)
        return {"page": page, **frame(scope.within(code), Crumb(page.title))}

    return written(request, scope, "monitor/area.html", context)


@require_GET
@allow(Right.SEE_FIGURES)
@scoped(*PARAMETERS, "kind", tally=tally.indicator)
def indicator(request: HttpRequest, scope: Scope, indicator: str) -> HttpResponse:
    """Each school a dot by county, with floor and mean; the table with sort, filter and export."""
    found = next((each for each in scope.indicators if each.id == indicator), None)
    if found is None:
        raise NotThereError(
            _("There is no indicator {name} at this level").format(name=indicator),
            _("There are: {known}.").format(known=_(", ").join(each.name(language()) for each in scope.indicators)),
        )
    if kind := _asked(scope):
        rows = indicator_model.listing(request, scope, found).wanted
        return download(scope, kind, found.id, found.name(language()), indicator_model.frame_of(scope, found, rows))

    def context(reader: HttpRequest) -> dict[str, object]:
        page = indicator_model.indicator_page(reader, scope, found)
        return {"page": page, **frame(scope, Crumb(found.short), to_area=lambda code: scope.address.query(area=code, page=None) or "?")}

    return written(request, scope, "monitor/indicator.html", context)


@require_GET
@allow(Right.SEE_FIGURES)
@scoped("to-*", tally=tally.unit)
def unit(request: HttpRequest, scope: Scope, code: str) -> HttpResponse:
    """One school: every aspect against floor, county and region, with history."""
    page = unit_page(scope, code)
    if isinstance(page, LeftOut):
        return render(request, "monitor/left_out.html", {"page": page, **frame(scope, Crumb(page.title))})
    inside = scope.within(page.unit.area)
    crumbs = (Crumb(page.area, scope.to("area", page.unit.area)), Crumb(page.title))
    return render(request, "monitor/unit.html", {"page": page, **frame(inside, *crumbs)})


@require_http_methods(["GET", "POST"])
@allow(Right.SEE_FIGURES)
@scoped(*PARAMETERS, "kind", tally=tally.units)
def units(request: HttpRequest, scope: Scope) -> HttpResponse:
    """All schools, the weak ones first; a POST gives those that were picked as a workbook."""
    page = unit_list_model.unit_list(request, scope)
    wrong = ""
    if request.method == "POST":
        try:
            rows = picked(request.POST, page.listing.table, page.listing.everything)
            return _units_as_file(scope, "xlsx", rows)
        except ListChangedError:
            wrong = _("The list has changed since you picked. Look at it again.")
    if kind := _asked(scope):
        return _units_as_file(scope, kind, page.listing.wanted)
    to_area = lambda code: scope.address.query(area=code, page=None) or "?"  # noqa: E731 (the bar's links stay on this page)
    crumb = Crumb(pgettext("of the region", "Units"))
    context = {"page": page, "wrong": wrong, **frame(scope, crumb, to_area=to_area)}
    return render(request, "monitor/units.html", context, status=409 if wrong else 200)


def _units_as_file(scope: Scope, kind: str, rows: Sequence[UnitRow]) -> HttpResponse:
    return download(scope, kind, "units", _("Units and their verdicts"), unit_list_model.frame_of(scope, rows))


@require_GET
@allow(Right.SEE_FIGURES)
@scoped("show", tally=tally.map_in_full)
def map_in_full(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The map with its table."""
    return written(request, scope, "monitor/map.html", lambda _reader: {"page": map_page(scope), **frame(scope, Crumb(_("Map")))})


@require_GET
@allow(Right.SEE_FIGURES)
@scoped("indicator", "format", tally=tally.needs)
def needs(request: HttpRequest, scope: Scope) -> HttpResponse:
    """What it takes at least to comply, with its proof."""
    if kind := _asked(scope):
        return download(scope, kind, "additions", _("Least additions"), needs_model.frame_of(scope))

    def context(_reader: HttpRequest) -> dict[str, object]:
        return {"page": needs_model.needs_page(scope), **frame(scope, Crumb(_("What it takes")))}

    return written(request, scope, "monitor/needs.html", context)


@require_GET
@allow(Right.SEE_FIGURES)
@scoped("format", "pane", tally=tally.trace)
def trace(request: HttpRequest, scope: Scope, figure: str) -> HttpResponse:
    """From a figure to the rows that it was computed from."""
    if kind := _asked(scope):
        found = find_trace(scope, figure)
        return download(scope, kind, f"trace-{figure}", found.name(language()), found.rows)
    template = "monitor/trace_pane.html" if scope.address["pane"] else "monitor/trace.html"
    return render(request, template, {"page": trace_page(scope, figure), **frame(scope, Crumb(_("Trace")))})


def _asked(scope: Scope) -> str:
    """The file that the address asks for; empty for the page."""
    kind = scope.address["format"]
    return kind if kind in TYPES else ""
