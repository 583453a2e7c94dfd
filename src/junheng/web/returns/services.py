"""Every write of this app. Pages and commands call these and nothing else."""

from __future__ import annotations

from .actor import Actor
from .errors import ChecksFailed, NotAllowed, ReturnError, WrongState
from .flow import approve, send_back, submit, waits_for, withdraw
from .opening import open_returns
from .saving import Change, Conflict, Saved, save_cells

__all__ = [
    "Actor",
    "Change",
    "ChecksFailed",
    "Conflict",
    "NotAllowed",
    "ReturnError",
    "Saved",
    "WrongState",
    "approve",
    "open_returns",
    "save_cells",
    "send_back",
    "submit",
    "waits_for",
    "withdraw",
]
