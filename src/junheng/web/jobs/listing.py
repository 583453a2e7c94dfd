"""The list of jobs: filtered, searched and paged by the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from junheng.web import regions
from junheng.web.access import scope_of
from junheng.web.format import language, number
from junheng.web.jobs.models import Job, State
from junheng.web.jobs.registry import kinds
from junheng.web.jobs.standing import bar_of, name_of, percent_of
from junheng.web.jobs.words import MARKS, duration, state_words
from junheng.web.people.roles import Right

ROWS_A_PAGE = 25
#: Longest search text that is looked at.
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Row:
    """A job as it is listed."""

    job: Job
    name: str
    region: str
    who: str
    mark: str
    word: str
    far: str
    took: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything on the page."""

    rows: tuple[Row, ...]
    page: Page
    pages: tuple[Any, ...]  # numbers, and the gap between far ones
    count: str
    states: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    overseer: bool  # sees other people's too
    filtered: bool
    live: bool  # something on it will change by itself


def listing(request: HttpRequest) -> Listing:
    """Put the page together."""
    scope = scope_of(request)
    mine = request.GET.get("whose") == "mine"
    seen = Job.objects.visible_to(request.user, scope)
    wanted = _searched(seen.filter(user=request.user) if mine else seen, request)
    paginator = Paginator(wanted.select_related("user").order_by("-pk"), ROWS_A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    titles = {loaded.name: loaded.title(language()) for loaded in regions.loaded_regions()}
    rows = tuple(_row(job, titles) for job in page.object_list)
    return Listing(
        rows=rows,
        page=page,
        pages=tuple(paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)) if paginator.num_pages > 1 else (),
        count=_("{first}–{last} of {n} jobs").format(first=page.start_index(), last=page.end_index(), n=number(paginator.count)),
        states=tuple((state.value, word) for state, word in state_words().items()),
        kinds=tuple((kind.code, kind.name(language())) for kind in kinds()),
        overseer=scope.has(Right.SEE_JOBS),
        filtered=any(request.GET.get(name) for name in ("q", "state", "kind", "whose")),
        live=any(not row.job.ended for row in rows),
    )


def _searched(found: Any, request: HttpRequest) -> Any:
    """Jobs of a state, of a kind, and with a text in their number, name, region or owner."""
    state, kind, text = (request.GET.get(name, "").replace("\0", "")[:LONGEST].strip() for name in ("state", "kind", "q"))
    if state in set(State):
        found = found.filter(state=state)
    if kind:
        found = found.filter(kind=kind)
    if not text:
        return found
    named = [each.code for each in kinds() if text.casefold() in each.name(language()).casefold()]
    titled = [loaded.name for loaded in regions.loaded_regions() if text.casefold() in loaded.title(language()).casefold()]
    fits = Q(kind__in=named) | Q(region__in=titled) | Q(region__icontains=text) | Q(user__username__icontains=text)
    return found.filter(fits | Q(pk=int(text)) if text.isdecimal() and len(text) < 18 else fits)


def _row(job: Job, titles: dict[str, str]) -> Row:
    now = timezone.now()
    bar, percent = bar_of(job, now), percent_of(job)
    return Row(
        job=job,
        name=name_of(job),
        region=titles.get(job.region, job.region),
        who=job.user.get_username() if job.user else "",
        mark=MARKS[State(job.state)],
        word=state_words()[State(job.state)],
        far=f"{percent}%" if bar and percent is not None else "",
        took=duration((job.ended_at or now) - job.started_at) if job.started_at and job.state != State.QUEUED else "",
    )
