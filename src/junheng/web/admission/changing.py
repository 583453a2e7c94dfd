"""Every write of a draw: by whom, from which version, with its step; a second click or an older page changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F

from junheng.language import Text
from junheng.web.admission.models import Deed, Draw, State, Step


class DrawRefused(Exception):  # noqa: N818 - what happened to the request, not a defect of the program
    """Something that a draw does not allow now; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class Conflict(DrawRefused):
    """The draw is no longer what the page showed."""


CHANGED = Text(
    "这次抽签在您打开页面之后已有改动，您的改动没有保存。请看过现在的内容再提交一次；您填写的内容还在。",
    "The draw was changed since you opened the page, and your change was not saved. Look at it as it is now, and send it again; "
    "what you typed is still there.",
)


def begin(user: Any, **fields: Any) -> Draw:
    """A new draw."""
    with transaction.atomic():
        draw = Draw.objects.create(created_by=user, **fields)
        Step.objects.create(draw=draw, user=user, deed=Deed.BEGUN)
    return draw


def done_meanwhile(draw: Draw, error: Exception, *states: State) -> bool:
    """Whether what was refused was done by the same click a moment before, while this one was on its way."""
    if not isinstance(error, Conflict):
        return False
    draw.refresh_from_db()
    return draw.state in states


def change(
    draw: Draw, user: Any, deed: Deed, *, version: int, states: Iterable[State], about: object = "", detail: object = "", **fields: Any
) -> None:
    """Write fields of a draw that is still as `version` and in one of `states`.

    Raises
    ------
    Conflict
        It is not.
    """
    with transaction.atomic():
        written = Draw.objects.filter(pk=draw.pk, version=version, state__in=list(states)).update(version=F("version") + 1, **fields)
        if not written:
            raise Conflict(CHANGED)
        Step.objects.create(draw=draw, user=user, deed=deed, about=str(about)[:300], detail=str(detail)[:500])
    draw.refresh_from_db()
