"""Pages on which a return is filled in."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from junheng.tables.units import labels_for
from junheng.tables.units import unit as unit_of
from junheng.web.access import PUBLIC, allow, scope_of
from junheng.web.people.roles import Right
from junheng.web.returns import services
from junheng.web.returns.actor import Actor
from junheng.web.returns.attention import reminded
from junheng.web.returns.audited import STATES
from junheng.web.returns.entry.finding import frame, own_of, return_of, seen, shown_of
from junheng.web.returns.entry.listing import headline, listing, rows_of
from junheng.web.returns.entry.words import words
from junheng.web.returns.models import State
from junheng.web.tables.download import TYPES, listing_as_file

_WORKER = Path(__file__).parents[1] / "static" / "returns" / "js" / "worker.js"


@never_cache
@require_GET
@allow(Right.SEE_RETURNS)
def mine(request: HttpRequest) -> HttpResponse:
    """The returns that are the reader's own to fill in; on request, and for whoever has none, all that they may read."""
    all_of_them = request.GET.get("whose") == "all" or not seen(request, Right.FILL_RETURNS).exists()
    rows = rows_of(seen(request) if all_of_them else own_of(request))
    found = listing(request, rows)
    if request.GET.get("format") in TYPES:
        return listing_as_file(found, request.GET["format"], _("Returns"))
    scope = scope_of(request)
    context = {
        "listing": found,
        "headline": headline(rows),
        "others": not all_of_them and seen(request).count() > len(rows),
        "shown": shown_of(row.ret.region for row in rows),
        "may_approve": scope.has(Right.APPROVE_COUNTY) or scope.has(Right.APPROVE_COMMISSION),
        "crumbs": [{"name": _("Returns")}],
    }
    return render(request, "returns/entry_list.html", context)


@never_cache
@require_GET
@allow(Right.SEE_RETURNS)
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """The page on which a return is filled in; what stands in it comes as JSON."""
    here, ret = return_of(request, number)
    may_fill = Actor.of(request).may(Right.FILL_RETURNS, ret)
    context = {
        "ret": ret,
        "form": here.form(ret.form),
        "place": here.name_of(ret),
        "state": STATES[ret.state],
        "may_fill": may_fill,
        "editable": may_fill and ret.state == State.DRAFT,
        "imported": request.GET.get("imported", "") if request.GET.get("imported", "").isdecimal() else "",
        "refused": request.GET.get("refused") == "begun",
        "reminded": reminded(ret) if may_fill else (),
        **frame(here, {"name": here.name_of(ret)}),
    }
    return render(request, "returns/entry.html", context)


@never_cache
@require_GET
@allow(Right.SEE_RETURNS)
def data(request: HttpRequest, number: int) -> HttpResponse:
    """All that the page needs, also without a network afterwards."""
    here, ret = return_of(request, number)
    now = timezone.now()  # before anything is read: what is written meanwhile is asked for again
    units = {column["unit"] for table in here.layout(ret)["tables"] for column in table["columns"] if column["unit"]}
    more = {
        "me": {"id": request.user.pk, "user": request.user.get_username()},
        "may_fill": Actor.of(request).may(Right.FILL_RETURNS, ret),
        "units": {name: _unit(name) for name in sorted(units)},
        "words": words(),
        "time": now.isoformat(),
        "csrf": get_token(request),
    }
    return JsonResponse({**services.describe(ret), **more})


def _unit(name: str) -> dict[str, object]:
    known = unit_of(name)
    return {"labels": labels_for(known), "size": float(known.factor)}


@require_POST
@allow(Right.FILL_RETURNS)
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a return back that nobody has approved yet."""
    _here, ret = return_of(request, number)
    address = reverse("returns:entry", args=(ret.pk,))
    try:
        services.withdraw(Actor.of(request), ret)
    except services.WrongState:
        return redirect(f"{address}?refused=begun")
    except services.NotAllowed:
        return redirect("returns:list")
    return redirect(address)


@require_GET
@allow(PUBLIC)
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view is given its request)
    """The script by which a browser opens the page without a network: a browser wants it in the folder that it serves."""
    return HttpResponse(_WORKER.read_bytes(), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})
