"""Heads that sort and links to pages, made from the address of the request."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.paginator import Page
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.web.people.listing import Listing


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head; no query where it does not sort."""

    title: str
    query: str = ""
    sorted: str = ""  # "ascending", "descending" or ""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the list; no query for the gap between far ones."""

    text: str
    query: str
    current: bool


def heads_of(request: HttpRequest, listing: Listing) -> list[Head]:
    """The heads of the list of people."""
    titles = {"name": pgettext("person", "Name"), "user": _("User name"), "": _("Roles"), "state": _("State"), "last": _("Last sign-in")}
    return [_head(request, listing, key, title) if key not in ("", "state") else Head(title) for key, title in titles.items()]


def _head(request: HttpRequest, listing: Listing, key: str, title: str) -> Head:
    here = listing.sort == key
    turned = f"-{key}" if here and not listing.descending else key
    return Head(title, _query(request, sort=turned, page=None), ("descending" if listing.descending else "ascending") if here else "")


def page_links(request: HttpRequest, page: Page[User]) -> list[PageLink]:
    """Links to the pages; none where there is one."""
    if page.paginator.num_pages < 2:
        return []
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [
        PageLink(str(number), _query(request, page=str(number)) if isinstance(number, int) else "", number == page.number)
        for number in numbers
    ]


def _query(request: HttpRequest, **changes: str | None) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"
