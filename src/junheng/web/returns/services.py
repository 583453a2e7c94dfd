"""Every write of this app. Pages and commands call these and nothing else."""

from __future__ import annotations

from .actor import Actor
from .context import explanations_of, findings_of
from .deadlines import set_due
from .description import describe
from .errors import ChecksFailed, NotAllowed, ReturnError, WrongState
from .filling import Said, delete_rows, explain, mark_nothing, reopen
from .flow import approve, send_back, submit, take_back, waits_for, withdraw
from .opening import open_returns
from .releasing import correct, release, waiting
from .reminding import may_remind, remind
from .saving import Change, Conflict, Saved, save_cells
from .workbook import template
from .workbook_reading import CellsRejected, Imported, Rejected, import_template

__all__ = [
    "Actor",
    "CellsRejected",
    "Change",
    "ChecksFailed",
    "Conflict",
    "Imported",
    "NotAllowed",
    "Rejected",
    "ReturnError",
    "Said",
    "Saved",
    "WrongState",
    "approve",
    "correct",
    "delete_rows",
    "describe",
    "explain",
    "explanations_of",
    "findings_of",
    "import_template",
    "mark_nothing",
    "may_remind",
    "open_returns",
    "release",
    "remind",
    "reopen",
    "save_cells",
    "send_back",
    "set_due",
    "submit",
    "take_back",
    "template",
    "waiting",
    "waits_for",
    "withdraw",
]
