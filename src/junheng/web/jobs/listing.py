"""The list of jobs: one's own, and all of the regions that one oversees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from junheng.web import regions
from junheng.web.access import scope_of
from junheng.web.format import language, moment
from junheng.web.jobs.models import Job, State
from junheng.web.jobs.registry import kinds
from junheng.web.jobs.standing import bar_of, name_of, percent_of
from junheng.web.jobs.words import MARKS, duration, state_words
from junheng.web.people.roles import Right
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.filters import LONGEST, Filter
from junheng.web.tables.stored import StoredListing
from junheng.web.tables.table import Empty, Table


@dataclass(frozen=True, slots=True)
class Row:
    """A job as it is listed."""

    job: Job
    name: str
    region: str
    who: str
    word: str
    far: str
    took: str


def listing(request: HttpRequest) -> StoredListing[Row]:
    """What one request asks to see."""
    seen = Job.objects.visible_to(request.user, scope_of(request)).select_related("user")
    return StoredListing.over(request, _table(request), seen, _rows)


def overseer(request: HttpRequest) -> bool:
    """Whether the reader sees other people's too."""
    return scope_of(request).has(Right.SEE_JOBS)


def _table(request: HttpRequest) -> Table[Row]:
    mine = Filter("whose", _("Whose"), [("mine", _("My own"))], where=lambda _value: Q(user=request.user))
    return Table(
        name="jobs",
        title=_("Long work"),
        columns=_columns(),
        default="-number",
        tie=lambda row: row.job.pk,
        filters=(
            Filter("state", _("State"), [(s.value, word) for s, word in state_words().items()], where=lambda value: Q(state=value)),
            Filter("kind", _("Kind"), [(each.code, each.name(language())) for each in kinds()], where=lambda value: Q(kind=value)),
            *((mine,) if overseer(request) else ()),
        ),
        search_in=_having,
        search_label=_("Name, number, region or person"),
        href=lambda row: row.job.get_absolute_url(),
        empty=Empty(
            _("There is no long work yet"),
            _("It begins where it is needed: for example, when a release is frozen. Its progress and its result then stand here."),
            reverse("start"),
            _("Start page"),
        ),
    )


def _columns() -> dict[str, ListColumn[Row]]:
    return {
        "number": ListColumn(lambda row: f"{row.name} {row.job.pk}", _("Work"), numeric=False, first="descending", field="pk"),
        "region": ListColumn(lambda row: row.region, _("Region"), numeric=False, field="region", secondary=True),
        "who": ListColumn(lambda row: row.who, _("Submitted by"), numeric=False, field="user__username", secondary=True),
        "submitted": ListColumn(
            lambda row: moment(row.job.submitted_at),
            _("Submitted"),
            numeric=False,
            first="descending",
            field="submitted_at",
            secondary=True,
        ),
        "ended": ListColumn(
            lambda row: moment(row.job.ended_at) if row.job.ended_at else None,
            _("Ended"),
            numeric=False,
            first="descending",
            field="ended_at",
            extra=True,
        ),
        "state": ListColumn(
            lambda row: row.word,
            _("State"),
            numeric=False,
            field="state",
            shown=lambda row: Cell(row.word, mark=MARKS[State(row.job.state)]),
        ),
        "far": ListColumn(lambda row: row.far, _("Share done"), sortable=False, shown=lambda row: row.far),
        "took": ListColumn(lambda row: row.took, _("Time"), sortable=False, shown=lambda row: row.took),
        "cause": ListColumn(
            lambda row: row.job.cause(language()) if row.job.cause else None, _("Cause"), numeric=False, sortable=False, extra=True
        ),
    }


def _having(text: str) -> Q:
    """Jobs with a text in their number, name, region or owner."""
    text = text[:LONGEST]
    named = [each.code for each in kinds() if text.casefold() in each.name(language()).casefold()]
    titled = [loaded.name for loaded in regions.loaded_regions() if text.casefold() in loaded.title(language()).casefold()]
    fits = Q(kind__in=named) | Q(region__in=titled) | Q(region__icontains=text) | Q(user__username__icontains=text)
    return fits | Q(pk=int(text)) if text.isascii() and text.isdecimal() and len(text) < 18 else fits


def _rows(jobs: Iterable[Job]) -> list[Row]:
    titles = {loaded.name: loaded.title(language()) for loaded in regions.loaded_regions()}
    return [_row(job, titles) for job in jobs]


def _row(job: Job, titles: dict[str, str]) -> Row:
    now = timezone.now()
    bar, percent = bar_of(job, now), percent_of(job)
    return Row(
        job=job,
        name=name_of(job),
        region=titles.get(job.region, job.region),
        who=job.user.get_username() if job.user else "",
        word=state_words()[State(job.state)],
        far=f"{percent}%" if bar and percent is not None else "",
        took=duration((job.ended_at or now) - job.started_at) if job.started_at and job.state != State.QUEUED else "",
    )
