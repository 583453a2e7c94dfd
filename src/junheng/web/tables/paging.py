"""Parts of a long list, and the links between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from junheng.web.tables.address import Address

ROWS_A_PAGE = 50
#: What a reader may choose instead.
SIZES = (25, 50, 200)


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of a long list, or a number of rows a page; no query for the gap between far ones."""

    text: str
    query: str
    current: bool


def page_of(address: Address, rows: Sequence[object], anchor: str) -> tuple[Page, tuple[PageLink, ...]]:
    """The part of the rows that the address asks for, and the links to the others; the last page where it asks for more."""
    paginator = Paginator(rows, size_of(address))
    page = paginator.get_page(address["page"])
    if paginator.num_pages < 2:
        return page, ()
    links = (
        PageLink(str(number), f"{address.here(page=number)}#{anchor}" if isinstance(number, int) else "", number == page.number)
        for number in paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    )
    return page, tuple(links)


def size_of(address: Address) -> int:
    """Rows a page."""
    return int(address["size"]) if address["size"] in map(str, SIZES) else ROWS_A_PAGE


def size_links(address: Address, page: Page, anchor: str) -> tuple[PageLink, ...]:
    """Other numbers of rows a page; each keeps the first row that is seen now in sight. None where the list is short."""
    if page.paginator.count <= SIZES[0]:
        return ()
    first = max(page.start_index() - 1, 0)
    return tuple(
        PageLink(
            str(size),
            f"{address.here(size=None if size == ROWS_A_PAGE else size, page=first // size + 1 if first >= size else None)}#{anchor}",
            size == size_of(address),
        )
        for size in SIZES
    )
