"""Who runs a job: claimed by one statement, held by a heartbeat, and every write guarded by owner and attempt.

A worker that is killed stops beating; once its lease has run out the next worker claims the job under a higher attempt, and
whatever the old one still tries to write changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from junheng.language import Text
from junheng.web.jobs.models import Job, LogLine, State

#: A job that ends so often without a word and without a new checkpoint is not tried again.
MOST_INTERRUPTIONS = 3

INTERRUPTED = Text(
    "任务进程连续 {n} 次未留下任何信息就结束了，很可能是内存不足。请联系网站管理人员。",
    "The process that ran it ended {n} times without a word, most likely for want of memory. Ask whoever runs this site.",
).format(n=MOST_INTERRUPTIONS)


@dataclass(frozen=True, slots=True)
class Lease:
    """One attempt at one job."""

    job: int
    owner: str
    attempt: int

    def mine(self) -> QuerySet[Job]:
        """The job, as long as this attempt is the one that runs it."""
        return Job.objects.filter(pk=self.job, owner=self.owner, attempt=self.attempt, state=State.RUNNING)

    def write(self, **values: Any) -> bool:
        """Change the job; False where it is no longer this attempt's, and nothing was changed."""
        return bool(self.mine().update(**values))

    def beat(self, seconds: float) -> bool:
        """Hold the job for some seconds more; False where it is no longer this attempt's."""
        return self.write(lease_until=timezone.now() + timedelta(seconds=seconds))

    def end(self, state: State, **values: Any) -> bool:
        """The last write of an attempt."""
        return self.write(state=state, ended_at=timezone.now(), lease_until=None, **values)

    def give_back(self) -> bool:
        """Into the queue again, through no fault of the job."""
        return self.write(state=State.QUEUED, lease_until=None)

    def interrupted(self, exit_code: int | None) -> None:
        """The process that ran the job is gone; nothing happens where the job had said how it ended."""
        gone = Text("任务进程意外结束（代码 {code}）。", "The process ended unexpectedly (code {code}).").format(code=exit_code)
        with transaction.atomic():
            if self.mine().exists():
                LogLine.objects.create(job_id=self.job, attempt=self.attempt, sentence=gone)
            if self.mine().filter(cancel_asked_at__isnull=False).exists():
                self.end(State.CANCELLED)
            elif self.mine().filter(interruptions__gte=MOST_INTERRUPTIONS - 1).exists():
                self.end(State.FAILED, interruptions=F("interruptions") + 1, cause=INTERRUPTED)
            else:
                self.write(state=State.QUEUED, lease_until=None, interruptions=F("interruptions") + 1)


def claim(owner: str, seconds: float) -> Lease | None:
    """Take the oldest job that waits, or whose worker stopped beating; None where there is none."""
    now = timezone.now()
    if not Job.objects.filter(Q(state=State.QUEUED) | _abandoned(now)).exists():
        return None  # asked first, because an UPDATE would lock the database against whoever writes
    _settle(now)
    moment = connection.ops.adapt_datetimefield_value
    skip_locked = "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE jobs_job
            SET state = 'running', owner = %s, attempt = attempt + 1, lease_until = %s, started_at = %s,
                interruptions = interruptions + CASE WHEN state = 'running' THEN 1 ELSE 0 END,
                final = %s, done = NULL, total = NULL, message = NULL, done_before = 0
            WHERE id = (
                SELECT id FROM jobs_job WHERE state = 'queued' OR (state = 'running' AND lease_until < %s)
                ORDER BY id LIMIT 1 {skip_locked}
            )
            RETURNING id, attempt
            """,  # noqa: S608 (no value of anyone's is in the text)
            [owner, moment(now + timedelta(seconds=seconds)), moment(now), False, moment(now)],
        )
        row = cursor.fetchone()
    return None if row is None else Lease(row[0], owner, row[1])


def _abandoned(now: datetime) -> Q:
    return Q(state=State.RUNNING, lease_until__lt=now)


def _settle(now: datetime) -> None:
    """End the abandoned jobs that nobody is to take up again."""
    abandoned = Job.objects.filter(_abandoned(now))
    abandoned.filter(cancel_asked_at__isnull=False).update(state=State.CANCELLED, ended_at=now, lease_until=None)
    abandoned.filter(interruptions__gte=MOST_INTERRUPTIONS - 1).update(
        state=State.FAILED, ended_at=now, lease_until=None, interruptions=F("interruptions") + 1, cause=INTERRUPTED
    )
