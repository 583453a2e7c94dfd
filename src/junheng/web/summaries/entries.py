"""What the palette finds of summaries."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from junheng.web.access import scope_of
from junheng.web.shell.jump import Entry
from junheng.web.summaries.models import Summary


def entries(request: HttpRequest) -> Iterator[Entry]:
    """Summaries that the reader writes."""
    for summary in Summary.objects.visible_to(scope_of(request)):
        yield Entry(_("Summary"), summary.title, summary.get_absolute_url(), detail=summary.release)
