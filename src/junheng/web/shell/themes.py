"""Light, dark or as the system says; kept in a cookie and written into the page by the server."""

from __future__ import annotations

from django.http import HttpRequest

THEMES = ("light", "dark", "system")
COOKIE = "theme"


def theme_of(request: HttpRequest) -> str:
    """The reader's choice; the system's where there is none."""
    chosen = request.COOKIES.get(COOKIE, "system")
    return chosen if chosen in THEMES else "system"
