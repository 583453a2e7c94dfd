"""What waits for a reader: sentences on the start page, from every app that has some. The bar's counts are the workspaces' own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that waits."""

    sentence: str
    url: str
    mark: str = ""  # near or miss, where it is late or about to be
    word: str = ""  # of the mark
    detail: str = ""  # who said so, and when


Source = Callable[[HttpRequest], Iterable[Notice]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source of notices; called from an app's ``ready``."""
    if source not in _sources:
        _sources.append(source)


def notices(request: HttpRequest) -> list[Notice]:
    """All that wait for this reader, in the order of the sources."""
    return [notice for source in _sources for notice in source(request)]
