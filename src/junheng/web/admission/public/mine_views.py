"""A family's own row: in the browser, where the number stays; without scripts by a form, which is counted and kept nowhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from junheng.certificates import OwnRow, own_row
from junheng.web.access import PUBLIC, allow
from junheng.web.admission.balance import gap_rows
from junheng.web.admission.public.finding import shown_certificate
from junheng.web.admission.public.page import context_of
from junheng.web.admission.public.tries import too_often
from junheng.web.format import language
from junheng.web.shell.errors import too_many

TRIES = 20


@sensitive_post_parameters("code", "salt")
@never_cache
@require_http_methods(["GET", "POST"])
@allow(PUBLIC)
def mine(request: HttpRequest, key: str) -> HttpResponse:
    """The form; after a POST what the row got. An unknown number and a wrong code get the same answer."""
    draw, published = shown_certificate(key)
    context: dict[str, Any] = context_of(request, draw) | {
        "even": sum(row.reached for row in gap_rows(published, language())),
        "asked": False,
        "groups": len(published.figures.get("sizes", ())),
    }
    if request.method == "POST":
        if too_often(request, "mine", TRIES):
            return too_many(request)
        found = own_row(published, request.POST.get("code", "")[:100], request.POST.get("salt", "")[:100])
        context |= {"asked": True, "found": found, "got": _got(found)}
    return render(request, "admission_public/mine.html", context)


def _got(found: OwnRow | None) -> str:
    return found.got if found is not None else ""
