"""A list of rows as one request asks to see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Generic

from django.core.paginator import Page
from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from junheng.web.format import number
from junheng.web.tables.address import PLACE, Address
from junheng.web.tables.columns import Cell, ColumnChoice, ListColumn, chosen_columns
from junheng.web.tables.filters import Filter, Select, found
from junheng.web.tables.order import Head, Key, Order, Row
from junheng.web.tables.paging import PageLink, page_of, size_links
from junheng.web.tables.views_kept import KeptViews, kept_views

#: The parameters of every list; filters add their own.
PARAMETERS = ("q", "sort", *PLACE, "size", "column", "view", "format")


@dataclass(frozen=True, slots=True)
class Empty:
    """What is said where there is no row at all: what is missing, who supplies it, and one way on."""

    title: str
    text: str = ""
    url: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A button for the rows that somebody picked; it posts them to `url`."""

    name: str
    url: str
    danger: bool = False


@dataclass(frozen=True, slots=True)
class PostedSearch:
    """A search for names that stand in no address: it is posted to `url`, and the page remembers the words."""

    url: str
    words: str
    label: str


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """What a list is, whoever looks at it; see the package for how to use one."""

    name: str  # anchor on the page, part of file names
    title: str
    columns: Mapping[str, ListColumn[Row]]  # the first one names the row
    default: str  # order where the address names none: a column, "-" before it for downwards
    tie: Key[Row]  # orders rows that are equal otherwise
    filters: Sequence[Filter[Row]] = ()
    search: Callable[[Row], Iterable[str | None]] | None = None  # names and codes
    search_in: Callable[[str], Q] | None = None  # the same for rows in the database
    search_label: str = ""
    posted_search: PostedSearch | None = None
    href: Callable[[Row], str] | None = None  # where the row's name leads
    pick: Callable[[Row], str] | None = None  # what a form calls a picked row
    actions: Sequence[Action] = ()
    action_fields: str = ""  # template of further inputs for the actions
    empty: Empty = field(default_factory=lambda: Empty(_("Nothing is here yet")))
    files: bool = True  # whether it leaves as Excel, CSV and JSON


class ListChangedError(Exception):
    """What was picked as "all" is not what the list holds now."""


