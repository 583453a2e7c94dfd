"""States and durations in words."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.web.jobs.models import State


def state_words() -> dict[State, str]:
    """Every state as an adjective, in the order of a job's life."""
    return {
        State.QUEUED: pgettext("job", "Waiting"),
        State.RUNNING: pgettext("job", "Running"),
        State.DONE: pgettext("job", "Done"),
        State.FAILED: pgettext("job", "Failed"),
        State.CANCELLED: pgettext("job", "Cancelled"),
    }


#: The mark of a state; see the tag `badge`.
MARKS = {State.QUEUED: "none", State.RUNNING: "near", State.DONE: "met", State.FAILED: "miss", State.CANCELLED: "none"}


def duration(length: timedelta) -> str:
    """A length of time with as much detail as its size deserves."""
    seconds = max(0, round(length.total_seconds()))
    if seconds < 60:
        return _("{seconds} s").format(seconds=seconds)
    if seconds < 3600:
        return _("{minutes} min {seconds} s").format(minutes=seconds // 60, seconds=seconds % 60)
    return _("{hours} h {minutes} min").format(hours=seconds // 3600, minutes=seconds % 3600 // 60)


def about(length: timedelta) -> str:
    """A length of time that is guessed from the pace so far: no more detail than a guess has."""
    seconds = length.total_seconds()
    if seconds < 10:
        return _("a few seconds left")
    if seconds < 90:
        return _("about {seconds} s left").format(seconds=int(round(seconds, -1)))
    if seconds < 5400:
        return _("about {minutes} min left").format(minutes=round(seconds / 60))
    return _("about {hours} h left").format(hours=round(seconds / 3600))
