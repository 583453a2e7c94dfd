"""The list of entries: filters in the address, and pages that hold their place while entries are added.

A page begins behind an entry (``before=4711``) or ends in front of one (``after=4711``), so that what is written meanwhile moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from junheng.web.access import scope_of
from junheng.web.audit.models import Action, Entry
from junheng.web.audit.searching import having, holding, narrowed, number_in, on_days, who_of
from junheng.web.audit.seeing import visible_to
from junheng.web.audit.words import ACTIONS, Words, thing_name
from junheng.web.format import language, moment, number
from junheng.web.tables.address import Address
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.filters import Filter
from junheng.web.tables.paging import ROWS_A_PAGE, SIZES, PageLink, size_of
from junheng.web.tables.stored import StoredListing
from junheng.web.tables.table import Empty, PostedSearch, Table

#: Counted exactly up to here; a count of millions would take longer than the page.
MOST_COUNTED = 10_000
#: Letters of a row before or after that the list shows.
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it is listed."""

    entry: Entry
    who: str
    sentence: str

    @property
    def action(self) -> str:
        """In a word."""
        return ACTIONS[self.entry.action](language())


def lines_of(entries: Iterable[Entry]) -> list[Line]:
    """Entries in words; the people whom they name are read once."""
    words, speak = Words(entries), language()
    return [Line(entry, words.who(entry)(speak), words.sentence(entry)(speak)) for entry in words.entries]


@dataclass(frozen=True)
class LogListing(StoredListing[Line]):
    """A list in the order of the log that has no page numbers: there are no fixed ones in what grows."""

    @cached_property
    def _part(self) -> Sequence[Entry]:
        """The entries of the page, newest first."""
        size, before, after = size_of(self.address), number_in(self.address["before"]), number_in(self.address["after"])
        newest = self.found.order_by("-seq")
        if after is None and before is None and self.order.descending:
            return tuple(newest[:size])
        if before is not None and after is None:
            return tuple(newest.filter(seq__lt=before)[:size])
        return tuple(self.found.filter(seq__gt=-1 if after is None else after).order_by("seq")[:size])[::-1]

    @cached_property
    def page_rows(self) -> Sequence[Line]:
        """Those shown."""
        return self.dress(self._part if self.order.descending else self._part[::-1])

    @property
    def newer(self) -> int | None:
        """The entry behind which newer ones begin."""
        return self._part[0].seq if self._part and self.found.filter(seq__gt=self._part[0].seq).exists() else None

    @property
    def older(self) -> int | None:
        """The entry in front of which older ones end."""
        return self._part[-1].seq if self._part and self.found.filter(seq__lt=self._part[-1].seq).exists() else None

    @cached_property
    def pages(self) -> tuple[PageLink, ...]:
        """Steps to newer and older ones."""
        steps = []
        if self.newer is not None:
            steps.append((_("Newest"), self.address.here(before=None, after=None, sort=None)))
            steps.append((_("Newer"), self.address.here(after=self.newer, before=None)))
        if self.older is not None:
            steps.append((_("Older"), self.address.here(before=self.older, after=None)))
        return tuple(PageLink(text, f"{query}#{self.table.name}", False) for text, query in steps)

    @property
    def sizes(self) -> tuple[PageLink, ...]:
        """Other numbers of rows a page, which keep the newest row in sight."""
        if not self.pages:
            return ()
        place = {"before": self._part[0].seq + 1 if self.newer is not None else None, "after": None}
        return tuple(
            PageLink(
                str(size),
                f"{self.address.here(size=None if size == ROWS_A_PAGE else size, **place)}#{self.table.name}",
                size == size_of(self.address),
            )
            for size in SIZES
        )

    @cached_property
    def total(self) -> int:
        """How many the filters leave, counted as far as is worth it."""
        return self.found.order_by()[: MOST_COUNTED + 1].count()

    @property
    def count(self) -> str:
        """The same in words."""
        if self.total > MOST_COUNTED:
            return _("More than {n} entries").format(n=number(MOST_COUNTED))
        return ngettext("{n} entry", "{n} entries", self.total).format(n=number(self.total))


