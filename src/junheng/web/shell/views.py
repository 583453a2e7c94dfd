"""Start page, language, theme, and the palette's answers."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_GET, require_POST

from junheng.web.access import PUBLIC, SIGNED_IN, allow
from junheng.web.home import loaded_regions
from junheng.web.quick_check.form import form_context
from junheng.web.quick_draw.form import form_context as draw_context
from junheng.web.shell import attention, jump, themes
from junheng.web.shell.languages import keep_language


@require_GET
@allow(PUBLIC)
def start(request: HttpRequest) -> HttpResponse:
    """The newcomer's doors, and the way on for whoever works here."""
    context = {"regions_loaded": bool(loaded_regions()), "notices": attention.notices(request)}
    return render(request, "shell/start.html", draw_context() | form_context() | context)


@require_POST
@allow(PUBLIC)
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language and show the same page again."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES) or not check_for_language(chosen):
        return HttpResponseBadRequest()
    response = HttpResponseRedirect(_back(request))
    keep_language(response, chosen)
    return response


@require_POST
@allow(PUBLIC)
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme and show the same page again."""
    chosen = request.POST.get("theme", "")
    if chosen not in themes.THEMES:
        return HttpResponseBadRequest()
    response = HttpResponseRedirect(_back(request))
    response.set_cookie(themes.COOKIE, chosen, max_age=settings.LANGUAGE_COOKIE_AGE, samesite="Lax", secure=settings.LANGUAGE_COOKIE_SECURE)
    return response


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"


@require_GET
@allow(PUBLIC)
def keys(request: HttpRequest) -> HttpResponse:
    """The keyboard, as a page for whoever has no script."""
    return render(request, "shell/keys.html")


@require_GET
@allow(SIGNED_IN)
def jump_to(request: HttpRequest) -> HttpResponse:
    """The palette's answer: entries that fit what was typed."""
    found = jump.find(request, request.GET.get("q", ""))
    return JsonResponse(
        {"entries": [{"kind": str(e.kind), "name": e.title, "code": e.code, "detail": e.detail, "url": e.url} for e in found]},
        json_dumps_params={"ensure_ascii": False},
    )
