"""What the palette finds of long work: a job by its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from junheng.web.access import scope_of
from junheng.web.jobs.models import Job, State
from junheng.web.jobs.standing import name_of
from junheng.web.jobs.words import state_words
from junheng.web.shell.jump import Entry


def found(request: HttpRequest, words: Sequence[str]) -> Iterator[Entry]:
    """Jobs that the reader sees, of the numbers typed."""
    numbers = [int(word) for word in words if word.isascii() and word.isdecimal() and len(word) < 18]
    if not numbers:
        return
    for job in Job.objects.visible_to(request.user, scope_of(request)).filter(pk__in=numbers):
        yield Entry(_("Long work"), f"{name_of(job)} {job.pk}", job.get_absolute_url(), str(job.pk), state_words()[State(job.state)])
