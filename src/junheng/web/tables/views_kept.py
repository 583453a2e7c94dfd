"""The reader's saved views of a page, and whether what is shown is still one of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from junheng.web.tables.address import PLACE, Address
from junheng.web.tables.models import SavedView

#: What is not part of a view: where one is in it, and which it is.
PASSING = (*PLACE, "view", "format")


@dataclass(frozen=True, slots=True)
class KeptViews:
    """All that a page shows of them."""

    page: str
    views: tuple[SavedView, ...]
    current: SavedView | None  # the one that the address names
    query: str  # what is shown now, as a view would keep it

    @property
    def changed(self) -> bool:
        """Whether the reader went on from the view that the address names."""
        return self.current is not None and self.current.query != self.query


def kept_views(request: HttpRequest, address: Address) -> KeptViews | None:
    """The reader's own; None for someone who is not signed in."""
    if not request.user.is_authenticated:
        return None
    views = tuple(SavedView.objects.filter(user=request.user, page=request.path))
    current = next((view for view in views if str(view.pk) == address["view"]), None)
    return KeptViews(request.path, views, current, viewed(address))


def viewed(address: Address) -> str:
    """What a view keeps of an address, in one order."""
    chosen = {name: value for name, value in sorted(address.chosen.items()) if name not in PASSING}
    return Address(chosen).query()[1:]
