"""Requests of the entry page: JSON in, JSON out, and each refusal as a sentence with its kind."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.dateparse import parse_datetime

from junheng.language import Text
from junheng.web.format import language
from junheng.web.returns.actor import Actor
from junheng.web.returns.entry.finding import return_of
from junheng.web.returns.errors import ChecksFailed, NotAllowed, ReturnError, WrongState
from junheng.web.returns.filling import Said
from junheng.web.returns.models import Return
from junheng.web.returns.saving import Change

Json = dict[str, Any]
Act = Callable[[Actor, Return, "Body"], Json | None]

UNREADABLE = Text("请求的内容无法识别，没有写入。", "The request could not be read; nothing was written.")
#: Cells in one request.
MOST_CELLS = 1000


class Unreadable(ValueError):  # noqa: N818 (what happened, not a defect of the program)
    """A body that the page would not have sent."""


class Body:
    """What a request brought, each member asked for by its type."""

    def __init__(self, request: HttpRequest) -> None:
        try:
            self._content = json.loads(request.body)
        except ValueError as error:
            raise Unreadable from error
        if not isinstance(self._content, dict):
            raise Unreadable

    def _of(self, name: str, kind: type, content: Any = None) -> Any:
        value = (self._content if content is None else content).get(name)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise Unreadable
        return value

    def number(self, name: str) -> int:
        """A whole number."""
        return int(self._of(name, int))

    def text(self, name: str) -> str:
        """A text without NUL, which no database keeps."""
        return str(self._of(name, str)).replace("\0", "")

    def yes(self, name: str) -> bool:
        """Yes or no."""
        return bool(self._of(name, bool))

    def moment(self, name: str) -> datetime | None:
        """A time; None where the page has none yet."""
        try:
            return parse_datetime(self.text(name))
        except ValueError as error:
            raise Unreadable from error

    def texts(self, name: str) -> list[str]:
        """A list of texts."""
        found = self._of(name, list)
        if len(found) > MOST_CELLS or not all(isinstance(each, str) for each in found):
            raise Unreadable
        return found

    def _records(self, name: str) -> list[Json]:
        found = self._of(name, list)
        if len(found) > MOST_CELLS or not all(isinstance(each, dict) for each in found):
            raise Unreadable
        return found

    def people(self) -> list[Json]:
        """Whom the page shows as being there."""
        return self._records("people")

    def changes(self) -> list[Change]:
        """Cells as someone wants them."""
        found = []
        for each in self._records("changes"):
            parts = self._of("address", str, each).split("/")
            if len(parts) != 3:
                raise Unreadable
            value = self._of("value", str, each).replace("\0", "")
            found.append(Change(*parts, value, self._of("version", int, each), self._of("nothing", bool, each)))
        return found

    def said(self) -> list[Said]:
        """Explanations."""
        names = ("check", "table", "row", "column", "value", "text")
        return [Said(*(self._of(name, str, each).replace("\0", "") for name in names)) for each in self._records("said")]


def answers_json(act: Act) -> Callable[[HttpRequest, int], HttpResponse]:
    """A view that lets a service act on the return of its address."""

    @wraps(act)
    def view(request: HttpRequest, number: int) -> HttpResponse:
        _here, ret = return_of(request, number)
        try:
            answer = act(Actor.of(request), ret, Body(request))
        except Unreadable:
            return _refusal("unreadable", UNREADABLE, 400)
        except NotAllowed as error:
            return _refusal("not_allowed", error.text, 403)
        except ChecksFailed as error:
            return _refusal("findings", error.text, 409, findings=error.findings)
        except WrongState as error:
            return _refusal("state", error.text, 409)
        except ReturnError as error:
            return _refusal("refused", error.text, 409)
        return HttpResponse(status=204) if answer is None else JsonResponse(answer)

    return view


def _refusal(kind: str, text: Text, status: int, **more: Any) -> JsonResponse:
    return JsonResponse({"kind": kind, "error": text(language()), **more}, status=status)
