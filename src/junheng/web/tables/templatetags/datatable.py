"""``{% load datatable %}``: a `Listing` with its filters, columns, pages, saved views and files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from junheng.web.tables.table import Listing

register = template.Library()


@register.inclusion_tag("tables/datatable.html", takes_context=True)
def datatable(context: Mapping[str, Any], listing: Listing[Any], note: str = "", heading: str = "") -> dict[str, Any]:
    """The whole panel, under a heading where the page has other parts beside it.

    `note` is a template for the foot, such as the source of the figures; it sees the page's context.
    """
    own = {"listing": listing, "table": listing.table, "note": note, "heading": heading}
    return {**getattr(context, "flatten", lambda: context)(), **own}
