"""The job that counts the chances of a class draw 分班机会, from its list as it is now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from junheng.language import Text
from junheng.web.admission.models import Draw
from junheng.web.admission.preparing import engine_for, prepared_lists
from junheng.web.jobs.progress import JobFailed, Progress
from junheng.web.jobs.registry import Answer, Link, job
from junheng.web.people.roles import Right

KIND = "chances"
NAME = Text("计算分班机会", "Chances of a class draw")
#: Beyond so many pupils the counts of all pairs are not kept with the draw; who is off is named all the same.
MOST_PAIRED = 600

_DOING = Text("正在逐个种子分班", "Forming classes from seed after seed")
_DONE = Text("{n} 个种子的分班机会已算出。", "The chances over {n} seeds are counted.")
_CHANGED = Text(
    "计算期间名单或规则有改动，结果没有保存。请重新计算。", "List or rules were changed meanwhile, and nothing was kept. Count again."
)


def countable(draw: Draw) -> bool:
    """Whether a draw is one of whose chances there is something to say: classes from a list, no late round, no moves."""
    return draw.forms_classes and draw.previous_id is None and bool(draw.lists) and bool(draw.rules)


def _answer(result: Mapping[str, Any]) -> Answer:
    page = reverse("admission:checks", args=(result["region"], result["draw"]))
    return Answer(_DONE.format(n=result["seeds"]), (Link(Text("查看结果", "See what came of it"), page),))


@job(KIND, name=NAME, right=Right.MANAGE_DRAWS, answer=_answer)
def count_chances(progress: Progress, *, region: str, draw: str, version: int) -> dict[str, Any]:
    """Form the classes from 2,000 seeds and keep what came of it with the draw; done again it finds the same."""
    from junheng.certificates.seal import text_sha256
    from junheng.engines.classes import parse_rules, pose
    from junheng.engines.classes.chances import DEFAULT_SEEDS, base_of, chances
    from junheng.engines.classes.chances_file import document

    found = Draw.objects.filter(region=region, key=draw, version=version).first()
    if found is None or not countable(found):
        raise JobFailed(_CHANGED)
    public = engine_for(found).public(found.rules, prepared_lists(found))["list"]
    seal = found.seals[-1].digest if found.seals and found.seals[-1].public_sha256 == public.sha256 else ""
    counted = chances(
        pose(parse_rules(found.rules), public),
        seal or base_of(text_sha256(found.rules), public.sha256),
        DEFAULT_SEEDS,
        progress=lambda done, total: progress.set(done, total, _DOING),
    )
    content = dict(document(counted, seal=seal))
    if len(content["codes"]) > MOST_PAIRED:
        content["pairs"] = {key: value for key, value in content["pairs"].items() if key != "draws"}
    # The version stays: nothing that anybody types on a page is touched.
    if not Draw.objects.filter(pk=found.pk, version=version).update(chances=content):
        raise JobFailed(_CHANGED)
    return {"region": region, "draw": draw, "seeds": counted.seeds}
