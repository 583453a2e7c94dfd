"""Coming in by an invitation's link.

The link's token leaves the address at once and waits in the session, so that it is in no history or referrer of the page with
the password. A link that is used, replaced or old leads to the same page, which says so.
"""

from __future__ import annotations

from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from junheng.web.access import PUBLIC, allow
from junheng.web.people import invitations

_TOKEN = "invitation"  # noqa: S105 (the key in the session, no token)


@require_GET
@never_cache
@allow(PUBLIC)
def take_link(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the token and show the page without it."""
    request.session[_TOKEN] = token
    return redirect("join")


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@allow(PUBLIC)
def join(request: HttpRequest) -> HttpResponse:
    """Choose a password; then sign in with it."""
    invitation = invitations.find(request.session.get(_TOKEN, ""))
    if invitation is None:
        return render(request, "people/link_closed.html", status=410)
    form = SetPasswordForm(invitation.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        invitations.accept(invitation, form.cleaned_data["new_password1"])
        request.session.flush()
        return render(request, "people/joined.html", {"person": invitation.user})
    return render(request, "people/join.html", {"form": form, "person": invitation.user})
