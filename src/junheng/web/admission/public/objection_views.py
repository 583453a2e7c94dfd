"""The public form of an objection, and its answer by the receipt's number; nothing of either stands in an address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from junheng.certificates.short_code import typed
from junheng.web.access import PUBLIC, allow
from junheng.web.admission.changing import DrawRefused
from junheng.web.admission.public.finding import shown_certificate
from junheng.web.admission.public.models import Objection
from junheng.web.admission.public.objecting import MOST_TEXT, object_to
from junheng.web.admission.public.page import crumbs_to, rules_of, shown
from junheng.web.format import language
from junheng.web.shell.errors import too_many
from junheng.web.tries import too_often

TRIES = 20
_FIELDS = ("code", "salt", "text", "contact")


@sensitive_post_parameters(*_FIELDS)
@never_cache
@require_http_methods(["GET", "POST"])
@allow(PUBLIC)
def objection(request: HttpRequest, key: str) -> HttpResponse:
    """The form; after a POST the receipt."""
    draw, _published = shown_certificate(key)
    context: dict[str, Any] = {
        "draw": draw,
        "crumbs": crumbs_to(draw, _("Object")),
        "where": rules_of(draw.rules).get("objections", ""),
        "limit": getattr(draw, "time_limit", None),
        "most": MOST_TEXT,
        "typed": {},
        "shown": shown(draw),
    }
    if request.method == "GET":
        return render(request, "admission_public/objection.html", context)
    values = {name: request.POST.get(name, "") for name in _FIELDS}
    if too_often(request, "objection", TRIES):
        wrong = _("Too many tries from here. Wait ten minutes, then send it once more; what you typed is still there.")
        return render(request, "admission_public/objection.html", context | {"typed": values, "wrong": wrong}, status=429)
    try:
        made = object_to(draw, **values)
    except DrawRefused as refusal:
        return render(
            request, "admission_public/objection.html", context | {"typed": values, "wrong": refusal.text(language())}, status=422
        )
    return render(request, "admission_public/received.html", context | {"objection": made})


@sensitive_post_parameters("receipt")
@never_cache
@require_http_methods(["GET", "POST"])
@allow(PUBLIC)
def receipt(request: HttpRequest) -> HttpResponse:
    """What became of an objection."""
    if request.method == "GET":
        return render(request, "admission_public/receipt.html", {"crumbs": _crumbs()})
    if too_often(request, "receipt", TRIES):
        return too_many(request)
    plain = typed(request.POST.get("receipt", "")[:100])
    number = "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))
    found = Objection.objects.filter(receipt=number).select_related("draw").first()
    context = {"crumbs": _crumbs(), "asked": True, "objection": found, "typed": request.POST.get("receipt", "")[:100]}
    if found is not None:
        context["shown"] = shown(found.draw)
    return render(request, "admission_public/receipt.html", context, status=200 if found is not None else 422)


def _crumbs() -> list[dict[str, str]]:
    return [{"name": _("Public draws"), "url": reverse("draws:list")}, {"name": _("Answer to an objection")}]
