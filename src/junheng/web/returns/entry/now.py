"""What has become of a return since a page last looked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from junheng.web.returns.context import explanations_of
from junheng.web.returns.description import cell_of, standing
from junheng.web.returns.models import Cell, CellState, Return, State

Json = dict[str, Any]

#: A write may be seen a moment after the time that stands in it.
SLACK = timedelta(seconds=20)


def changes_since(ret: Return, seen: int, since: datetime | None) -> Json | None:
    """Cells written since, and where the return stands; None where nothing was written after version `seen`.

    All cells where more than values may have changed: approvals and comments leave no time in a cell.
    """
    if ret.version == seen:
        return None
    cells = Cell.objects.filter(ret=ret)
    whole = since is None or ret.state != State.DRAFT or ret.sent_back_at is not None or cells.exclude(state=CellState.OPEN).exists()
    written = cells if whole or since is None else cells.filter(changed_at__gte=since - SLACK)
    return {
        "return": standing(ret),
        "nothing": ret.nothing,
        "whole": whole,
        "cells": {cell.address: cell_of(cell) for cell in written.select_related("changed_by", "commented_by")},
        "rows": [f"{table}/{row}" for table, row in cells.values_list("table", "row").distinct()],
        "explanations": explanations_of(ret),
        "time": timezone.now().isoformat(),
    }
