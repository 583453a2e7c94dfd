"""The long work of the workspace: checking a large draft, and making a release of a draft."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from junheng.language import Text
from junheng.web.data import checking, drafts
from junheng.web.data.models import Deed, Draft, State
from junheng.web.jobs.freezing import READING, STEPS, folder_of, telling
from junheng.web.jobs.long_work import checked_region
from junheng.web.jobs.progress import JobFailed, Progress
from junheng.web.jobs.registry import Answer, Link, job
from junheng.web.people.roles import Right

CHECK, RELEASE = "check_draft", "release_draft"
CLOSED = Text("草稿 {number} 已关闭。", "Draft {number} is closed.")
MOVED = Text(
    "起草之后，本地区的数据文件又有改动（{files}），没有发布版次：请先在草稿页面并入这些改动。",
    "The region's files have changed since the draft began ({files}), and no release was made: take the changes into the draft first.",
)


def _draft(region: str, number: int) -> tuple[Draft, Path]:
    folder = folder_of(region)
    found = Draft.objects.filter(pk=number, region=region).exclude(state=State.TAKEN_BACK).first()
    if found is None:
        raise JobFailed(CLOSED.format(number=number))
    return found, folder


def _check_answer(result: Mapping[str, Any]) -> Answer:
    sentence = Text("检查完毕：{errors} 处错误，{warnings} 条提醒。", "Checked: {errors} errors, {warnings} warnings.")
    address = reverse("data:draft", args=(result["region"], result["draft"]))
    return Answer(sentence.format(**result), (Link(Text("回到草稿", "Back to the draft"), address),))


@job(CHECK, name=Text("检查草稿", "Check a draft"), right=Right.CHANGE_DATA, answer=_check_answer)
def check_draft(progress: Progress, *, region: str, draft: int) -> dict[str, Any]:
    """Check a large draft and keep what is found beside its files."""
    found, _folder = _draft(region, draft)
    progress.set(0, 1, READING)
    state = drafts.signature(found.folder)
    kept = checking.keep(found, state, checking.report(found))
    progress.set(1, 1, READING)
    return {"region": region, "draft": draft, "errors": kept.errors, "warnings": kept.warnings}


def _release_answer(result: Mapping[str, Any]) -> Answer:
    made = Text("草稿 {draft} 已发布为版次 {label}（{hash}）。", "Draft {draft} is frozen as release {label} ({hash}).")
    same = Text(
        "草稿 {draft} 与版次 {label}（{hash}）完全相同，没有新建版次。",
        "Draft {draft} is what release {label} ({hash}) is: no new release was made.",
    )
    sentence = (made if result["new"] else same).format(draft=result["draft"], label=result["label"], hash=result["hash"][:8])
    page = reverse("data:release", args=(result["region"], result["label"]))
    monitor = f"{reverse('monitor:region', args=(result['region'],))}?release={result['label']}"
    return Answer(
        sentence,
        (
            Link(Text("查看版次及其改动", "See the release and what it changed"), page),
            Link(Text("在“监测”中查看", "See it in the Monitor"), monitor),
        ),
    )


@job(RELEASE, name=Text("把草稿发布为版次", "Freeze a draft as a release"), right=Right.RELEASE, answer=_release_answer)
def release_draft(progress: Progress, *, region: str, draft: int, reason: str) -> dict[str, Any]:
    """Check a draft, freeze it as the region's next release, and make its files the region's.

    Run again after an interruption, it finds the release that is already there and goes on with the files.
    """
    from junheng.releases import ReleaseError, freeze, releases_of
    from junheng.releases.lock import sole_writer

    found, folder = _draft(region, draft)
    if found.state == State.FROZEN:
        manifest = next(each for each in releases_of(folder) if each.folder_name == found.release)
        return {"region": region, "draft": draft, "label": manifest.label, "hash": manifest.hash, "new": True}
    progress.set(0, STEPS, READING)
    checked = checked_region(found.folder, progress)
    if progress.kept is None:
        progress.checkpoint({"releases": [manifest.label for manifest in releases_of(folder)]})

    with sole_writer(found.folder.parent):  # two drafts of a region become releases one after the other
        standing = drafts.standing(found, folder)
        if standing.behind:
            raise JobFailed(MOVED.format(files=", ".join((*standing.moved, *standing.both)[:5])))
        try:
            frozen = freeze(checked, folder, reason=reason, progress=telling(progress))
        except ReleaseError as error:
            raise JobFailed(error.text) from error
        _install(found, folder)
    name = f"{frozen.label}-{frozen.hash[:8]}"
    with transaction.atomic():
        closed = Draft.objects.filter(pk=found.pk, state=State.OPEN).update(state=State.FROZEN, release=name, closed_at=timezone.now())
        if closed:
            drafts.note(found, found.job.user if found.job else None, Deed.FROZEN, name, frozen.hash)
    return {
        "region": region,
        "draft": draft,
        "label": frozen.label,
        "hash": frozen.hash,
        "new": frozen.label not in progress.kept["releases"],
    }


def _install(draft: Draft, folder: Path) -> None:
    """Make the draft's files the region's, the descriptor last; what they replace is kept beside the draft."""
    before = draft.folder.with_suffix(".before")
    there = drafts.digests(folder)
    paths = [path for path, found in drafts.digests(draft.folder).items() if there.get(path) != found]
    for path in sorted(paths, key=lambda path: path == "datapackage.json"):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not (before / path).exists():
            (before / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(target, before / path)
        fresh = target.with_name(f".{target.name}.new")
        shutil.copyfile(draft.folder / path, fresh)
        fresh.replace(target)
