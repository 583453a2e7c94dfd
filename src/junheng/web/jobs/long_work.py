"""Freezing a release: the first kind of job, since every later one reads what it made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from junheng.language import Text
from junheng.web.jobs.freezing import READING, STEPS, folder_of, telling
from junheng.web.jobs.progress import JobFailed, Progress
from junheng.web.jobs.registry import Answer, Link, job
from junheng.web.people.roles import Right

if TYPE_CHECKING:
    from junheng.tables import Issue, Region

ERRORS = Text("数据文件有 {n} 处错误，没有发布版次。", "The files have {n} errors: no release was made.")
WARNINGS = Text(
    "有 {n} 条提醒未处理，没有发布版次：请更正数据，或写明理由予以豁免。",
    "{n} warnings stand and no release was made: correct the data, or waive each with a reason.",
)
FINDINGS_TOLD = 10
CHECKED = Text("检查完毕：{rows} 行，{warnings} 条提醒。", "Checked: {rows} rows, {warnings} warnings.")


def _answer(result: Mapping[str, Any]) -> Answer:
    made = Text("已发布版次 {label}（{hash}）。", "Release {label} ({hash}) is frozen.")
    same = Text(
        "数据与版次 {label}（{hash}）完全相同，没有新建版次。", "The data is that of release {label} ({hash}): no new release was made."
    )
    sentence = (made if result["new"] else same).format(label=result["label"], hash=result["hash"][:8])
    monitor = f"{reverse('monitor:region', args=(result['region'],))}?release={result['label']}"
    return Answer(sentence, (Link(Text("在“监测”中查看", "See it in the Monitor"), monitor),))


@job("release", name=Text("发布版次", "Freeze a release"), right=Right.RELEASE, answer=_answer)
def release(progress: Progress, *, region: str, reason: str | None = None) -> dict[str, Any]:
    """Check a region's folder and freeze it. Run again after an interruption it finds the release that is already there."""
    from junheng.releases import freeze, releases_of

    folder = folder_of(region)
    progress.set(0, STEPS, READING)
    checked = checked_region(folder, progress)
    progress.log(
        CHECKED.format(rows=f"{sum(table.height for table in checked.tables.values()):,}", warnings=len(checked.warnings)),
    )
    if progress.kept is None:
        progress.checkpoint({"releases": [manifest.label for manifest in releases_of(folder)]})

    frozen = freeze(checked, folder, reason=reason, progress=telling(progress))
    return {"region": region, "label": frozen.label, "hash": frozen.hash, "new": frozen.label not in progress.kept["releases"]}


def checked_region(folder: Path, progress: Progress) -> Region:
    """The region in a folder, by the rules of its own pack; nothing that stands in the way of a release is left."""
    from junheng.packs import load
    from junheng.tables import RegionRejected, check_region, describe

    try:
        vocabulary = load(describe(folder).pack or "generic").vocabulary
    except RegionRejected as rejected:
        raise _refused(rejected.issues, progress) from rejected
    report = check_region(folder, vocabulary)
    if report.region is None or report.open_issues:
        raise _refused(report.open_issues, progress)
    return report.region


def _refused(issues: tuple[Issue, ...], progress: Progress) -> JobFailed:
    """Why there is no release; the log has the first findings of each kind."""
    from junheng.tables import Severity, group_issues

    for group in group_issues(issues)[:FINDINGS_TOLD]:
        progress.log(Text("{where}：{message}", "{where}: {message}").format(where=group.where, message=group.message))
    errors = sum(issue.severity is Severity.ERROR for issue in issues)
    return JobFailed(ERRORS.format(n=errors) if errors else WARNINGS.format(n=len(issues)))
