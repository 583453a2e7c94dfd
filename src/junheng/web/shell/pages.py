"""Pages that have a name of their own, for the palette: offered to those whom the page itself lets in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from junheng.language import Text
from junheng.web import regions
from junheng.web.access import PUBLIC, declared, scope_of
from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.shell.jump import Entry
from junheng.web.shell.workspaces import workspaces


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its name in both languages."""

    url_name: str
    name: Text
    of_a_region: bool = False  # one for each region


_pages: dict[str, Page] = {}


def register(*pages: Page) -> None:
    """Name pages; called from an app's ``ready``."""
    _pages.update({page.url_name: page for page in pages})


def entries(request: HttpRequest) -> Iterator[Entry]:
    """The workspaces, then the other pages that the reader may open."""
    for workspace in workspaces(request):
        yield Entry(_("Workspace"), both(workspace.name), workspace.url)
    for page in _pages.values():
        if page.of_a_region:
            yield from _in_each_region(request, page)
        elif (url := _open(request, page.url_name)) is not None:
            yield Entry(_("Page"), page.name, url)


def _in_each_region(request: HttpRequest, page: Page) -> Iterator[Entry]:
    for region in regions.loaded_regions():
        if (url := _open(request, page.url_name, region.name)) is not None:
            yield Entry(_("Page"), page.name, url, detail=region.title(language()))


def _open(request: HttpRequest, url_name: str, *region: str) -> str | None:
    """The address, where what the view declares lets the reader in; a right to change something only for all of a region."""
    try:
        url = reverse(url_name, args=region)
    except NoReverseMatch:
        return None
    access, scope = declared(resolve(url).func), scope_of(request)
    if isinstance(access, Right):
        if not region:
            return url if scope.has(access) else None
        holds = scope.may if access.value.startswith("see_") else scope.whole
        return url if holds(access, *region) else None
    return url if access is PUBLIC or request.user.is_authenticated else None


def both(text: object) -> Text:
    """A text for gettext, said in both languages."""
    said = {}
    for code in ("zh-hans", "en"):
        with override(code):
            said[code] = str(text)
    return Text(said["zh-hans"], said["en"])
