"""The palette: from a few letters of a name, code or its pinyin initials to a page.

A workspace registers a source: a function that gives every entry that the reader may open, and the palette searches them. Where there
are too many to list, it registers a search instead: a function that is asked with the words typed, and gives what fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.http import HttpRequest
from django.utils.functional import Promise

from junheng.language import Text
from junheng.web.format import language

SHOWN = 20
#: Longer words are not looked for.
LONGEST = 80


@dataclass(frozen=True)
class Entry:
    """A place to jump to."""

    kind: str | Promise  # School, Indicator, Area, Command: gettext_lazy
    name: str | Text  # a `Text` is found by either language
    url: str
    code: str = ""
    detail: str = ""  # greyed at the right: the county of a school

    @property
    def title(self) -> str:
        """The name in the language of the page."""
        return self.name(language()) if isinstance(self.name, Text) else self.name

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What finds it by itself: name, code, pinyin. Kept with the entry, for this is asked at every letter."""
        names = (self.name.zh, self.name.en) if isinstance(self.name, Text) else (self.name,)
        return (*(key for name in names for key in keys_of(name)), _plain(self.code))

    @cached_property
    def everything(self) -> tuple[str, ...]:
        """What one of several words may be in."""
        return (*self.keys, *keys_of(self.detail))


Source = Callable[[HttpRequest], Iterable[Entry]]
Search = Callable[[HttpRequest, Sequence[str]], Iterable[Entry]]
_sources: list[tuple[int, Source]] = []
_searches: list[Search] = []


def register(source: Source, place: int = 50) -> None:
    """Add a source of entries; called from an app's ``ready``. Of what fits equally well, the lowest place comes first."""
    if all(known is not source for _place, known in _sources):
        _sources.append((place, source))
        _sources.sort(key=lambda each: each[0])


def register_search(search: Search) -> None:
    """Add a search of what is too much to list; called from an app's ``ready``, and asked only where something was typed."""
    if search not in _searches:
        _searches.append(search)


def find(request: HttpRequest, query: str) -> list[Entry]:
    """The best entries for what was typed, exact and leading matches first; the first of all for nothing typed."""
    words = [word for word in map(_plain, query[:LONGEST].split()) if word]
    ranked = ((_rank(entry, words), position, entry) for position, entry in enumerate(_entries(request, words)))
    best = sorted((found for found in ranked if found[0] is not None), key=lambda found: found[:2])
    return [entry for _, _, entry in best[:SHOWN]]


def _entries(request: HttpRequest, words: Sequence[str]) -> Iterator[Entry]:
    for _place, source in _sources:
        yield from source(request)
    if words:
        for search in _searches:
            yield from search(request, words)


def _rank(entry: Entry, words: Sequence[str]) -> int | None:
    """How well an entry fits, 0 best; None where it does not."""
    wanted = "".join(words)
    if not wanted or wanted in entry.keys:
        return 0
    if any(key.startswith(wanted) for key in entry.keys):
        return 1
    if any(wanted in key for key in entry.keys):
        return 2
    return 3 if all(any(word in key for key in entry.everything) for word in words) else None


def fits(word: str, name: str) -> bool:
    """Whether a plain word is in a name, in its pinyin or in its initials."""
    return any(word in key for key in keys_of(name))


def _plain(written: str) -> str:
    return "".join(written.casefold().split())


@lru_cache(maxsize=100_000)
def keys_of(name: str) -> tuple[str, ...]:
    """The plain name; of a Chinese one its pinyin initials and full pinyin too."""
    return (_plain(name),) if name.isascii() else (_plain(name), *spellings(name))


@lru_cache(maxsize=50_000)
def spellings(name: str) -> tuple[str, str]:
    """Pinyin initials and full pinyin of a Chinese name; twice the plain name where it has no Chinese letter."""
    if name.isascii():
        return _plain(name), _plain(name)
    from pypinyin import Style, lazy_pinyin  # 0.4 s to import: only where someone jumps

    return _plain("".join(lazy_pinyin(name, style=Style.FIRST_LETTER))), _plain("".join(lazy_pinyin(name)))
