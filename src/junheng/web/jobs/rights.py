"""Who may do what with a job: its owner, and those who oversee long work in the whole of its region."""

from __future__ import annotations

from django.http import HttpRequest

from junheng.web.access import scope_of
from junheng.web.jobs.models import Job, State
from junheng.web.jobs.registry import kind_of
from junheng.web.people.roles import Right


def may_manage(request: HttpRequest, job: Job) -> bool:
    """Whether the reader may cancel the job, or start it again."""
    return job.user_id == request.user.pk or oversees(request, job)


def oversees(request: HttpRequest, job: Job) -> bool:
    """Whether the reader looks after other people's long work there, and may see what the program said when it failed."""
    return scope_of(request).whole(Right.MANAGE_JOBS, job.region)


def may_cancel(request: HttpRequest, job: Job) -> bool:
    """Whether there is something to cancel, and by this reader."""
    stoppable = job.state == State.QUEUED or (job.state == State.RUNNING and not job.final and job.cancel_asked_at is None)
    return stoppable and may_manage(request, job)


def may_retry(request: HttpRequest, job: Job) -> bool:
    """Whether the job did not reach its end, and the reader may still do what it does: rights change while a job lies there."""
    kind = kind_of(job.kind)
    if kind is None or job.state not in (State.FAILED, State.CANCELLED):
        return False
    return may_manage(request, job) and (kind.right is None or scope_of(request).whole(kind.right, job.region))
