"""What the page of one job says: how far it is, how long it will take, what it said, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from junheng.web import regions
from junheng.web.format import language, moment, number
from junheng.web.jobs.models import Job, LogLine, State
from junheng.web.jobs.registry import Link, kind_of
from junheng.web.jobs.words import MARKS, about, duration, state_words

#: Log lines on the page, unless the reader asks for all.
LINES = 200
#: A job that nobody takes for so long waits for a worker that does not run.
_PATIENCE = timedelta(seconds=30)
#: A pace that was seen for less says nothing about what is left.
_SEEN = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Bar:
    """How much is done."""

    done: int
    total: int
    units: str
    left: str  # empty where it cannot be told yet


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything on the page that changes while the job runs, and its facts."""

    title: str
    said: str  # the title, coarse enough to be read aloud whenever it changes
    mark: str
    word: str
    lead: str
    bar: Bar | None
    links: tuple[Link, ...]
    facts: tuple[tuple[str, str], ...]
    lines: tuple[LogLine, ...]
    earlier: int


def name_of(job: Job) -> str:
    """The name of its kind."""
    kind = kind_of(job.kind)
    return kind.name(language()) if kind else job.kind


def standing(job: Job, *, all_lines: bool = False) -> Standing:
    """Put the page together."""
    now = timezone.now()
    bar = bar_of(job, now)
    lead, links = _lead(job, now)
    lines, earlier = _lines(job, all_lines=all_lines)
    return Standing(
        title=_title(job, 1),
        said=_title(job, 10),
        mark=MARKS[State(job.state)],
        word=state_words()[State(job.state)],
        lead=lead,
        bar=bar,
        links=links,
        facts=_facts(job, now),
        lines=lines,
        earlier=earlier,
    )


def percent_of(job: Job, step: int = 1) -> int | None:
    """Percent done, in steps rounded down; None where the job did not say."""
    return None if not job.total or job.done is None else min(100, 100 * job.done // job.total) // step * step


def bar_of(job: Job, now: datetime) -> Bar | None:
    """The bar of a job that has said how far it is; none once it has reached its end."""
    if not job.total or job.done is None or job.state == State.DONE:
        return None
    units = _("{done} of {total}").format(done=number(job.done), total=number(job.total))
    return Bar(min(job.done, job.total), job.total, units, _left(job, now))


def _left(job: Job, now: datetime) -> str:
    if job.state != State.RUNNING or job.started_at is None or now - job.started_at < _SEEN or job.done <= job.done_before:
        return ""
    return about((now - job.started_at) / (job.done - job.done_before) * (job.total - job.done))


def _title(job: Job, step: int) -> str:
    name, percent = name_of(job), percent_of(job, step)
    if job.state == State.RUNNING and job.cancel_asked_at is not None:
        return _("{name}: being cancelled").format(name=name)
    if job.state == State.RUNNING and percent is not None:
        return _("{name}: {percent}% done").format(name=name, percent=percent)
    words = {
        State.QUEUED: _("{name}: waiting"),
        State.RUNNING: _("{name}: running"),
        State.DONE: _("{name}: done"),
        State.FAILED: _("{name}: failed"),
        State.CANCELLED: _("{name}: cancelled"),
    }
    return words[State(job.state)].format(name=name)


def _lead(job: Job, now: datetime) -> tuple[str, tuple[Link, ...]]:
    """One sentence under the title, and where the result is."""
    if job.state == State.QUEUED:
        return _waiting(job, now), ()
    if job.state == State.RUNNING:
        return job.message(language()) if job.message else _("The worker has taken it up."), ()
    if job.state == State.FAILED:
        return job.cause(language()) if job.cause else "", ()
    if job.state == State.CANCELLED:
        return _("{name} cancelled it.").format(name=job.cancelled_by.get_username()) if job.cancelled_by else "", ()
    kind = kind_of(job.kind)
    if kind is None or kind.answer is None:
        return "", ()
    answer = kind.answer(job.result)
    return answer.sentence(language()), answer.links


def _waiting(job: Job, now: datetime) -> str:
    before = Job.objects.filter(Q(state=State.QUEUED, pk__lt=job.pk) | Q(state=State.RUNNING)).count()
    if before:
        return ngettext("{n} job is to be done before it.", "{n} jobs are to be done before it.", before).format(n=number(before))
    if now - job.submitted_at < _PATIENCE:
        return _("It is the next to be done.")
    return _("Nobody takes it up: the worker does not seem to run. Ask whoever runs this site to start it; the job stays in the queue.")


def _facts(job: Job, now: datetime) -> tuple[tuple[str, str], ...]:
    region = regions.region(job.region)
    facts = [
        (_("Region"), region.title(language()) if region else job.region),
        (_("Submitted by"), job.user.get_username() if job.user else ""),
        (_("Submitted"), moment(job.submitted_at)),
        (_("Started"), moment(job.started_at) if job.started_at else ""),
        (_("Ended"), moment(job.ended_at) if job.ended_at else ""),
    ]
    if job.started_at and job.state != State.QUEUED:
        facts.append((_("Took") if job.ended_at else _("Running for"), duration((job.ended_at or now) - job.started_at)))
    if job.attempt > 1:
        facts.append((_("Attempt"), number(job.attempt)))
    return tuple((label, value) for label, value in facts if value)


def _lines(job: Job, *, all_lines: bool) -> tuple[Sequence[LogLine], int]:
    """The newest lines, in the order they were said, and how many were said before them."""
    if all_lines:
        return tuple(job.lines.all()), 0
    newest = tuple(reversed(job.lines.order_by("-id")[:LINES]))
    return newest, job.lines.count() - len(newest)
