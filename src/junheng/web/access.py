"""Who may see a view: declared above it, checked before it runs.

    @require_GET
    @allow(Right.SEE_RETURNS)
    def returns(request: HttpRequest, region: str) -> HttpResponse: ...

A view that declares nothing answers 403 to everyone, so a forgotten line closes a page and never opens one. A view that
declares a right and takes a ``region`` is 404 to whoever does not hold the right anywhere in that region: the page does
not tell them that there is such a region. What lies inside the region (an area, a unit, a return) is narrowed by the view,
by `scope_of(request)`, where it fetches the object.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from junheng.web.people.roles import Right

if TYPE_CHECKING:
    from junheng.web.people.scope import Scope

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Access(Enum):
    """The circles of readers, widest first."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"


PUBLIC = Access.PUBLIC
SIGNED_IN = Access.SIGNED_IN


def allow(access: Access | Right) -> Callable[[View], View]:
    """Declare who may call the view below."""

    def declare(view: View) -> View:
        view.junheng_access = access  # type: ignore[attr-defined]
        return view

    return declare


def declared(view: Callable[..., Any]) -> Access | Right | None:
    """What a view declares; None where it forgot to."""
    return getattr(view, "junheng_access", None)


def scope_of(request: HttpRequest) -> Scope:
    """What the reader holds, read once a request."""
    from django.contrib.auth.models import AnonymousUser

    from junheng.web.people.scope import Scope  # its models exist only once Django is set up

    user = getattr(request, "user", None) or AnonymousUser()  # a refused host has its page before anybody is known
    found = getattr(request, "junheng_scope", None)
    if found is None or found[0] != user.pk:
        found = request.junheng_scope = (user.pk, Scope.of(user))
    return found[1]


class CheckAccess:
    """Middleware that holds every view to its declaration."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing happens before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], _args: object, named: dict[str, Any]) -> HttpResponse | None:
        """Refuse, send to the login page, or let pass."""
        access = declared(view)
        if access is None:
            raise PermissionDenied
        if access is Access.PUBLIC:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(_way_back(request))
        if isinstance(access, Right):
            if "region" in named:
                if not scope_of(request).may(access, named["region"]):
                    raise Http404
            elif not scope_of(request).has(access):
                raise PermissionDenied
        return None


def _way_back(request: HttpRequest) -> str:
    """Where someone goes on after signing in: for a form whose session has ended, the page on which it stands."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    page = urlsplit(request.headers.get("Referer", ""))
    return urlunsplit(("", "", page.path, page.query, "")) if page.netloc == request.get_host() else "/"
