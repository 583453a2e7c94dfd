"""The palette: from a few letters of a name, code or its pinyin initials to a page.

A workspace registers a source; a source gives every entry that the reader may open, and the palette searches them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.utils.functional import Promise

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A place to jump to."""

    kind: str | Promise  # School, Indicator, Area, Command: gettext_lazy
    name: str
    url: str
    code: str = ""
    detail: str = ""  # greyed at the right: the county of a school


Source = Callable[[HttpRequest], Iterable[Entry]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source of entries; called from an app's ``ready``."""
    if source not in _sources:
        _sources.append(source)


def find(request: HttpRequest, query: str) -> list[Entry]:
    """The best entries for what was typed, exact and leading matches first; the first of all for nothing typed."""
    wanted = _plain(query)
    ranked = (
        (_rank(entry, wanted), position, entry) for position, entry in enumerate(entry for source in _sources for entry in source(request))
    )
    best = sorted((found for found in ranked if found[0] is not None), key=lambda found: found[:2])
    return [entry for _, _, entry in best[:SHOWN]]


def _rank(entry: Entry, wanted: str) -> int | None:
    """How well an entry fits, 0 best; None where it does not."""
    keys = (_plain(entry.name), _plain(entry.code), *spellings(entry.name))
    if not wanted or wanted in keys:
        return 0
    if any(key.startswith(wanted) for key in keys):
        return 1
    return 2 if any(wanted in key for key in keys) else None


def _plain(written: str) -> str:
    return "".join(written.casefold().split())


@lru_cache(maxsize=50_000)
def spellings(name: str) -> tuple[str, str]:
    """Pinyin initials and full pinyin of a Chinese name; twice the plain name where it has no Chinese letter."""
    if name.isascii():
        return _plain(name), _plain(name)
    from pypinyin import Style, lazy_pinyin  # 0.4 s to import: only where someone jumps

    return _plain("".join(lazy_pinyin(name, style=Style.FIRST_LETTER))), _plain("".join(lazy_pinyin(name)))