def listing(request: HttpRequest) -> LogListing:
    """What one request asks to see."""
    entries = visible_to(scope_of(request))
    address = Address.of(request.GET)
    return LogListing.over(request, _table(entries), narrowed(entries, who_of(address["who"]), number_in(address["about"])), lines_of)


def _table(entries: QuerySet[Entry]) -> Table[Line]:
    tables = {*entries.order_by().values_list("table", flat=True).distinct()} - {""}
    things = [(each, thing_name(each)(language())) for each in tables]
    return Table(
        name="audit",
        title=_("Audit log"),
        columns=_columns(),
        default="-number",
        tie=lambda line: line.entry.seq,
        filters=(
            Filter("who", _("Who"), kind="hidden"),
            Filter("about", _("About whom"), kind="hidden"),
            Filter("table", _("Thing"), sorted(things, key=lambda pair: pair[1]), where=having("table")),
            Filter("key", _("Number of the thing"), kind="text", where=having("key")),
            Filter("action", _("Action"), [(action.value, name(language())) for action, name in ACTIONS.items()], where=having("action")),
            Filter("from", pgettext("day", "From"), kind="date", where=lambda value: on_days(first=value)),
            Filter("to", pgettext("day", "To"), kind="date", where=lambda value: on_days(last=value)),
        ),
        search_in=holding,
        search_label=_("Value or reason"),
        posted_search=PostedSearch(reverse("audit:person"), "", _("Person")),
        href=lambda line: reverse("audit:entry", args=(line.entry.seq,)),
        empty=Empty(_("There is no entry yet"), _("The first write will be the first entry.")),
    )


def _columns() -> dict[str, ListColumn[Line]]:
    def text(value: Any, title: str, **more: Any) -> ListColumn[Line]:
        return ListColumn(value, title, numeric=False, sortable=False, **more)

    return {
        "number": ListColumn(
            lambda line: line.entry.seq, _("Number"), first="descending", field="seq", shown=lambda line: Cell(str(line.entry.seq))
        ),
        "time": text(lambda line: line.entry.at, pgettext("audit", "Time"), shown=lambda line: moment(line.entry.when)),
        "what": text(lambda line: line.sentence, _("What happened")),
        "who": text(lambda line: line.who, _("Who"), shown=lambda line: Cell(line.who, href=_all_of(line.entry)), secondary=True),
        "action": text(lambda line: line.action, _("Action"), shown=_marked, secondary=True),
        "reason": text(lambda line: line.entry.circumstances.get("reason"), _("Reason"), extra=True),
        "region": text(lambda line: line.entry.region or None, pgettext("audit", "Region"), extra=True),
        "table": text(lambda line: line.entry.table or None, pgettext("audit", "Table"), extra=True),
        "key": text(lambda line: line.entry.key or None, pgettext("audit", "Key"), extra=True),
        "before": text(lambda line: line.entry.before, _("Before"), shown=lambda line: _short(line.entry.before), extra=True),
        "after": text(lambda line: line.entry.after, _("After"), shown=lambda line: _short(line.entry.after), extra=True),
        "hash": text(lambda line: line.entry.hash, _("Hash (SHA-256)"), shown=lambda line: Cell(line.entry.hash, code=True), extra=True),
    }


def _all_of(entry: Entry) -> str:
    return f"{reverse('audit:search')}{Address({}).query(who=entry.actor)}"


def _short(state: str | None) -> str:
    """The beginning of a row as it is kept; the entry's page and files have all of it."""
    return Truncator(state or "").chars(LONGEST)


def _marked(line: Line) -> Cell:
    return Cell(line.action, mark="miss" if line.entry.action == Action.FOUND else "")
