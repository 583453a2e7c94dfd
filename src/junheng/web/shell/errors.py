"""Error pages: what happened, that nothing is lost, what to do, and a code to quote."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from http import HTTPStatus

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from junheng.web.access import PUBLIC, allow

log = logging.getLogger("junheng.web")


def _page(request: HttpRequest, status: int, title: str, happened: str, remedy: str) -> HttpResponse:
    code = f"{status}-{secrets.token_hex(3)}"
    log.log(
        logging.ERROR if status >= HTTPStatus.INTERNAL_SERVER_ERROR else logging.INFO, "code %s: %s %s", code, request.method, request.path
    )
    return render(request, "shell/error.html", {"title": title, "happened": happened, "remedy": remedy, "code": code}, status=status)


@allow(PUBLIC)
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """400."""
    return _page(
        request,
        400,
        _("This request could not be read"),
        _("The address or the form was not complete. Nothing was changed."),
        _("Go back, load the page again and repeat the last step."),
    )


@allow(PUBLIC)
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """403."""
    return _page(
        request,
        403,
        _("This page is not open to you"),
        _("Your account may not see it. Nothing was changed."),
        _("Sign in with another account, or ask whoever runs this site."),
    )


@allow(PUBLIC)
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """403 of a form whose token is missing or old."""
    return _page(
        request,
        403,
        _("This form has expired"),
        _("The form was open for too long, or cookies are switched off. Nothing was changed."),
        _("Go back, load the page again and send the form once more; cookies must be allowed for this site."),
    )


@allow(PUBLIC)
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """404."""
    return _page(
        request,
        404,
        _("There is no such page"),
        _("The address is mistyped, or what it showed is no longer here. Nothing was changed."),
        _("Check the address, or begin at the start page."),
    )


def explain_not_allowed(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: an address that only takes forms, loaded again, says so; Django's own 405 is an empty page."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET":
            return response
        page = _page(
            request,
            405,
            _("This page was the answer to a form"),
            _("Its address alone does not show it again. Nothing was changed."),
            _("Go back and send the form once more, or begin at the start page."),
        )
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return respond


@allow(PUBLIC)
def too_many(request: HttpRequest) -> HttpResponse:
    """429."""
    return _page(
        request,
        429,
        _("Too many tries in a short time"),
        _("The site counts tries from one address, so that nothing is guessed and everybody is served. Nothing was changed."),
        _("Wait a few minutes, then try again."),
    )


@allow(PUBLIC)
def broken(request: HttpRequest) -> HttpResponse:
    """500; it asks the database nothing, for that may be what broke."""
    request.user = AnonymousUser()
    return _page(
        request,
        500,
        _("Something went wrong on our side"),
        _("The page could not be made. What was saved before is safe."),
        _("Try again. If it happens again, give the code below to whoever runs this site."),
    )
