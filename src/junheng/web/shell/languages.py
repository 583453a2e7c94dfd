"""The reader's language, kept in a cookie."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


def answered(request: HttpRequest, answer: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """What a view answers to a form; in the language that the form asks for, which is kept, where it asks for one.

    Pages that keep nothing on the site change their language so: by sending the form that they carry once more.
    """
    chosen = request.POST.get("language")
    if chosen not in dict(settings.LANGUAGES):
        return answer(request)
    with translation.override(chosen):
        response = answer(request)
    keep_language(response, chosen)
    return response


def keep_language(response: HttpResponse, chosen: str) -> None:
    """Set the language cookie as `LocaleMiddleware` reads it."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
