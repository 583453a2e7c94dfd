"""Before a release is made from returns: what the commission has approved, what is missing, and what would move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from junheng.packs.forms import Form
from junheng.web import regions
from junheng.web.data import comparing
from junheng.web.format import number
from junheng.web.jobs.models import Job
from junheng.web.regions import LoadedRegion
from junheng.web.returns import services
from junheng.web.returns.assembly import assemble
from junheng.web.returns.board.page import state_word
from junheng.web.returns.models import Return, State
from junheng.web.returns.releasing import under_way_in
from junheng.web.returns.setting import Setting

#: Rows of a release up to which the difference is computed while somebody waits; beyond, it is seen once the release is made.
LARGE = 400_000


@dataclass(frozen=True, slots=True)
class Missing:
    """Returns that are not approved to the end, by state."""

    state: str
    word: str
    count: int


@dataclass(frozen=True)
class ReleasingPage:
    """Everything on the page."""

    here: Setting
    form: Form
    period: str
    ready: int
    corrections: int  # of those that are ready
    released: int
    missing: tuple[Missing, ...]
    statistics: bool  # whether the form goes into a release at all
    comparison: comparing.Comparison | None
    next_label: str
    job: Job | None  # that is making a release of this form and period

    @property
    def absent(self) -> int:
        """How many are missing."""
        return sum(each.count for each in self.missing)

    @property
    def headline(self) -> str:
        """What can be released, as a sentence."""
        if not self.ready:
            return _("No return waits for a release")
        ready = ngettext("{n} return is ready for {label}", "{n} returns are ready for {label}", self.ready)
        sentence = ready.format(n=number(self.ready), label=self.next_label)
        if not self.absent:
            return _("{ready}, none is missing").format(ready=sentence)
        return ngettext("{ready}, {n} is missing", "{ready}, {n} are missing", self.absent).format(ready=sentence, n=number(self.absent))


def releasing_page(here: Setting, loaded: LoadedRegion, form: Form, period: str) -> ReleasingPage:
    """Put the page together."""
    current = Return.objects.filter(region=here.region, form=form.id, period=period).current()
    states = list(current.values_list("state", flat=True))
    order = (State.DRAFT, State.SUBMITTED, State.COUNTY_APPROVED)
    missing = tuple(Missing(s.value, state_word(s.value), n) for s in order if (n := states.count(s.value)))
    returns = services.waiting(here.region, form.id, period)
    statistics = any(table.into for table in form.tables)
    return ReleasingPage(
        here,
        form,
        period,
        len(returns),
        sum(ret.revision > 1 for ret in returns),
        states.count(State.RELEASED.value),
        missing,
        statistics,
        compared(here, loaded, form, returns) if returns and statistics else None,
        f"R{1 + max((manifest.number for manifest in loaded.releases), default=0)}",
        next((job for job in under_way_in(here.region) if (job.arguments["form"], job.arguments["period"]) == (form.id, period)), None),
    )


def compared(here: Setting, loaded: LoadedRegion, form: Form, returns: Sequence[Return]) -> comparing.Comparison | None:
    """What a release of these returns would change; None where that takes too long to wait for."""
    newest = loaded.manifest("")
    if newest is None or sum(table.rows for table in newest.tables.values()) > LARGE:
        return None
    return _compared(here, newest.hash, form, tuple((ret.pk, ret.version) for ret in returns))


@lru_cache(maxsize=4)
def _compared(here: Setting, _hash: str, form: Form, returns: tuple[tuple[int, int], ...]) -> comparing.Comparison | None:
    loaded = regions.region(here.region)
    newest = loaded.manifest("") if loaded is not None else None
    if newest is None:
        return None
    found = list(Return.objects.filter(pk__in=[pk for pk, _version in returns]).order_by("area", "unit", "revision"))
    return comparing.of_content(here.region, newest, assemble(here, form, found), here.pack)
