"""Notice, witness sheet and slips: pages that print, and PDF files."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from junheng.certificates import Certificate, notice, witness_sheet
from junheng.reports.documents import notice_pdf, slips_pdf, witness_pdf
from junheng.web.access import allow
from junheng.web.admission.finding import draw_of
from junheng.web.admission.models import Draw
from junheng.web.audit.looks import record_look
from junheng.web.format import language
from junheng.web.people.roles import Right

#: The papers are files on their own, with their style inside; nothing else may run or load in them.
PAPER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def certificate_of(request: HttpRequest, region: str, key: str) -> tuple[Draw, Certificate]:
    """A draw that this reader sees, with its certificate; 404 before there is one."""
    draw = draw_of(request, region, key)
    own = draw.own
    if own is None:
        raise Http404
    return draw, own


def public_address(request: HttpRequest, draw: Draw) -> str:
    """Where everybody finds the draw once it is published."""
    return request.build_absolute_uri(reverse("draws:draw", args=(draw.key,)))


def _page(text: str) -> HttpResponse:
    return HttpResponse(text, headers={"Content-Security-Policy": PAPER_POLICY})


def _file(content: bytes, draw: Draw, name: str) -> HttpResponse:
    """A PDF that a browser shows, and saves under a name of its own."""
    stem = f"{name}-{slugify(draw.key[:6])}"
    kept = "synthetic-" if draw.synthetic else ""
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{kept}{stem}.pdf"'})


@never_cache
@require_GET
@allow(Right.SEE_DRAWS)
def notice_page(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """The notice as a page that prints."""
    _draw, own = certificate_of(request, region, key)
    return _page(notice(own, language=language()))


@never_cache
@require_GET
@allow(Right.SEE_DRAWS)
def witness_page(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """The sheet that witnesses sign, as a page that prints."""
    _draw, own = certificate_of(request, region, key)
    return _page(witness_sheet(own, language=language()))


@never_cache
@require_GET
@allow(Right.SEE_DRAWS)
def notice_file(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """The notice as PDF."""
    return _paper(request, region, key, "notice", notice_pdf)


@never_cache
@require_GET
@allow(Right.SEE_DRAWS)
def witness_file(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """The sheet that witnesses sign, as PDF."""
    return _paper(request, region, key, "witness", witness_pdf)


def _paper(request: HttpRequest, region: str, key: str, name: str, made: Callable[..., bytes]) -> HttpResponse:
    draw, own = certificate_of(request, region, key)
    return _file(made(own, language=language(), address=public_address(request, draw)), draw, name)


@never_cache
@require_GET
@allow(Right.SEE_DRAWS)
def slips_file(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """The slip of every family, with numbers and salts: for the office, and each look is in the audit log."""
    draw, own = certificate_of(request, region, key)
    if not own.private:  # erased
        raise Http404
    record_look(request, "export", draw, region=draw.region)
    verifier = request.build_absolute_uri(reverse("draws:verifier"))
    return _file(slips_pdf(own, next(iter(own.private)), language=language(), verifier=verifier), draw, "slips")
