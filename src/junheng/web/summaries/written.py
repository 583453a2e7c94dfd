"""A summary written out: its blocks, what is doubtful in it, what was typed by hand, what a newer release would change."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache

from junheng.language import Text
from junheng.packs import Pack, PackError, load
from junheng.releases import Release, ReleaseError, open_release
from junheng.reports.check import Finding, check, quantities
from junheng.reports.figure import FigureId
from junheng.reports.summary import Summary as Document
from junheng.reports.summary import Table, TemplateError, read_template, write_summary
from junheng.web import regions
from junheng.web.summaries.models import Summary


@dataclass(frozen=True)
class Moved:
    """A figure that another release writes otherwise."""

    before: str
    after: str
    figure: str


@dataclass(frozen=True)
class Written:
    """What a page shows of a summary."""

    document: Document
    release: Release
    pack: Pack

    @cached_property
    def doubts(self) -> tuple[Finding, ...]:
        """What the checker finds in the whole text."""
        return check(self.document.text).findings

    @cached_property
    def typed(self) -> tuple[str, ...]:
        """Figures that stand in the template as words: untraced."""
        found = []
        for block in self.document.blocks:
            if not isinstance(block, Table):
                for span in block.spans:
                    if isinstance(span, str):
                        found += [one.text for one in quantities(span) if one.kind != "number"]
        return tuple(found)


def written(summary: Summary, template: str | None = None) -> Written:
    """Write a summary out over its release.

    Raises
    ------
    TemplateError
        A line of the template cannot be written.
    ReleaseError
        The release is not there any more.
    """
    release, pack = _opened(summary.region, summary.release, summary.release_hash)
    read = read_template(template if template is not None else summary.template)
    return Written(write_summary(read, release, pack, area=summary.area, period=summary.period), release, pack)


def moved(summary: Summary, now: Written, template: str | None = None) -> tuple[str, list[Moved]]:
    """The newest release where it is another one, and the figures of the summary that it writes otherwise, or not at all."""
    loaded = regions.region(summary.region)
    if loaded is None or not loaded.releases or loaded.releases[-1].hash == summary.release_hash:
        return "", []
    newest = loaded.releases[-1]
    release, pack = _opened(summary.region, newest.label, newest.hash)
    read = read_template(template if template is not None else summary.template)
    try:
        other = _by_figures(write_summary(read, release, pack, area=summary.area, period=summary.period))
    except TemplateError:  # it has no such area or period any more: no figure of the summary stands in it
        other = {}
    pairs = [(old, other.get(key, "—"), key) for key, old in _by_figures(now.document).items()]
    return newest.label, [Moved(old, new, str(made_from[0])) for old, new, (made_from, _number) in pairs if old != new]


def _by_figures(document: Document) -> dict[tuple[tuple[FigureId, ...], int], str]:
    """What a document writes, by what it was made from, and which time of several: a new area shifts no figure against another."""
    times: Counter[tuple[FigureId, ...]] = Counter()
    found = {}
    for one in document.figures:
        found[one.made_from, times[one.made_from]] = one.text
        times[one.made_from] += 1
    return found


@lru_cache(maxsize=4)
def _opened(region: str, label: str, release_hash: str) -> tuple[Release, Pack]:
    loaded = regions.region(region)
    manifest = loaded.manifest(label) if loaded is not None else None
    if manifest is None or manifest.hash != release_hash:
        raise ReleaseError(Text("版次 {label} 已不在。", "The release {label} is not there any more.").format(label=label))
    release = open_release(manifest.path)
    try:
        return release, load(release.description.pack or "")
    except PackError as error:
        raise ReleaseError(error.text) from error
