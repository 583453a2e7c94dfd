"""A return as one JSON document: the page fills it in and checks it with nothing else, also without a network."""

from __future__ import annotations

from typing import Any

from junheng.web.returns.context import context_of, explanations_of, offered
from junheng.web.returns.models import Cell, Return
from junheng.web.returns.setting import setting

Json = dict[str, Any]


def describe(ret: Return) -> Json:
    """All that a page needs; docs/methods/returns.md lists its members."""
    here = setting(ret.region)
    cells = list(Cell.objects.filter(ret=ret).select_related("changed_by", "commented_by"))
    return {
        "return": standing(ret) | {"name": here.name_of(ret)},
        "layout": here.layout(ret),
        "nothing": ret.nothing,
        "cells": {cell.address: cell_of(cell) for cell in cells},
        "context": context_of(here, ret),
        "explanations": explanations_of(ret),
        "offered": offered(ret),
    }


def standing(ret: Return) -> Json:
    """Which return it is and where it stands."""
    return {
        "id": ret.pk,
        "region": ret.region,
        "form": ret.form,
        "period": ret.period,
        "unit": ret.unit,
        "area": ret.area,
        "revision": ret.revision,
        "reason": ret.reason,
        "state": ret.state,
        "version": ret.version,
        "opens_on": ret.opens_on.isoformat(),
        "due_at": ret.due_at.isoformat(),
        "release": ret.release_label,
    }


def cell_of(cell: Cell) -> Json:
    """One cell with all that is known about it."""
    return {
        "value": cell.value,
        "nothing": cell.nothing,
        "version": cell.version,
        "state": cell.state,
        "comment": cell.comment,
        "commented_by": cell.commented_by.get_username() if cell.commented_by is not None else "",
        "source": cell.source,
        "changed_by": cell.changed_by.get_username() if cell.changed_by is not None else "",
        "changed_at": cell.changed_at.isoformat(),
    }
