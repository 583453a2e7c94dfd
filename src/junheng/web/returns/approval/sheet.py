"""A whole return to be read: every cell with its last value, what is said of it, and how it stands with those who approve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.language import Text
from junheng.packs.forms.answers import Answers, Row
from junheng.packs.forms.checking import check, column_of, key_of
from junheng.packs.forms.sentences import sentence
from junheng.packs.forms.values import plain
from junheng.web.audit.models import Action, Entry
from junheng.web.format import language
from junheng.web.returns.context import context_of, given_of
from junheng.web.returns.models import Cell, CellState, Explanation, Return
from junheng.web.returns.setting import Setting

Json = Mapping[str, Any]
EMPTY = "empty"  # what nobody answered: there is nothing to approve, but it may be sent back
APPROVED = (CellState.COUNTY_APPROVED.value, CellState.COMMISSION_APPROVED.value)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says, and how it was explained."""

    sentence: Text
    hard: bool
    address: str  # of the first cell that it points at; empty where it is about a table as a whole
    where: str
    text: str  # the explanation
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell as it is read."""

    address: str
    label: str  # row and column
    text: str
    last: str
    change: str  # against the last period
    state: str  # empty for a total, and for what nobody answers
    marks: str  # classes: back, corrected, finding, new
    said: tuple[str, ...]  # the same in words
    before: str | None  # what it was when it was sent back, or in the earlier revision, where that has changed
    numeric: bool


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row."""

    name: str
    cells: tuple[SheetCell, ...]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One table."""

    id: str
    name: Text
    columns: tuple[tuple[str, str, bool], ...]  # name, unit, numeric
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True)
class Sheet:
    """The whole return."""

    tables: tuple[SheetTable, ...]
    findings: tuple[Finding, ...]
    last_period: str | None
    last_with: str  # units that have gone into this one since, whose last period is added to its own
    cells: Mapping[str, Cell] = field(repr=False)  # by address, as they are kept

    @cached_property
    def addresses(self) -> dict[str, SheetCell]:
        """Every cell that can be answered."""
        return {cell.address: cell for table in self.tables for row in table.rows for cell in row.cells if cell.state}

    def name_of(self, address: str) -> str:
        """Table, row and column in words."""
        cell = self._cells.get(address)
        table = next((table.name(language()) for table in self.tables if table.id == address.partition("/")[0]), "")
        return address if cell is None else f"{table} · {cell.label}"

    @cached_property
    def _cells(self) -> dict[str, SheetCell]:
        return {cell.address: cell for table in self.tables for row in table.rows for cell in row.cells if cell.address}


def sheet(here: Setting, ret: Return) -> Sheet:
    """Put it together."""
    return _Reader(here, ret).read()


class _Reader:
    """Holds what every cell is read against."""

    def __init__(self, here: Setting, ret: Return) -> None:
        self.layout, self.context = here.layout(ret), context_of(here, ret)
        self.cells = {cell.address: cell for cell in Cell.objects.filter(ret=ret).select_related("changed_by", "commented_by")}
        self.given = given_of(ret, self.cells.values())
        self.answers = Answers(self.layout, self.given, self.context)
        self.released = _earlier(ret)
        self.sent_back = _as_sent_back([cell for cell in self.cells.values() if corrected(cell)])
        self.begun = any(cell.state in APPROVED for cell in self.cells.values())
        self.ret = ret

    def read(self) -> Sheet:
        """All tables and findings."""
        found = check(self.layout, self.given, self.context)
        self.pointed: dict[str, list[str]] = {}
        for each in found:
            for address in each["cells"]:
                self.pointed.setdefault(address, []).append(sentence(self.layout, each)(language()))
        tables = tuple(self._table(table) for table in self.layout["tables"])
        merged = pgettext("list", ", ").join(self.context["last_with"])
        whole = Sheet(tables, (), self.context["last_period"], merged, self.cells)
        explained = Explanation.objects.filter(ret=self.ret).select_related("by")
        said = {(e.check_id, e.table, e.row, e.column, e.value): e for e in explained}
        findings = tuple(self._finding(whole, each, said.get(key_of(each))) for each in found)
        return Sheet(tables, findings, self.context["last_period"], merged, self.cells)

    def _finding(self, whole: Sheet, found: Json, said: Explanation | None) -> Finding:
        address = found["cells"][0] if found["cells"] and column_of(found) else ""
        table = next(_text(table["name"]) for table in self.layout["tables"] if table["id"] == found["table"])
        return Finding(
            sentence(self.layout, found),
            found["severity"] == "hard",
            address,
            whole.name_of(address) if address else table(language()),
            said.text if said else "",
            (said.by.first_name or said.by.get_username()) if said and said.by else "",
            said.at if said else None,
        )

    def _table(self, table: Json) -> SheetTable:
        named = {row["id"]: _text(row["name"])(language()) for row in table["rows"]}
        names = [_text(column["name"])(language()) for column in table["columns"]]
        rows = []
        for number, row in enumerate(self.answers.rows(table["id"]), start=1):
            called = named.get(row.id) or _("Row {n}").format(n=number)
            cells = (self._cell(table, row, column, f"{called} · {name}") for column, name in zip(table["columns"], names, strict=True))
            rows.append(SheetRow(called, tuple(cells)))
        if table["totals"] and rows:
            rows.append(SheetRow(_("Total"), tuple(self._total(table, column) for column in table["columns"])))
        columns = tuple(
            (_text(c["name"])(language()), _text(c["unit_label"])(language()) if c["unit_label"] else "", c["kind"] == "number")
            for c in table["columns"]
        )
        return SheetTable(table["id"], _text(table["name"]), columns, tuple(rows))

    def _total(self, table: Json, column: Json) -> SheetCell:
        numeric = column["kind"] == "number"
        found = self.answers.sum(table["id"], column["id"], Row("", None)) if numeric and column["additive"] else None
        return SheetCell("", "", "" if found is None else digits(found), "", "", "", "sum", (), None, numeric)

    def _cell(self, table: Json, row: Row, column: Json, label: str) -> SheetCell:
        address, numeric = f"{table['id']}/{row.id}/{column['id']}", column["kind"] == "number"
        value = self.answers.number(table["id"], row, column["id"]) if numeric else None
        last = self.answers.last(table["id"], row.id, column["id"]) if numeric else None
        seen, change = ("" if last is None else digits(last)), _change(value, last)
        if column["total"] is not None:
            return SheetCell(address, label, "" if value is None else digits(value), seen, change, "", "sum", (), None, True)
        if row.id in column["barred"]:
            return SheetCell(address, label, "", "", "", "", "barred", (), None, numeric)
        kept = self.cells.get(address)
        marks, said = self._marks(address, kept)
        before = self._changed_from(address, kept, column)
        state = kept.state if kept is not None else EMPTY
        return SheetCell(address, label, shown(column, kept), seen, change, state, " ".join(marks), tuple(said), before, numeric)

    def _marks(self, address: str, kept: Cell | None) -> tuple[list[str], list[str]]:
        marks, said = [], list(self.pointed.get(address, ()))
        if said:
            marks.append("finding")
        if kept is not None and kept.state == CellState.SENT_BACK:
            marks.append("back")
            said.append(_("Sent back: {comment}").format(comment=kept.comment))
        elif kept is not None and corrected(kept):
            marks.append("corrected")
            said.append(_("Was sent back: {comment}").format(comment=kept.comment))
        elif self.begun and kept is not None and kept.state == CellState.OPEN:
            marks.append("new")
            said.append(_("Not approved yet"))
        return marks, said

    def _changed_from(self, address: str, kept: Cell | None, column: Json) -> str | None:
        if address in self.sent_back:
            earlier = self.sent_back[address]
        elif self.released is not None:
            earlier = self.released.get(address)
        else:
            return None
        now = (kept.value, kept.nothing) if kept else ("", False)
        then = (earlier.value, earlier.nothing) if earlier else ("", False)
        return None if now == then else shown(column, earlier) or _("empty")


def corrected(cell: Cell) -> bool:
    """Whether a cell went back once and waits again."""
    return bool(cell.comment) and cell.state == CellState.OPEN


def _as_sent_back(cells: Sequence[Cell]) -> dict[str, Cell]:
    """What each of these cells held when it was last sent back, as the audit log has it."""
    by_key = {str(cell.pk): cell for cell in cells}
    found: dict[str, Cell] = {}
    for entry in Entry.objects.filter(table="returns_cell", key__in=by_key, action=Action.UPDATE).order_by("seq"):
        if entry.became["state"] == CellState.SENT_BACK and entry.was["state"] != CellState.SENT_BACK:
            then = Cell(value=entry.became["value"], nothing=bool(entry.became["nothing"]))
            found[by_key[entry.key].address] = then  # the newest stays
    return found


def _earlier(ret: Return) -> dict[str, Cell] | None:
    """Cells of the revision that a correction corrects."""
    if ret.revision == 1:
        return None
    same = {name: getattr(ret, name) for name in ("region", "form", "period", "unit", "area")}
    cells = Cell.objects.filter(**{f"ret__{name}": value for name, value in same.items()}, ret__revision=ret.revision - 1)
    return {cell.address: cell for cell in cells}


def _text(stated: Mapping[str, str]) -> Text:
    return Text(stated["zh"], stated["en"])


def shown(column: Json, cell: Cell | None) -> str:
    """A cell's answer as people read it."""
    if cell is None:
        return ""
    if cell.nothing:
        return _("nothing to report")
    if column["kind"] == "choice":
        return next((_text(each["name"])(language()) for each in column["choices"] if each["id"] == cell.value), cell.value)
    try:
        return digits(float(cell.value)) if column["kind"] == "number" and cell.value else cell.value
    except ValueError:
        return cell.value


def digits(value: float) -> str:
    """A number with thousands apart and all the decimals that it has."""
    whole, point, rest = plain(abs(value)).partition(".")
    return f"{'−' if value < 0 else ''}{int(whole):,}{point}{rest}"


def _change(value: float | None, last: float | None) -> str:
    if value is None or last is None or value == last:
        return ""
    moved = digits(round(value - last, 6))
    moved = moved if moved.startswith("−") else f"+{moved}"
    return f"{moved} ({(value - last) / abs(last) * 100:+.0f}%)".replace("-", "−") if last else moved
