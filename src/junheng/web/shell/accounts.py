"""Signing in: Django's own accounts, and a pause after repeated failures."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from junheng.web.shell.models import FailedLogin

PAUSE = timedelta(minutes=15)
FAILURES_PER_NAME = 5  # for one user name from one address
FAILURES_PER_ADDRESS = 30  # for all names from one address: a school's whole office may share one


class LoginForm(AuthenticationForm):
    """Name and password; refuses without looking while the pause lasts."""

    error_messages = {  # noqa: RUF012 (Django's own attribute)
        **AuthenticationForm.error_messages,
    }

    def clean(self) -> dict[str, str]:
        """Check the pause, then the password; remember a failure."""
        username = self.cleaned_data.get("username") or ""
        if must_wait(self.request, username):
            raise ValidationError(
                _("Too many wrong passwords. Wait {minutes} minutes, then try again.").format(minutes=PAUSE.seconds // 60), code="paused"
            )
        try:
            cleaned = super().clean()
        except ValidationError as error:
            note_failure(self.request, username)
            raise ValidationError(_("User name or password is not right. Check both; capitals count."), code="wrong") from error
        FailedLogin.objects.filter(username=username, address=self.request.META["REMOTE_ADDR"]).delete()
        return cleaned


def must_wait(request: HttpRequest, username: str) -> bool:
    """Whether this name or this address has failed too often of late."""
    recent = FailedLogin.objects.filter(address=request.META["REMOTE_ADDR"], at__gt=timezone.now() - PAUSE)
    return recent.filter(username=username).count() >= FAILURES_PER_NAME or recent.count() >= FAILURES_PER_ADDRESS


def note_failure(request: HttpRequest, username: str) -> None:
    """Remember one failure and forget those that no longer count."""
    FailedLogin.objects.filter(at__lte=timezone.now() - PAUSE).delete()
    FailedLogin.objects.create(username=username[:150], address=request.META["REMOTE_ADDR"])
