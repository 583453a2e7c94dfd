"""What people do with jobs: submit, cancel, retry."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from junheng.web.jobs.models import Job, State
from junheng.web.jobs.registry import kind_of


def submit(kind: str, arguments: Mapping[str, Any], user: Any, region: str, once_key: str | None = None) -> Job:
    """Put a job into the queue; with the key of an earlier one of its kind, that one is returned and nothing is added.

    A form carries a random key in a hidden field, so that a double click or a reload submits once.

    Raises
    ------
    LookupError
        No app states this kind.
    TypeError
        The function does not take these arguments, or JSON cannot say them.
    """
    known = kind_of(kind)
    if known is None:
        raise LookupError(f"there is no kind of job called {kind}")
    known.check(arguments)
    json.dumps(arguments)  # before anything is written, so that a caller's transaction stays whole
    content = {"arguments": dict(arguments), "user": user, "region": region}
    if once_key is None:
        return Job.objects.create(kind=kind, **content)
    job, _created = Job.objects.get_or_create(kind=kind, once_key=once_key, defaults=content)
    return job


def cancel(job: Job, user: Any) -> bool:
    """Take a job out of the queue, or ask it to stop; whether there was still something to cancel."""
    now = timezone.now()
    same = Job.objects.filter(pk=job.pk)
    return bool(
        same.filter(state=State.QUEUED).update(state=State.CANCELLED, cancelled_by=user, ended_at=now)
        or same.filter(state=State.RUNNING, final=False, cancel_asked_at=None).update(cancel_asked_at=now, cancelled_by=user)
    )


def retry(job: Job) -> bool:
    """Put a failed or cancelled job back into the queue, from its beginning; whether it was one.

    What it had kept as a checkpoint is dropped: what made it fail may have been corrected since.
    """
    ended = Job.objects.filter(pk=job.pk, state__in=(State.FAILED, State.CANCELLED))
    return bool(
        ended.update(
            state=State.QUEUED,
            started_at=None,
            ended_at=None,
            interruptions=0,
            cancel_asked_at=None,
            cancelled_by=None,
            done=None,
            total=None,
            message=None,
            checkpoint=None,
            cause=None,
            details="",
        )
    )
