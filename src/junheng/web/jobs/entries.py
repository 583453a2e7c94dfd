"""What the palette finds of long work."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.web.shell.jump import Entry


def entries(request: HttpRequest) -> Iterator[Entry]:  # noqa: ARG001 (the same for everyone who is signed in)
    """The list."""
    yield Entry(_("Page"), _("Long work"), reverse("jobs:list"))
