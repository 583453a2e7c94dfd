"""Pages of a region without pupils, at the addresses of the Monitor workspace.

Who may see them stands above the views of `junheng.web.monitor.views`, which these stand in for.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.reports.balance import provenance_notes
from junheng.reports.export import Sheet
from junheng.web.format import language
from junheng.web.monitor.bar import Crumb
from junheng.web.monitor.kept import written
from junheng.web.monitor.scope import NothingYetError, NotThereError
from junheng.web.monitor.tally.overview import map_page, overview, totals_frame
from junheng.web.monitor.tally.scope import TallyScope, frame
from junheng.web.monitor.tally.unit import unit_page
from junheng.web.monitor.tally.units import TallyList, indicator_list, unit_list
from junheng.web.monitor.tracing import find_trace, trace_page
from junheng.web.tables.columns import frame_of
from junheng.web.tables.download import TYPES, frame_as_file


def region_page(request: HttpRequest, scope: TallyScope) -> HttpResponse:
    """What was returned, and what indicators make of it."""
    if (kind := scope.address["format"]) in TYPES:
        notes = provenance_notes(scope.snapshot.release, scope.pack, language())
        return _as_file(scope, kind, Sheet(name="totals", frame=totals_frame(scope), title=_("What was counted, added up"), notes=notes))
    return written(request, scope, "monitor/tally/overview.html", lambda _reader: {"page": overview(scope), **frame(scope)})


def area(request: HttpRequest, scope: TallyScope, code: str) -> HttpResponse:
    """The same of one area."""
    if code not in scope.areas:
        raise NotThereError(
            _("There is no area {name} in this release").format(name=code),
            _("There are: {known}.").format(known=_(", ").join(scope.area_name(each) for each in scope.areas)),
        )
    inside = scope.within(code)
    crumb = Crumb(scope.area_name(code))
    return written(request, inside, "monitor/tally/overview.html", lambda _reader: {"page": overview(inside), **frame(inside, crumb)})


def indicator(request: HttpRequest, scope: TallyScope, indicator: str) -> HttpResponse:
    """The units of one indicator with its value for each."""
    found = next((each for each in scope.indicators if each.id == indicator), None)
    if found is None:
        raise NotThereError(
            _("There is no indicator {name} in this release").format(name=indicator),
            _("There are: {known}.").format(known=_(", ").join(each.name(language()) for each in scope.indicators)),
        )
    return _listed(request, scope, indicator_list(request, scope, found), Crumb(found.short), found.id)


def units(request: HttpRequest, scope: TallyScope) -> HttpResponse:
    """All units that have rows in the period."""
    return _listed(request, scope, unit_list(request, scope), Crumb(pgettext("no pupils", "Units")), "units")


def _listed(request: HttpRequest, scope: TallyScope, page: TallyList, crumb: Crumb, name: str) -> HttpResponse:
    kind = scope.address["format"]
    if kind in TYPES:
        notes = provenance_notes(scope.snapshot.release, scope.pack, language())
        sheet = Sheet(name=name, frame=frame_of(page.listing.columns, page.listing.wanted), title=page.title, notes=notes)
        return _as_file(scope, kind, sheet)
    return render(request, "monitor/tally/list.html", {"page": page, **frame(scope, crumb)})


def unit(request: HttpRequest, scope: TallyScope, code: str) -> HttpResponse:
    """One unit over the periods."""
    page = unit_page(scope, code)
    return render(request, "monitor/tally/unit.html", {"page": page, **frame(scope, Crumb(page.crumb))})


def map_in_full(request: HttpRequest, scope: TallyScope) -> HttpResponse:
    """The map with its table."""
    page = map_page(scope)
    if page is None:
        raise NothingYetError(_("There is nothing to map"), _("No two areas have figures in this period. Choose another period."))
    context = {"page": page, "fields": scope.address.fields("show"), **frame(scope, Crumb(_("Map")))}
    return render(request, "monitor/tally/map.html", context)


def needs(request: HttpRequest, scope: TallyScope) -> HttpResponse:  # noqa: ARG001 - as all pages
    """What it takes to comply is asked only where units are compared."""
    raise NothingYetError(
        _("Nothing has to be added here"),
        _("The pack {pack} counts no pupils and compares no unit with another. Its indicators stand on the region's page.").format(
            pack=scope.pack.title(language())
        ),
    )


def trace(request: HttpRequest, scope: TallyScope, figure: str) -> HttpResponse:
    """From a figure to the rows that it was computed from."""
    kind = scope.address["format"]
    if kind in TYPES:
        found = find_trace(scope, figure)
        notes = provenance_notes(scope.snapshot.release, scope.pack, language())
        return _as_file(scope, kind, Sheet(name=f"trace-{figure}", frame=found.rows, title=found.name(language()), notes=notes))
    template = "monitor/trace_pane.html" if scope.address["pane"] else "monitor/trace.html"
    return render(request, template, {"page": trace_page(scope, figure), **frame(scope, Crumb(_("Trace")))})


def _as_file(scope: TallyScope, kind: str, sheet: Sheet) -> HttpResponse:
    synthetic = "synthetic" if scope.manifest.description.synthetic else ""
    return frame_as_file(kind, sheet, scope.region, sheet.name, scope.level, scope.period, scope.manifest.folder_name, synthetic)
