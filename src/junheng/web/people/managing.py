"""Every change to people: pages, sheets and the command line come here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import transaction

from junheng.language import Text
from junheng.web.people import signing_in
from junheng.web.people.models import Assignment, Invitation
from junheng.web.people.posts import completed
from junheng.web.people.scope import Held
from junheng.web.people.sessions import end_all

NAME_TAKEN = Text("账号“{username}”已存在。", "The user name “{username}” is taken.")
NAME_WRONG = Text("账号只能用文字、数字和 @ . + - _，最多 150 个字符。", "A user name has letters, digits and @ . + - _ only, at most 150.")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone who is about to be added with a first role."""

    username: str
    name: str
    held: Held


def malformed(username: str) -> bool:
    """Whether a text can be no user name."""
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError:
        return True
    return len(username) > 150


def wrong_username(username: str) -> Text | None:
    """What is wrong with a new user name; None where nothing is."""
    if malformed(username):
        return NAME_WRONG
    return NAME_TAKEN.format(username=username) if User.objects.filter(username=username).exists() else None


@transaction.atomic
def add(newcomers: Iterable[Newcomer]) -> tuple[User, ...]:
    """Add people without a password: each comes in by an invitation. All are added, or none.

    Raises
    ------
    django.db.IntegrityError
        Somebody else has taken one of the user names meanwhile.
    """
    newcomers = tuple(newcomers)
    users = User.objects.bulk_create(User(username=each.username, first_name=each.name, password=make_password(None)) for each in newcomers)
    Assignment.objects.bulk_create(_assignment(user, each.held) for user, each in zip(users, newcomers, strict=True))
    return tuple(users)


def give(user: User, held: Held) -> None:
    """Give someone one more role; nothing where they have it."""
    wanted = completed(held)
    Assignment.objects.get_or_create(user=user, role=wanted.role, region=wanted.region, area=wanted.area, unit=wanted.unit)


def _assignment(user: User, held: Held) -> Assignment:
    held = completed(held)
    return Assignment(user=user, role=held.role, region=held.region, area=held.area, unit=held.unit)


@transaction.atomic
def deactivate(user: User) -> None:
    """Close an account: its sessions and its invitation end, its roles and its history stay."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    Invitation.objects.filter(user=user).delete()
    end_all(user)


def activate(user: User) -> None:
    """Open a closed account again, with the password that it had."""
    user.is_active = True
    user.save(update_fields=["is_active"])


def lift_second_factor(user: User) -> None:
    """Forget someone's second factor and recovery codes, for whoever lost the phone; they sign in with the password alone."""
    Authenticator.objects.filter(user=user).delete()


def unlock(user: User) -> None:
    """Lift the pause after repeated failures."""
    signing_in.unlock(user.username)


#: What an administrator does to an account with one press.
ACTS: Mapping[str, Callable[[User], None]] = {
    "deactivate": deactivate,
    "activate": activate,
    "unlock": unlock,
    "lift-second-factor": lift_second_factor,
}
#: Those that nothing takes back.
FOR_GOOD = ("lift-second-factor",)
