"""Where someone is signed in, and how that ends."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User


def open_sessions(user: User) -> list[UserSession]:
    """Sessions that still hold, newest first."""
    return sorted(UserSession.objects.purge_and_list(user), key=lambda session: session.created_at, reverse=True)


def end_all(user: User, *, but: str | None = None) -> None:
    """End every session of someone, except one by its key."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=but):
        session.end()


def end_one(user: User, number: int) -> None:
    """End one session by its number; nothing where it has ended already."""
    for session in UserSession.objects.filter(user=user, pk=number):
        session.end()
