"""Pages on which a return is filled in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from junheng.web.access import allow
from junheng.web.format import school_year
from junheng.web.people.roles import Right
from junheng.web.returns.actor import Actor
from junheng.web.returns.entry_finding import frame, return_of, seen
from junheng.web.returns.entry_list import headline, listing, rows_of
from junheng.web.returns.models import State
from junheng.web.tables.download import TYPES, listing_as_file


@never_cache
@require_GET
@allow(Right.SEE_RETURNS)
def mine(request: HttpRequest) -> HttpResponse:
    """The reader's returns; for whoever fills in none, those that they may read."""
    filling = seen(request, Right.FILL_RETURNS)
    rows = rows_of(filling if filling.exists() else seen(request))
    found = listing(request, rows)
    if request.GET.get("format") in TYPES:
        return listing_as_file(found, request.GET["format"], _("Returns"))
    return render(request, "returns/entry_list.html", {"listing": found, "headline": headline(rows), "crumbs": [{"name": _("Returns")}]})


@never_cache
@require_GET
@allow(Right.SEE_RETURNS)
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """The page on which a return is filled in; everything on it comes as JSON."""
    here, ret = return_of(request, number)
    form, period = here.form(ret.form), school_year(ret.period)
    may_fill = Actor.of(request).may(Right.FILL_RETURNS, ret)
    context = {
        "ret": ret,
        "form": form,
        "period": period,
        "place": here.name_of(ret),
        "may_fill": may_fill,
        "editable": may_fill and ret.state == State.DRAFT,
        **frame(here, {"name": here.name_of(ret)}),
    }
    return render(request, "returns/entry.html", context)
