"""The reader's language, kept in a cookie."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse


def keep_language(response: HttpResponse, chosen: str) -> None:
    """Set the language cookie as `LocaleMiddleware` reads it."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
