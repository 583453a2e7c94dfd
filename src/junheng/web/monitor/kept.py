"""Pages of a frozen release, kept as they were written.

A release never changes, so what a page says of it under a pack is written once for everybody who may open the page. It is written for
a reader who is nobody: no name, right or saved view of a person can get into it. What belongs to a reader (the frame of the page, and
the token of its forms) is put around and into it for each request.
"""

from __future__ import annotations

import secrets
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from junheng.web.format import language
from junheng.web.monitor.bar import shown_of
from junheng.web.monitor.scope import Scope
from junheng.web.tables.models import SavedView

#: Compressed bytes that stay in memory in each server process: some thousands of pages.
ROOM = 64 * 1024 * 1024
#: They stand for a token and between the pieces; no file of a region can hold them.
_TOKEN, _CUT = secrets.token_hex(32), secrets.token_hex(32)

Context = Callable[[HttpRequest], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Pieces:
    """What a page puts into the frame of the site."""

    title: SafeString
    bar: SafeString
    content: SafeString


class Shelf:
    """Texts by key, as many as have room; those that were asked for longest ago leave first."""

    def __init__(self, room: int) -> None:
        self.room = room
        self._texts: OrderedDict[object, bytes] = OrderedDict()
        self._used = 0
        self._lock = threading.Lock()

    def get(self, key: object) -> str | None:
        """The text; None where it is not, or no longer, there."""
        with self._lock:
            packed = self._texts.get(key)
            if packed is None:
                return None
            self._texts.move_to_end(key)
        return zlib.decompress(packed).decode()

    def put(self, key: object, text: str) -> None:
        """Keep a text."""
        packed = zlib.compress(text.encode(), 1)
        with self._lock:
            self._used += len(packed) - len(self._texts.pop(key, b""))
            self._texts[key] = packed
            while self._used > self.room:
                self._used -= len(self._texts.popitem(last=False)[1])


_shelf = Shelf(ROOM)


def written(request: HttpRequest, scope: Scope, template: str, context: Context) -> HttpResponse:
    """A page of a scope; `context` is asked for what the template needs only where nobody has opened the page before.

    Whoever has saved views of the page gets it written anew: they stand in the middle of it.
    """
    if SavedView.objects.filter(user=request.user, page=request.path).exists():
        return render(request, template, context(request))
    releases = tuple((each.label, each.hash, each.created) for each in scope.loaded.releases)  # the bar names all of them
    key = (language(), request.path, scope.address.query(), releases, scope.manifest.hash, scope.pack)
    text = _shelf.get(key)
    if text is None:
        reader = _nobody(request, scope)
        text = render_to_string(template, {**context(reader), "outer": "monitor/pieces.html", "cut": _CUT, "csrf_token": _TOKEN}, reader)
        _shelf.put(key, text)
    title, bar, content = text.replace(_TOKEN, get_token(request)).split(_CUT)
    pieces = Pieces(mark_safe(title), mark_safe(bar), mark_safe(content))  # noqa: S308 (our own templates wrote them)
    return render(request, "monitor/kept.html", {"pieces": pieces, "shown": shown_of(scope)})


def _nobody(request: HttpRequest, scope: Scope) -> HttpRequest:
    """A request for the same page by someone signed in who has no name, no role and no saved view."""
    nobody = HttpRequest()
    nobody.method = "GET"
    nobody.path, nobody.path_info, nobody.resolver_match = request.path, request.path_info, request.resolver_match
    nobody.GET = QueryDict(scope.address.query()[1:])
    nobody.user = User(pk=0)
    return nobody