@dataclass(frozen=True, slots=True)
class ShownRow(Generic[Row]):
    """A row as it is written."""

    row: Row
    first: Cell
    cells: tuple[tuple[ListColumn[Row], Cell], ...]
    pick: str


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """A table as one request asks to see it; what `{% datatable %}` writes."""

    table: Table[Row]
    address: Address
    everything: Sequence[Row]
    kept: KeptViews | None = None

    @classmethod
    def of(cls, request: HttpRequest, table: Table[Row], rows: Sequence[Row], address: Address | None = None) -> Listing[Row]:
        """The list that a request's address asks for; `address` where the page narrows what it listens to."""
        address = Address.of(request.GET) if address is None else address
        return cls(table, address, rows, kept_views(request, address))

    @cached_property
    def columns(self) -> dict[str, ListColumn[Row]]:
        """Those shown."""
        return chosen_columns(self.table.columns, self.address["column"])

    @cached_property
    def order(self) -> Order:
        """As the address says it."""
        sortable = {name: column for name, column in self.table.columns.items() if column.sortable}
        return Order.read(self.address["sort"], sortable, self.table.default)

    @cached_property
    def wanted(self) -> list[Row]:
        """All rows that the filters leave, in order; what a file holds and what "all" means."""
        rows = self.everything
        for each in self.table.filters:
            rows = each.apply(rows, self.address[each.name])
        text = self.address["q"].strip()
        if text and self.table.search is not None:
            rows = [row for row in rows if found(text, self.table.search(row))]
        return self.order.apply(rows, self.table.columns, self.table.tie)

    @property
    def for_file(self) -> Sequence[Row]:
        """What a file holds."""
        return self.wanted

    @property
    def notes(self) -> tuple[str, ...]:
        """What a file says beside its rows."""
        return ()

    @cached_property
    def _paged(self) -> tuple[Page, tuple[PageLink, ...]]:
        return page_of(self.address, self.wanted, self.table.name)

    @property
    def page(self) -> Page:
        """The part shown."""
        return self._paged[0]

    @property
    def page_rows(self) -> Sequence[Row]:
        """Its rows."""
        return self.page.object_list

    @property
    def pages(self) -> tuple[PageLink, ...]:
        """Links to the parts; none where there is one."""
        return self._paged[1]

    @property
    def sizes(self) -> tuple[PageLink, ...]:
        """Other numbers of rows a page."""
        return size_links(self.address, self.page, self.table.name)

    @cached_property
    def rows(self) -> tuple[ShownRow[Row], ...]:
        """The page's rows as they are written."""
        return tuple(self._shown(row) for row in self.page_rows)

    def _shown(self, row: Row) -> ShownRow[Row]:
        (_name, first), *others = self.columns.items()
        named = first.cell(row)
        if self.table.href is not None and not named.href:
            named = replace(named, href=self.table.href(row))
        return ShownRow(
            row, named, tuple((column, column.cell(row)) for _name, column in others), self.table.pick(row) if self.table.pick else ""
        )

    @cached_property
    def heads(self) -> tuple[tuple[Head, ListColumn[Row]], ...]:
        """The heads of the columns shown, with the link that sorts by each."""
        found_heads = {head.name: head for head in self.order.heads(self.columns, self.address.here)}
        return tuple((found_heads[name], column) for name, column in self.columns.items())

    @property
    def choices(self) -> tuple[ColumnChoice, ...]:
        """Columns to choose from; none where there is nothing to choose."""
        if len(self.table.columns) < 3:
            return ()
        return tuple(
            ColumnChoice(name, column.title, name in self.columns, at == 0) for at, (name, column) in enumerate(self.table.columns.items())
        )

    @property
    def selects(self) -> tuple[Select, ...]:
        """The filters that have something to choose."""
        return tuple(
            each.select(self.address[each.name]) for each in self.table.filters if each.options or each.kind not in ("select", "hidden")
        )

    @property
    def searchable(self) -> bool:
        """Whether there is something to search by; a template would call the function itself."""
        return self.table.search is not None or self.table.search_in is not None

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Hidden fields of the form with the filters."""
        return self.address.fields(*(select.name for select in self.selects), "q", "format", *PLACE)

    @property
    def column_fields(self) -> tuple[tuple[str, str], ...]:
        """Hidden fields of the form that chooses columns."""
        return self.address.fields("column", "format")

    @property
    def narrowed(self) -> bool:
        """Whether filters or a search leave something out."""
        words = self.address["q"] or (self.table.posted_search and self.table.posted_search.words)
        return bool(words) or any(self.address[each.name] for each in self.table.filters)

    @property
    def unfiltered(self) -> str:
        """The link that shows all again."""
        return self.address.here(**dict.fromkeys((*(each.name for each in self.table.filters), "q", *PLACE)))

    @property
    def count(self) -> str:
        """Which rows are seen, of how many."""
        page = self.page
        if page.paginator.num_pages < 2:
            return _("{n} rows").format(n=number(page.paginator.count))
        return _("{first}–{last} of {n}").format(
            first=number(page.start_index()), last=number(page.end_index()), n=number(page.paginator.count)
        )

    @property
    def total(self) -> int:
        """How many rows the filters leave."""
        return len(self.wanted)

    @property
    def query(self) -> str:
        """The address of this list, for a form that acts on all of it."""
        return self.address.query(format=None, **dict.fromkeys(PLACE))[1:]

    def file(self, kind: str) -> str:
        """The link to it as a file."""
        return self.address.query(format=kind, **dict.fromkeys(PLACE))

    @property
    def excel(self) -> str:
        """The link to the workbook."""
        return self.file("xlsx")

    @property
    def csv(self) -> str:
        """The link to the CSV file."""
        return self.file("csv")

    @property
    def json(self) -> str:
        """The link to the JSON file."""
        return self.file("json")


def picked(posted: Mapping[str, str], table: Table[Row], rows: Sequence[Row]) -> list[Row]:
    """The rows that a form of the list brought: those ticked, or all that its filters leave.

    Raises
    ------
    ListChangedError
        All were meant, and there are more or fewer now than the reader was told.
    """
    if posted.get("all"):
        listing = Listing(table, Address.of(QueryDict(posted.get("query", ""))), rows)
        if posted.get("total") != str(listing.total):
            raise ListChangedError
        return listing.wanted
    ticked = set(posted.getlist("pick") if isinstance(posted, QueryDict) else [posted.get("pick", "")])
    return [row for row in rows if table.pick is not None and table.pick(row) in ticked]
