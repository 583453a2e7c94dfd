"""Lists whose rows are in the database: it filters, sorts and counts them, and only those of the page are read.

A column sorts by its `field`, a filter narrows by its `where`; `dress` makes what the page shows of all its rows at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from junheng.web.format import number
from junheng.web.tables.address import Address
from junheng.web.tables.order import Order, Row
from junheng.web.tables.table import ListChangedError, Listing, Table
from junheng.web.tables.views_kept import kept_views

#: Rows of one file; more would take longer than anyone waits.
MOST_IN_A_FILE = 50_000


@dataclass(frozen=True)
class StoredListing(Listing[Row]):
    """A `Listing` over a query."""

    dress: Callable[[Iterable[Any]], Sequence[Row]] = list

    @classmethod
    def over(cls, request: HttpRequest, table: Table[Row], query: QuerySet[Any], dress: Callable[[Iterable[Any]], Sequence[Row]]) -> Any:
        """The list that a request's address asks for."""
        address = Address.of(request.GET)
        return cls(table, address, query, kept_views(request, address), dress)

    @cached_property
    def order(self) -> Order:
        """As the address says it."""
        return Order.read(self.address["sort"], {name: each for name, each in self.table.columns.items() if each.field}, self.table.default)

    @cached_property
    def found(self) -> QuerySet[Any]:
        """All rows that the filters leave."""
        query = self.everything
        for each in self.table.filters:
            if each.where is not None and (chosen := self.address[each.name].replace("\0", "")):
                query = query.filter(each.where(chosen))
        text = self.address["q"].replace("\0", "").strip()
        return query.filter(self.table.search_in(text)) if text and self.table.search_in is not None else query

    @cached_property
    def wanted(self) -> QuerySet[Any]:
        """The same in order; what has no value stands last either way."""
        key = F(self.table.columns[self.order.name].field)
        return self.found.order_by(key.desc(nulls_last=True) if self.order.descending else key.asc(nulls_last=True), "pk")

    @cached_property
    def page_rows(self) -> Sequence[Row]:
        """Those shown."""
        return self.dress(self.page.object_list)

    @property
    def total(self) -> int:
        """How many rows the filters leave."""
        return self.page.paginator.count

    @property
    def for_file(self) -> Sequence[Row]:
        """What a file holds."""
        return self.dress(self.wanted[:MOST_IN_A_FILE])

    @property
    def notes(self) -> tuple[str, ...]:
        """That a file does not hold all, where it does not."""
        if not self.wanted[MOST_IN_A_FILE : MOST_IN_A_FILE + 1]:
            return ()
        return (_("Only the first {n} rows; narrow the filters for the rest.").format(n=number(MOST_IN_A_FILE)),)


def picked_stored(posted: Mapping[str, str], table: Table[Row], query: QuerySet[Any]) -> QuerySet[Any]:
    """The rows that a form of the list brought, by their number: those ticked, or all that its filters leave.

    Raises
    ------
    ListChangedError
        All were meant, and there are more or fewer now than the reader was told.
    """
    if posted.get("all"):
        found = StoredListing(table, Address.of(QueryDict(posted.get("query", ""))), query).wanted
        if posted.get("total") != str(found.count()):
            raise ListChangedError
        return found
    ticked = posted.getlist("pick") if isinstance(posted, QueryDict) else [posted.get("pick", "")]
    return query.filter(pk__in=[int(each) for each in ticked if each.isdecimal() and len(each) < 18])
