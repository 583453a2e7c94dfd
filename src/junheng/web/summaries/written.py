"""A summary written out over its release, what the checker finds in it, what a newer release would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from junheng.language import Text
from junheng.packs import Pack, PackError, load
from junheng.releases import Release, ReleaseError, open_release
from junheng.reports.check import Finding, check
from junheng.reports.figure import FigureId
from junheng.reports.summary import Summary as Document
from junheng.reports.summary import TemplateError, Values, read_template, write_summary
from junheng.web import regions
from junheng.web.summaries.models import Summary

#: What a figure was made from, and which time of several it stands in the text.
Key = tuple[tuple[FigureId, ...], int]


@dataclass(frozen=True)
class Moved:
    """A figure that another release writes otherwise."""

    before: str
    after: str
    figure: str


@dataclass(frozen=True)
class Moves:
    """The newest release where it is another one than the summary's, and what it writes otherwise."""

    release: str = ""
    after: Mapping[Key, str] = field(default_factory=dict)
    listed: tuple[Moved, ...] = ()


@dataclass(frozen=True)
class Written:
    """What a page shows of a summary."""

    document: Document
    values: Values

    @property
    def release(self) -> Release:
        """Over which it was written."""
        return self.values.release

    @property
    def pack(self) -> Pack:
        """Under which."""
        return self.values.pack

    @cached_property
    def doubts(self) -> tuple[Finding, ...]:
        """What the checker finds in the whole text."""
        return check(self.document.text).findings


def written(summary: Summary, template: str | None = None) -> Written:
    """Write a summary out over its release.

    Raises
    ------
    TemplateError
        A line of the template cannot be written.
    ReleaseError
        The release is not there any more.
    """
    return _over(summary, opened(summary.region, summary.release, summary.release_hash), template)


def moved(summary: Summary, now: Written, template: str | None = None) -> Moves:
    """The figures of the summary that the newest release writes otherwise, or not at all."""
    loaded = regions.region(summary.region)
    if loaded is None or not loaded.releases or loaded.releases[-1].hash == summary.release_hash:
        return Moves()
    newest = loaded.releases[-1]
    try:
        other = _by_figures(_over(summary, opened(summary.region, newest.label, newest.hash), template).document)
    except TemplateError:  # it has no such area or period any more: no figure of the summary stands in it
        other = {}
    old = _by_figures(now.document)
    after = {key: other.get(key, "—") for key in old if old[key] != other.get(key, "—")}
    return Moves(newest.label, after, tuple(Moved(old[key], new, str(key[0][0])) for key, new in after.items()))


@lru_cache(maxsize=4)
def opened(region: str, label: str, release_hash: str) -> Values:
    """A release under its own pack, with what has been computed of it.

    Raises
    ------
    ReleaseError
        It is not there any more.
    """
    loaded = regions.region(region)
    manifest = loaded.manifest(label) if loaded is not None else None
    if manifest is None or manifest.hash != release_hash:
        raise ReleaseError(Text("版次 {label} 已不在。", "The release {label} is not there any more.").format(label=label))
    release = open_release(manifest.path)
    try:
        return Values(release, load(release.description.pack or ""))
    except PackError as error:
        raise ReleaseError(error.text) from error


def _over(summary: Summary, values: Values, template: str | None) -> Written:
    read = read_template(template if template is not None else summary.template)
    return Written(write_summary(read, values.release, values.pack, area=summary.area, period=summary.period, values=values), values)


def _by_figures(document: Document) -> dict[Key, str]:
    """What a document writes, by what it was made from, and which time of several: a new area shifts no figure against another."""
    times: Counter[tuple[FigureId, ...]] = Counter()
    found = {}
    for one in document.figures:
        if one.made_from:
            found[one.made_from, times[one.made_from]] = one.text
            times[one.made_from] += 1
    return found
