"""A family's own row: in the browser, where the number stays; without scripts by a form, which is counted and kept nowhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from junheng.certificates import Certificate, OwnRow, own_row
from junheng.engines.classes.why import why
from junheng.web.access import PUBLIC, allow
from junheng.web.admission.balance import gap_rows
from junheng.web.admission.models import Draw
from junheng.web.admission.public.finding import shown_certificate
from junheng.web.admission.public.page import context_of, crumbs_to
from junheng.web.format import language
from junheng.web.shell.errors import too_many
from junheng.web.tries import too_often

TRIES = 60


@sensitive_post_parameters("code", "salt")
@never_cache
@require_http_methods(["GET", "POST"])
@allow(PUBLIC)
def mine(request: HttpRequest, key: str) -> HttpResponse:
    """The form; after a POST what the row got. An unknown number and a wrong code get the same answer."""
    draw, published = shown_certificate(key)
    context: dict[str, Any] = context_of(request, draw) | {
        "crumbs": crumbs_to(draw, _("My result")),
        "even": sum(row.reached for row in gap_rows(published, language())),
        "asked": False,
        "groups": len(published.figures.get("sizes", ())),
    }
    if request.method == "POST":
        if too_often(request, "mine", TRIES):
            return too_many(request)
        found = _found(request, published)
        got = found.got if found is not None else ""
        context |= {"asked": True, "found": found, "got": got, "why": _why(draw, published, found) if got and found else ()}
    return render(request, "admission_public/mine.html", context)


def _found(request: HttpRequest, published: Certificate) -> OwnRow | None:
    """By number and check code; or by the published code that the browser found, which says nothing that is not public."""
    row = request.POST.get("row", "")[:100]
    if row:
        return OwnRow(row, str(published.assigned[row])) if row in published.assigned else None
    return own_row(published, request.POST.get("code", "")[:100], request.POST.get("salt", "")[:100])


def _why(draw: Draw, published: Certificate, found: OwnRow) -> list[str]:
    """Why this class, in sentences; nothing where there are no classes."""
    if "sizes" not in published.figures:
        return []
    return [sentence(language()) for sentence in why(published, found.public_code, chances=draw.chances)]
