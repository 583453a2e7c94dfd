"""Writing cells: each by its version, so that two people on one form lose nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from junheng.language import Text
from junheng.packs.forms.messages import MESSAGES
from junheng.packs.forms.values import read
from junheng.web.people.roles import Right
from junheng.web.returns.actor import Actor
from junheng.web.returns.errors import WrongState
from junheng.web.returns.models import Cell, CellState, Return, State
from junheng.web.returns.setting import setting

#: The name of a free row: where it stands, then what keeps apart two people who add one at the same time.
ROW = re.compile(r"[0-9]{4}[0-9a-z]{0,12}")
CLOSED = Text("这张表已经提交，不能再改；需要更正请审核人退回。", "This return is submitted and closed; ask the approver to send it back.")
APPROVED = Text("这一格已审核通过，不能再改。", "This cell is approved and closed.")
MOST_ROWS = Text("最多 {most} 行。", "At most {most} rows.")


@dataclass(frozen=True, slots=True)
class Change:
    """One cell as someone wants it."""

    table: str
    row: str
    column: str
    value: str  # as typed
    version: int  # of the cell that they saw; 0 where nobody had touched it
    nothing: bool = False  # "nothing to report"

    @property
    def address(self) -> str:
        """``table/row/column``."""
        return f"{self.table}/{self.row}/{self.column}"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Someone else was faster: both values, and nothing written."""

    address: str
    yours: str
    theirs: str
    theirs_nothing: bool
    version: int
    by: str
    at: str  # ISO


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of each change."""

    version: int  # of the return
    cells: Mapping[str, tuple[int, str]]  # address -> version and value as it is kept now
    conflicts: tuple[Conflict, ...]
    refused: Mapping[str, Text]  # address -> why it cannot be written at all


def save_cells(actor: Actor, ret: Return, changes: Sequence[Change]) -> Saved:
    """Write cells of a draft; each stands for itself.

    A text that does not fit its column (letters for a number) is kept as it was typed: it is a finding until it is corrected.
    Saying again what already stands there is no conflict, so that a request may be repeated.

    Raises
    ------
    NotAllowed
        The place is not the actor's to fill in.
    WrongState
        The return is no draft.
    """
    layout = setting(ret.region).layout(ret)
    with transaction.atomic():
        current = draft(actor, ret)
        rows = {change.row for change in changes}  # a form may have thousands of cells, and people save one
        known = {cell.address: cell for cell in Cell.objects.filter(ret=ret, row__in=rows).select_related("changed_by")}
        desk = _Desk(actor, current, _columns(layout), known)
        for change in changes:
            desk.put(change)
        return desk.write()


def draft(actor: Actor, ret: Return) -> Return:
    """The return as it is now, inside a transaction, where the actor may fill it in and it is a draft.

    Raises
    ------
    NotAllowed
    WrongState
    """
    actor.need(Right.FILL_RETURNS, ret)
    current = Return.objects.select_for_update().get(pk=ret.pk)
    if current.state != State.DRAFT:
        raise WrongState(CLOSED)
    return current


def _columns(layout: Mapping[str, Any]) -> dict[str, tuple[Mapping[str, Any], dict[str, Mapping[str, Any]]]]:
    """Each table of a layout, with its columns by id."""
    return {table["id"]: (table, {column["id"]: column for column in table["columns"]}) for table in layout["tables"]}


class _Desk:
    """Sorts changes into those that can be written, those that someone else overtook, and those that have no place."""

    def __init__(self, actor: Actor, ret: Return, tables: Mapping[str, Any], known: Mapping[str, Cell]) -> None:
        self.actor, self.ret, self.tables, self.known = actor, ret, tables, known
        self.new: list[Cell] = []
        self.changed: list[Cell] = []
        self.cells: dict[str, tuple[int, str]] = {}
        self.conflicts: list[Conflict] = []
        self.refused: dict[str, Text] = {}
        self.now = timezone.now()
        self._rows: dict[str, set[str]] = {}

    def put(self, change: Change) -> None:
        """Take one change."""
        reason = self._misplaced(change)
        if reason is not None:
            self.refused[change.address] = reason
            return
        value, _ = read(self.tables[change.table][1][change.column], "" if change.nothing else change.value)
        cell = self.known.get(change.address)
        if cell is not None and (cell.value, cell.nothing) == (value, change.nothing):
            self.cells[change.address] = (cell.version, value)
        elif cell is not None and cell.version != change.version:
            self.conflicts.append(_conflict(change, cell))
        elif cell is not None and cell.state in (CellState.COUNTY_APPROVED, CellState.COMMISSION_APPROVED):
            self.refused[change.address] = APPROVED
        else:
            self._write(change, value, cell)

    def _write(self, change: Change, value: str, cell: Cell | None) -> None:
        if cell is None:
            cell = Cell(ret=self.ret, table=change.table, row=change.row, column=change.column, version=0)
            self.new.append(cell)
            if self.tables[change.table][0]["free"]:
                self._rows_of(change.table).add(change.row)
        else:
            self.changed.append(cell)
        cell.value, cell.nothing, cell.source = value, change.nothing, None
        cell.version, cell.changed_by, cell.changed_at = cell.version + 1, self.actor.user, self.now
        self.cells[change.address] = (cell.version, value)

    def _rows_of(self, table: str) -> set[str]:
        """Names of a free table's rows."""
        if table not in self._rows:
            found = Cell.objects.filter(ret=self.ret, table=table)
            self._rows[table] = set(found.values_list("row", flat=True).distinct())
        return self._rows[table]

    def _misplaced(self, change: Change) -> Text | None:
        """Why a form has no such cell; None where it has."""
        table, columns = self.tables.get(change.table, (None, {}))
        column = columns.get(change.column)
        if table is None or column is None or column["total"] is not None:
            return MESSAGES["unknown"]
        if table["free"]:
            rows = self._rows_of(change.table)
            if change.row not in rows and len(rows) >= table["most"]:
                return MOST_ROWS.format(most=table["most"])
            known = ROW.fullmatch(change.row) is not None
        else:
            known = any(row["id"] == change.row for row in table["rows"])
        if not known:
            return MESSAGES["unknown"]
        if change.row in column["barred"]:
            return MESSAGES["barred"]
        return MESSAGES["nothing_unknown"] if change.nothing and not column["nothing"] else None

    def write(self) -> Saved:
        """Write what can be written; the cells' new versions."""
        Cell.objects.bulk_create(self.new)
        fields = ("value", "nothing", "source", "version", "changed_by", "changed_at")
        Cell.objects.bulk_update(self.changed, fields, batch_size=100)
        if self.new or self.changed:
            touch(self.ret)
        return Saved(self.ret.version, self.cells, tuple(self.conflicts), self.refused)


def _conflict(change: Change, cell: Cell) -> Conflict:
    by = cell.changed_by.get_username() if cell.changed_by is not None else ""
    return Conflict(change.address, change.value, cell.value, cell.nothing, cell.version, by, cell.changed_at.isoformat())


def touch(ret: Return, **values: Any) -> None:
    """Write fields of a return and count its version up, inside a transaction."""
    Return.objects.filter(pk=ret.pk).update(version=F("version") + 1, **values)
    ret.refresh_from_db()
