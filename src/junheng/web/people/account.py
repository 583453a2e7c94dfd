"""One's own account: roles, password, second factor, sessions."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from junheng.web.access import SIGNED_IN, allow, scope_of
from junheng.web.people import second_factor, sessions
from junheng.web.people.naming import assignments_of


@require_GET
@allow(SIGNED_IN)
def page(request: HttpRequest) -> HttpResponse:
    """What is set up, and where to change it."""
    codes = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES).first()
    return render(
        request,
        "people/account.html",
        {
            "assignments": assignments_of(request.user),
            "sessions": sessions.open_sessions(request.user),
            "this_session": request.session.session_key,
            "has_factor": second_factor.has(request.user),
            "must_have_factor": second_factor.must_have(scope_of(request)),
            "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        },
    )


@require_POST
@allow(SIGNED_IN)
def end_session(request: HttpRequest) -> HttpResponse:
    """End one of one's own sessions, or all but this one."""
    number = request.POST.get("session", "")
    if number.isdecimal():
        sessions.end_one(request.user, int(number))
    else:
        sessions.end_all(request.user, but=request.session.session_key)
    return redirect("account")
