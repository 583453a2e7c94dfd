"""The page on which a release is made from returns."""

from __future__ import annotations

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from junheng.web import regions
from junheng.web.access import allow, scope_of
from junheng.web.data.difference_page import difference_page
from junheng.web.format import language, school_year
from junheng.web.people.roles import Right
from junheng.web.returns import services
from junheng.web.returns.board.releasing_page import ReleasingPage, releasing_page
from junheng.web.returns.board.views import board_crumb, setting_or_404
from junheng.web.returns.entry.finding import frame
from junheng.web.returns.models import Return
from junheng.web.tables.download import TYPES, listing_as_file

SHORTEST = 4  # letters of a reason


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.RELEASE)
def publish(request: HttpRequest, region: str, form: str, period: str) -> HttpResponse:
    """What would go into a release; a typed confirmation makes it, as a job."""
    if not scope_of(request).whole(Right.RELEASE, region):
        raise Http404
    here, loaded = setting_or_404(region), regions.region(region)
    if loaded is None or form not in here.forms or not Return.objects.filter(region=region, form=form, period=period).exists():
        raise Http404
    if request.method == "GET":
        return _page(request, releasing_page(here, loaded, here.form(form), period))
    reason, typed = " ".join(request.POST.get("reason", "").split())[:500], request.POST.get("confirm", "").strip()
    page = releasing_page(here, loaded, here.form(form), period)
    wrong = _wrong(page, reason, typed, request.POST.get("ready", ""))
    try:
        if not wrong or not page.ready:  # a second click finds its job, also where nothing waits any more
            once = request.POST.get("once", "")[:40] or None
            return redirect(services.release(services.Actor.of(request), region, form, period, reason, once_key=once))
    except services.ReturnError as error:
        wrong = error.text(language())
    return _page(request, page, wrong=wrong, reason=reason, confirm=typed)


def _wrong(page: ReleasingPage, reason: str, typed: str, seen: str) -> str:
    """Why no release is made; empty where one is."""
    if seen != str(page.ready):
        return _("What is approved has changed since you looked at it. Look again.")
    if len(reason) < SHORTEST:
        return _("Say in a few words why this release is made.")
    if typed.upper() != page.next_label:
        sentence = _("Type {label} to confirm: a release cannot be withdrawn, only followed by a correction.")
        return sentence.format(label=page.next_label)
    return ""


def _page(request: HttpRequest, page: ReleasingPage, **typed: str) -> HttpResponse:
    changes = difference_page(request, page.comparison, first="values") if page.comparison is not None else None
    if changes is not None and request.GET.get("format") in TYPES:
        return listing_as_file(changes.listing, request.GET["format"], page.here.region, page.form.id, page.period, changes.kind)
    title = f"{page.form.title(language())} {school_year(page.period)}"
    context = {
        "page": page,
        "title": title,
        "changes": changes,
        "once": secrets.token_urlsafe(16),
        **typed,
        **frame(page.here, board_crumb(page.here.region), {"name": _("Make a release")}),
    }
    return render(request, "returns/publish.html", context, status=422 if typed.get("wrong") else 200)
