"""Bringing back what a cell once said: a save like any other, by someone who may fill the return in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from junheng.language import Text
from junheng.web.audit.restoring import RestoreRefused
from junheng.web.people.roles import Right
from junheng.web.returns import services
from junheng.web.returns.actor import Actor
from junheng.web.returns.errors import ReturnError
from junheng.web.returns.models import Cell

OVERTAKEN = Text("刚刚有人改了这一格，请看过新值再决定。", "Someone has just changed this cell: look at the new value first.")


def may_put_back(request: HttpRequest, key: str) -> bool:
    """Whether the reader may fill in the return that the cell belongs to."""
    cell = Cell.objects.select_related("ret").filter(pk=key).first()
    return cell is not None and Actor.of(request).may(Right.FILL_RETURNS, cell.ret)


def put_back(request: HttpRequest, key: str, values: Mapping[str, Any]) -> None:
    """Save the value and the answer "nothing to report" as they were.

    Raises
    ------
    RestoreRefused
        The return or the cell is closed, or someone was faster.
    """
    cell = Cell.objects.select_related("ret").get(pk=key)
    change = services.Change(cell.table, cell.row, cell.column, values["value"], cell.version, bool(values["nothing"]))
    try:
        saved = services.save_cells(Actor.of(request), cell.ret, [change])
    except ReturnError as error:
        raise RestoreRefused(error.text) from error
    if saved.refused:
        raise RestoreRefused(saved.refused[change.address])
    if saved.conflicts:
        raise RestoreRefused(OVERTAKEN)
