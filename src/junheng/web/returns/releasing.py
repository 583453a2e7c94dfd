"""A release from returns: asked for by a person, made by a job; and the correction of what was released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from junheng.language import Text
from junheng.web.jobs.models import Job
from junheng.web.jobs.models import State as JobState
from junheng.web.jobs.services import submit as submit_job
from junheng.web.people.roles import Right
from junheng.web.returns.actor import Actor
from junheng.web.returns.errors import ReturnError, WrongState
from junheng.web.returns.models import Cell, Explanation, Return, State
from junheng.web.returns.opening import window
from junheng.web.returns.saving import touch
from junheng.web.returns.setting import setting

JOB = "release_returns"
NOT_STATISTICS = Text("“{form}”不进入统计版次，审核通过即为最终状态。", "“{form}” is no part of a release; approval is its last step.")
#: A correction is due so long after it was begun.
CORRECTION_TIME = timedelta(days=7)
NONE_APPROVED = Text("没有市级审核通过、等待发布的填报表。", "No return is approved by the commission and waits for a release.")
NO_REASON = Text("须写明原因。", "Say why.")
NOT_RELEASED = Text("只有已发布的表才需要订正；未发布的请审核人退回。", "Only released returns are corrected; others are sent back.")


def release(actor: Actor, region: str, form: str, period: str, reason: str, *, once_key: str | None = None) -> Job:
    """Ask for a release with all returns of a form and period that the commission has approved.

    Raises
    ------
    NotAllowed
        The actor may not release the whole region.
    ReturnError
        There is nothing to release, or no reason.
    """
    actor.need_whole(Right.RELEASE, region)
    declared = setting(region).form(form)
    if not reason.strip():
        raise ReturnError(NO_REASON)
    if not any(table.into for table in declared.tables):
        raise ReturnError(NOT_STATISTICS.format(form=declared.title))
    returns = waiting(region, form, period)
    earlier = once_key is not None and Job.objects.filter(kind=JOB, once_key=once_key).exists()
    if not returns and not earlier:
        raise ReturnError(NONE_APPROVED)
    arguments = {"region": region, "form": form, "period": period, "reason": reason.strip(), "returns": [ret.pk for ret in returns]}
    return submit_job(JOB, arguments, actor.user, region, once_key)


def waiting(region: str, form: str, period: str) -> list[Return]:
    """Returns that wait for a release, by place."""
    found = Return.objects.filter(region=region, form=form, period=period, state=State.COMMISSION_APPROVED)
    return list(found.order_by("area", "unit", "revision"))


def under_way_in(region: str) -> list[Job]:
    """Jobs that make a release from a region's returns, or wait to."""
    return list(Job.objects.filter(kind=JOB, region=region, state__in=(JobState.QUEUED, JobState.RUNNING)))


def under_way(ret: Return) -> bool:
    """Whether a job is putting this return into a release just now; one that still waits finds out that it has changed."""
    return any(job.state == JobState.RUNNING and ret.pk in job.arguments["returns"] for job in under_way_in(ret.region))


def released(returns: Sequence[int], label: str, hash_: str) -> None:
    """Write on each return which release has it."""
    with transaction.atomic():
        for ret in Return.objects.select_for_update().filter(pk__in=returns, state=State.COMMISSION_APPROVED):
            touch(ret, state=State.RELEASED, released_at=timezone.now(), release_hash=hash_, release_label=label)


def correct(actor: Actor, ret: Return, reason: str) -> Return:
    """Begin the correction of a released return: a further revision with the same answers, all of them approved as they were.

    What was released stays as it is. Cells that the correction changes are taken up again (`reopen`) and approved again.

    Raises
    ------
    WrongState
        The return is not released, or a later revision exists already.
    """
    actor.need(Right.FILL_RETURNS, ret)
    if not reason.strip():
        raise ReturnError(NO_REASON)
    here = setting(ret.region)
    declared = here.form(ret.form)
    with transaction.atomic():
        same: Mapping[str, Any] = {name: getattr(ret, name) for name in ("region", "form", "period", "unit", "area")}
        latest = Return.objects.select_for_update().filter(**same).order_by("-revision")[0]
        if latest.state != State.RELEASED:
            raise WrongState(NOT_RELEASED)
        opens_on, due_at = window(declared, ret.period, here.pack.year_starts)
        again = Return.objects.create(
            **same,
            revision=latest.revision + 1,
            reason=reason.strip()[:500],
            fingerprint=declared.fingerprint,
            nothing=latest.nothing,
            opens_on=opens_on,
            due_at=max(due_at, timezone.now() + CORRECTION_TIME),
        )
        for model in (Cell, Explanation):
            copies = list(model.objects.filter(ret=latest))
            for copy in copies:
                copy.pk, copy.ret = None, again
            model.objects.bulk_create(copies, batch_size=500)
        return again
