"""Who may see a view: declared above it, checked before it runs.

    @require_GET
    @allow(SIGNED_IN)
    def region(request: HttpRequest) -> HttpResponse: ...

A view that declares nothing answers 403 to everyone, so a forgotten line closes a page and never opens one.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Access(Enum):
    """The circles of readers, widest first."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"


PUBLIC = Access.PUBLIC
SIGNED_IN = Access.SIGNED_IN


def allow(access: Access) -> Callable[[View], View]:
    """Declare who may call the view below."""

    def declare(view: View) -> View:
        view.junheng_access = access  # type: ignore[attr-defined]
        return view

    return declare


def declared(view: Callable[..., Any]) -> Access | None:
    """What a view declares; None where it forgot to."""
    return getattr(view, "junheng_access", None)


class CheckAccess:
    """Middleware that holds every view to its declaration."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing happens before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], _args: object, _kwargs: object) -> HttpResponse | None:
        """Refuse, send to the login page, or let pass."""
        access = declared(view)
        if access is None:
            raise PermissionDenied
        if access is Access.SIGNED_IN and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return None
