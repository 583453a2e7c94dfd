"""Who must sign in with a second factor, and the way there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from junheng.web.access import scope_of
from junheng.web.people.scope import Scope

#: Pages that someone needs who has to set up the factor first.
OPEN = frozenset({"account", "language", "theme", "keys", "people:rights"})


def must_have(scope: Scope) -> bool:
    """Whether one of someone's roles needs the second factor."""
    return any(held.role in settings.SECOND_FACTOR for held in scope.held)


def has(user: AbstractBaseUser) -> bool:
    """Whether someone has set it up."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


class RequireSecondFactor:
    """Middleware: whoever must have the factor and has none can do nothing but set it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing happens before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Callable[..., Any], _args: object, _named: object) -> HttpResponse | None:
        """Let pass, or lead to the set-up."""
        if not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name
        if name in OPEN or name.startswith(("account_", "mfa_")) or not must_have(scope_of(request)) or has(request.user):
            return None
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
