"""Signing in: allauth's accounts, closed to strangers, with a pause after repeated failures.

The pause is kept in the database, so that it outlives a restart and an administrator can see and lift it. A failure keeps no
user name: what was typed may have been a password.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from junheng.web.people.models import FailedLogin
from junheng.web.people.scope import Scope
from junheng.web.people.sealing import seal, unseal
from junheng.web.people.second_factor import must_have

PAUSE = timedelta(minutes=15)
FAILURES_PER_NAME = 5  # for one user name from one address
FAILURES_PER_NAME_ANYWHERE = 20  # for one user name, wherever from
FAILURES_PER_ADDRESS = 30  # for all names from one address: a school's whole office may share one


class Accounts(DefaultAccountAdapter):
    """Who may come in; nobody signs up."""

    error_messages = {  # noqa: RUF012 (allauth's own attribute)
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("User name or password is not right. Check both; capitals count."),
        "incorrect_password": gettext_lazy("The password is not right. Check it; capitals count."),
        "enter_current_password": gettext_lazy("The password is not right. Check it; capitals count."),
        "incorrect_code": gettext_lazy("The code is not right. Codes change every half minute; a used one does not count again."),
        "too_many_login_attempts": gettext_lazy("Too many failures. Wait 15 minutes, then try again."),
        "rate_limited": gettext_lazy("Too many failures. Wait 15 minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth's signature)
        """Whoever works here was invited."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 (allauth's signature)
        """Back to where one came from."""
        return reverse("account")

    def pre_authenticate(self, request: HttpRequest, **credentials: str) -> None:
        """Refuse without looking at the password while the pause lasts."""
        if must_wait(self.get_client_ip(request), credentials.get("username", "")):
            raise ValidationError(
                _("Too many wrong passwords. Wait {minutes} minutes, then try again.").format(minutes=PAUSE.seconds // 60), code="paused"
            )

    def authenticate(self, request: HttpRequest, **credentials: str) -> AbstractBaseUser | None:
        """Check the password; a success forgets the failures before it."""
        user = super().authenticate(request, **credentials)
        if user is not None:
            FailedLogin.objects.filter(who=digest(credentials["username"]), address=self.get_client_ip(request)).delete()
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: str) -> None:
        """Remember one failure and forget those that no longer count."""
        FailedLogin.objects.filter(at__lte=timezone.now() - PAUSE).delete()
        FailedLogin.objects.create(who=digest(credentials.get("username", "")), address=self.get_client_ip(request))

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:  # noqa: ARG002 (allauth's signature)
        """Deactivated between password and code."""
        return HttpResponseRedirect(reverse("account_login"))


class SecondFactors(DefaultMFAAdapter):
    """How the second factor is kept, and its words."""

    error_messages = {  # noqa: RUF012 (allauth's own attribute)
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": Accounts.error_messages["incorrect_code"],
        "cannot_delete_authenticator": gettext_lazy("Your role needs the second factor: it cannot be switched off."),
    }

    def get_totp_issuer(self) -> str:
        """The name that an authenticator app shows."""
        return "Junheng"

    def encrypt(self, text: str) -> str:
        """Before it is stored."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """After it was read."""
        return unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not by whoever must have it."""
        return not must_have(Scope.of(authenticator.user))


def digest(username: str) -> str:
    """A user name as failures keep it."""
    return salted_hmac("junheng.web.people.failed", username, algorithm="sha256").hexdigest()


def must_wait(address: str, username: str) -> bool:
    """Whether this name or this address has failed too often of late."""
    recent = FailedLogin.objects.filter(at__gt=timezone.now() - PAUSE)
    here, named = recent.filter(address=address), recent.filter(who=digest(username))
    return (
        here.filter(who=digest(username)).count() >= FAILURES_PER_NAME
        or named.count() >= FAILURES_PER_NAME_ANYWHERE
        or here.count() >= FAILURES_PER_ADDRESS
    )


def locked_until(username: str) -> datetime | None:
    """When the pause of a name ends, from whichever address it came; None where it has none."""
    recent = FailedLogin.objects.filter(who=digest(username), at__gt=timezone.now() - PAUSE).order_by("at")
    by_address: dict[str, list[datetime]] = {}
    for address, at in recent.values_list("address", "at"):
        by_address.setdefault(address, []).append(at)
    ends = [times[-FAILURES_PER_NAME] + PAUSE for times in by_address.values() if len(times) >= FAILURES_PER_NAME]
    return max(ends, default=None)


def unlock(username: str) -> None:
    """Forget the failures of a name."""
    FailedLogin.objects.filter(who=digest(username)).delete()
