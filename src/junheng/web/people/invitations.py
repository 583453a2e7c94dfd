"""The way in: a link that is shown once, handed over by an administrator, and sets a password once."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from junheng.web.people.models import Invitation
from junheng.web.people.sessions import end_all


@dataclass(frozen=True, slots=True)
class Link:
    """A fresh invitation; its token exists here and in the hands of whoever gets it."""

    user: User
    token: str
    valid_until: datetime

    @property
    def path(self) -> str:
        """Its address on this site."""
        return reverse("join_by_link", args=(self.token,))


@transaction.atomic
def invite(users: Iterable[User]) -> tuple[Link, ...]:
    """A fresh link for each; an older link, the password and every session of theirs end here."""
    users, now = tuple(users), timezone.now()
    until = now + timedelta(days=settings.INVITATION_DAYS)
    links = tuple(Link(user, secrets.token_urlsafe(24), until) for user in users)
    Invitation.objects.filter(user__in=users).delete()
    Invitation.objects.bulk_create(Invitation(user=link.user, digest=_digest(link.token), made=now, valid_until=until) for link in links)
    for user in users:
        end_all(user)
        if user.has_usable_password():
            user.set_unusable_password()
            user.save(update_fields=["password"])
    return links


def find(token: str) -> Invitation | None:
    """The open invitation of a link; None where it was used, replaced or ran out, or its person was deactivated."""
    found = Invitation.objects.select_related("user").filter(digest=_digest(token), valid_until__gt=timezone.now(), user__is_active=True)
    return found.first()


@transaction.atomic
def accept(invitation: Invitation, password: str) -> None:
    """Set the password and close the link."""
    invitation.user.set_password(password)
    invitation.user.save(update_fields=["password"])
    invitation.delete()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
