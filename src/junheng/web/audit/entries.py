"""What the palette finds of the audit log."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.web.access import scope_of
from junheng.web.audit.seeing import regions_of
from junheng.web.shell.jump import Entry


def entries(request: HttpRequest) -> Iterator[Entry]:
    """The search and the heads, for those who read the log."""
    if regions_of(scope_of(request)):
        yield Entry(_("Page"), _("Audit log"), reverse("audit:search"))
        yield Entry(_("Page"), _("Heads of the audit log"), reverse("audit:heads"))
