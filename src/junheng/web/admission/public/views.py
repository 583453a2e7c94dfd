"""The list of draws, a draw as a public notice, and its files; no login."""

from __future__ import annotations

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from junheng.certificates import verifier_page, verifier_policy
from junheng.reports.documents import notice_pdf
from junheng.web.access import PUBLIC, allow
from junheng.web.admission.audited import KINDS
from junheng.web.admission.public.finding import current, public_draw, shown_certificate
from junheng.web.admission.public.page import context_of, draw_url, rules_of, shown, state_of
from junheng.web.format import language

_KEPT_SECONDS = 3600


@never_cache
@require_GET
@allow(PUBLIC)
def draws(request: HttpRequest) -> HttpResponse:
    """What is announced or published now."""
    rows = [
        {
            "draw": one,
            "kind": KINDS[one.kind](language()),
            "said": state_of(one),
            "office": rules_of(one.rules).get("office", ""),
            "place": shown(one).region,
        }
        for one in current()
    ]
    return render(request, "admission_public/list.html", {"rows": rows, "crumbs": [{"name": _("Public draws")}]})


@never_cache
@require_GET
@allow(PUBLIC)
def draw(request: HttpRequest, key: str) -> HttpResponse:
    """One draw."""
    return render(request, "admission_public/draw.html", context_of(request, public_draw(key)))


@never_cache
@require_GET
@allow(PUBLIC)
def seals(request: HttpRequest, key: str) -> HttpResponse:  # noqa: ARG001 (a view is given its request)
    """The seals, from the moment of sealing."""
    return _file(public_draw(key).seals_text, "application/json", "seals.json")


@never_cache
@require_GET
@allow(PUBLIC)
def rules(request: HttpRequest, key: str) -> HttpResponse:  # noqa: ARG001
    """The rule file as it was sealed; while the office changes it, nothing."""
    found = public_draw(key)
    if found.state == "draft":
        raise Http404
    return _file(found.rules, "application/toml; charset=utf-8", "rules.toml")


@never_cache
@require_GET
@allow(PUBLIC)
def certificate(request: HttpRequest, key: str) -> HttpResponse:  # noqa: ARG001
    """The certificate, as long as it is published."""
    _draw, published = shown_certificate(key)
    return _file(published.to_json(), "application/json", "certificate.json")


@never_cache
@require_GET
@allow(PUBLIC)
def notice(request: HttpRequest, key: str) -> HttpResponse:
    """The notice on paper, as long as it is published; set once, since anybody may ask for it."""
    found, published = shown_certificate(key)
    kept = f"notice-{found.key}-{published.digest[:16]}-{language()}"
    content = cache.get(kept)
    if content is None:
        content = notice_pdf(published, language=language(), address=request.build_absolute_uri(draw_url(found)))
        cache.set(kept, content, _KEPT_SECONDS)
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="notice.pdf"'})


@require_GET
@allow(PUBLIC)
def verifier(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The page that recomputes a certificate; it may do nothing but that."""
    return HttpResponse(verifier_page(), headers={"Content-Security-Policy": verifier_policy()})


def _file(text: str, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(text.encode(), content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
