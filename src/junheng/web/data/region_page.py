"""The start of the workspace for a region: what there is, what is missing, what is being prepared, and every release."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.packs import Pack, PackError, load
from junheng.releases import Manifest
from junheng.tables.schema import OF_PUPILS, TABLES
from junheng.web import regions
from junheng.web.data.models import Draft, State
from junheng.web.data.placing import resources
from junheng.web.format import language, moment
from junheng.web.jobs.models import Job
from junheng.web.regions import LoadedRegion
from junheng.web.tables.address import Address
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.table import Empty, Listing, Table


@dataclass(frozen=True, slots=True)
class FileRow:
    """One of the region's files as they are now."""

    path: str
    feeds: str
    bytes: int | None  # None: the descriptor names it, but it is not there
    changed: datetime | None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One table of the newest release."""

    title: str
    rows: int


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that the newest release lacks, and what it keeps from being said."""

    what: str
    why: str


@dataclass(frozen=True)
class RegionPage:
    """Everything on the page."""

    loaded: LoadedRegion
    newest: Manifest | None
    files: tuple[FileRow, ...]
    tables: tuple[TableRow, ...]
    missing: tuple[Missing, ...]
    drafts: tuple[Draft, ...]
    releases: Listing[Manifest]


def region_page(request: HttpRequest, loaded: LoadedRegion, drafts: Iterable[Draft]) -> RegionPage:
    """Put the page together."""
    newest = loaded.releases[-1] if loaded.releases else None
    return RegionPage(
        loaded,
        newest,
        tuple(_files(loaded)),
        () if newest is None else tuple(tables_of(newest)),
        () if newest is None else tuple(_missing(loaded, newest)),
        tuple(drafts),
        releases(request, loaded),
    )


def tables_of(newest: Manifest) -> Iterable[TableRow]:
    """The tables of a release; those of pupils only where it has any, or where its trade has them."""
    without = OF_PUPILS if not _has_pupils(newest) else ()
    for name in TABLES:
        if name in newest.tables and (newest.tables[name].rows or name not in without):
            yield TableRow(TABLES[name].title(language()), newest.tables[name].rows)


def _has_pupils(newest: Manifest) -> bool:
    try:
        return load(newest.description.pack or "generic").vocabulary.has_pupils
    except PackError:  # `_missing` says what is wrong with it
        return True


def _files(loaded: LoadedRegion) -> Iterable[FileRow]:
    try:
        listed = resources(loaded.folder)
    except ValueError:  # its check says what is wrong with the descriptor
        return
    feeds: dict[str, list[str]] = {}
    for resource in listed:
        feeds.setdefault(str(resource.get("path")), []).append(_fed(resource))
    for path, fed in feeds.items():
        file = loaded.folder / path
        stat = file.stat() if file.is_file() else None
        changed = None if stat is None else datetime.fromtimestamp(stat.st_mtime).astimezone()
        yield FileRow(path, _(", ").join(dict.fromkeys(fed)), stat.st_size if stat else None, changed)


def _fed(resource: dict[str, Any]) -> str:
    ours = resource.get("junheng") or {}
    if ours.get("mapping"):
        return _("by {mapping}").format(mapping=ours["mapping"])
    if "outlines" in ours or resource.get("format") == "geojson":
        return _("outlines of areas")
    table = ours.get("table") or resource.get("name", "")
    return TABLES[table].title(language()) if table in TABLES else str(table)


def _missing(loaded: LoadedRegion, newest: Manifest) -> Iterable[Missing]:
    try:
        pack = load(newest.description.pack or "generic")
    except PackError as error:
        yield Missing(_("Pack"), error.text(language()))
        return
    taken = regions.snapshot(loaded.name, newest, pack)
    for name in ("areas", "units", "observations", *(("enrolment",) if pack.vocabulary.has_pupils else ())):
        if not newest.tables[name].rows:
            yield Missing(TABLES[name].title(language()), _("The table has no row."))
    periods = taken.release.tables["observations"]["period"].unique().sort().to_list()
    if periods:
        yield from _unmeasured(pack, taken, periods[-1])


def _unmeasured(pack: Pack, taken: regions.Snapshot, period: str) -> Iterable[Missing]:
    """Indicators of the pack for which no unit has a value in the newest period."""
    problem = taken.problem
    if period not in problem.periods:
        return
    here = problem.period == problem.periods.index(period)
    for axis, indicator in enumerate(problem.indicators):
        levels = [
            pack.vocabulary.levels[level].name(language())
            for place, level in enumerate(problem.levels)
            if level in indicator.levels
            and (rows := here & (problem.level == place)).any()
            and (problem.value[rows, axis] != problem.value[rows, axis]).all()
        ]
        if levels:
            yield Missing(
                indicator.name(language()),
                _("No unit has a value in {period}: {levels}.").format(period=period, levels=_(", ").join(levels)),
            )


def releases(request: HttpRequest, loaded: LoadedRegion) -> Listing[Manifest]:
    """The list of releases, newest first."""
    who = makers(loaded)
    columns: dict[str, ListColumn[Manifest]] = {
        "number": ListColumn(
            lambda m: m.number, _("Release"), numeric=False, first="descending", shown=lambda m: m.label, taken=lambda m: m.label
        ),
        "created": ListColumn(
            lambda m: m.created.timestamp(),
            pgettext("release", "Frozen"),
            numeric=False,
            first="descending",
            shown=lambda m: moment(m.created),
            taken=lambda m: moment(m.created),
        ),
        "reason": ListColumn(lambda m: m.reason, _("Reason"), numeric=False),
        "who": ListColumn(lambda m: who.get(m.folder_name), pgettext("release", "By"), numeric=False, secondary=True),
        "units": ListColumn(lambda m: m.tables["units"].rows, pgettext("of the region", "Units"), first="descending", secondary=True),
        "rows": ListColumn(lambda m: sum(table.rows for table in m.tables.values()), _("Rows"), first="descending"),
        "waived": ListColumn(lambda m: len(m.waived), _("Waived warnings"), first="descending"),
        "hash": ListColumn(lambda m: m.hash, _("Hash"), numeric=False, secondary=True, shown=lambda m: Cell(m.hash[:8], code=True)),
        "software": ListColumn(lambda m: m.software, _("Software"), numeric=False, extra=True),
    }
    table = Table(
        name="releases",
        title=_("Releases"),
        columns=columns,
        default="-number",
        tie=lambda m: m.hash,
        search=lambda m: (m.label, m.reason, m.hash, who.get(m.folder_name)),
        search_label=_("Reason, person or hash"),
        href=lambda m: reverse("data:release", args=(loaded.name, m.label)),
        empty=Empty(
            _("No release yet"),
            _("Figures are computed from frozen releases. Send the region's files, correct what is wrong, and freeze the first."),
        ),
    )
    return Listing.of(request, table, loaded.releases, Address.of(request.GET))


def makers(loaded: LoadedRegion) -> dict[str, str]:
    """Who made each release, by the name of its folder, as far as this site made it."""
    jobs = Job.objects.filter(region=loaded.name, result__label__isnull=False, user__isnull=False).select_related("user").order_by("-pk")
    found = {f"{job.result['label']}-{job.result.get('hash', '')[:8]}": job.user.first_name or job.user.username for job in jobs}
    frozen = Draft.objects.filter(region=loaded.name, state=State.FROZEN).select_related("job__user", "created_by").order_by("-pk")
    for draft in frozen:
        user = draft.job.user if draft.job and draft.job.user else draft.created_by
        if user is not None:
            found[draft.release] = user.first_name or user.username
    return found
