"""What the palette finds of the audit log."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.language import Text
from junheng.web.access import scope_of
from junheng.web.audit.seeing import regions_of
from junheng.web.shell.jump import Entry


def entries(request: HttpRequest) -> Iterator[Entry]:
    """The heads, for those who read the log; the log itself is a workspace."""
    if regions_of(scope_of(request)):
        yield Entry(_("Page"), Text("每日末条哈希", "Heads of the audit log"), reverse("audit:heads"))
