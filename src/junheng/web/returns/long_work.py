"""The job that makes a release from returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from junheng.language import Text
from junheng.web.jobs.freezing import STEPS, telling
from junheng.web.jobs.progress import JobFailed, Progress
from junheng.web.jobs.registry import Answer, Link, job
from junheng.web.people.roles import Right
from junheng.web.returns.assembly import assemble
from junheng.web.returns.errors import ReturnError
from junheng.web.returns.models import Return, State
from junheng.web.returns.releasing import JOB, released
from junheng.web.returns.setting import setting

READING = Text("正在汇集 {n} 份填报表", "Putting {n} returns together")
GATHERED = Text("汇集了 {n} 份填报表，共 {rows} 行数据。", "{n} returns put together; {rows} rows of data.")
TAKEN_BACK = Text("要发布的填报表已被退回或改动，没有发布版次。", "The returns have been sent back or changed since: no release was made.")


def _answer(result: Mapping[str, Any]) -> Answer:
    made = Text("已用 {n} 份填报表发布版次 {label}（{hash}）。", "Release {label} ({hash}) is frozen with {n} returns.")
    monitor = f"{reverse('monitor:region', args=(result['region'],))}?release={result['label']}"
    sentence = made.format(n=result["returns"], label=result["label"], hash=result["hash"][:8])
    page = reverse("data:release", args=(result["region"], result["label"]))
    changes = Link(Text("查看版次及其改动", "See the release and what it changed"), page)
    return Answer(sentence, (changes, Link(Text("在“监测”中查看", "See it in the Monitor"), monitor)))


@job(JOB, name=Text("用填报表发布版次", "Freeze a release from returns"), right=Right.RELEASE, answer=_answer)
def release_returns(progress: Progress, *, region: str, form: str, period: str, reason: str, returns: Sequence[int]) -> dict[str, Any]:
    """Put approved returns into the newest release's content and freeze it.

    Run again after an interruption, the same content is the release that is already there, and the returns learn of it.
    """
    from junheng.releases import ReleaseError, freeze

    del period  # stands in the job's arguments for whoever reads them
    taken = list(Return.objects.filter(pk__in=returns, state=State.COMMISSION_APPROVED).order_by("area", "unit", "revision"))
    done = Return.objects.filter(pk__in=returns, state=State.RELEASED).order_by("pk")
    if len(taken) + len(done) < len(returns) or not returns:
        raise JobFailed(TAKEN_BACK)
    if not taken:
        return {"region": region, "label": done[0].release_label, "hash": done[0].release_hash, "returns": len(returns)}
    progress.set(0, STEPS, READING.format(n=len(taken)))
    try:
        here = setting(region)
        content = assemble(here, here.form(form), taken)
    except ReturnError as error:
        raise JobFailed(error.text) from error
    progress.log(GATHERED.format(n=len(taken), rows=f"{sum(table.height for table in content.tables.values()):,}"))
    try:
        frozen = freeze(content, here.folder, reason=reason, progress=telling(progress))
    except ReleaseError as error:
        raise JobFailed(error.text) from error
    released(returns, frozen.label, frozen.hash)
    return {"region": region, "label": frozen.label, "hash": frozen.hash, "returns": len(returns)}
