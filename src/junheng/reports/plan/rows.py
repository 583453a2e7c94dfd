"""From the rows of a plan's table to its items: sections merged over the row, items merged over rows, and what was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from junheng.tables.grid import Grid
from junheng.tables.heads import NOTE, TOTAL, plain, split_unit
from junheng.tables.issue import Issue, Place
from junheng.tables.layout import Layout

from .columns import Columns, Field
from .days import UnclearDayError, read_day
from .duties import find_duties
from .issues import issue
from .item import LONGEST, Duties, Item, Target
from .reading import start_of, targets_in, title_of

#: The plan's first and last day, as far as they are known.
Span = tuple[date | None, date | None]
#: No plan has more rows; a longer sheet is a list of something else, and would keep its reader waiting.
MOST_ROWS = 3_000
#: A target of a figure alone says nothing without its item.
_BARE = re.compile(r"\s*[\d.,%‰~～—:：-]+\s*\S{0,4}\s*")


@dataclass
class _Found:
    """The rows of one item."""

    row: int  # the first, from 0
    number: str
    section: str
    title: str
    texts: dict[Field, list[str]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)  # of columns that only its text has
    aims: list[tuple[str, str, int]] = field(default_factory=list)  # target, unit, row

    def add(self, what: Field, text: str) -> None:
        """Another text of a field; what stands there already is not said twice."""
        known = self.texts.setdefault(what, [])
        if text and text not in known:
            known.append(text)

    def said(self, what: Field, mark: str = "；") -> str:
        """All that its rows say of a field."""
        return mark.join(self.texts.get(what, ()))


class TableReader:
    """Reads one table; `issues` has what is wrong and what was left out."""

    def __init__(self, grid: Grid, columns: Columns, *, span: Span = (None, None), heading: str = "") -> None:
        self.grid = grid
        self.columns = columns
        self.begins, self.ends = span
        self.heading = heading  # that the table stands under
        self.issues: list[Issue] = []
        self.layout = Layout(grid.file, grid.sheet, grid.addressed, columns.heads)
        self.cells = _filled(grid) if grid.height <= MOST_ROWS else []
        self.sections: dict[int, str] = {}

    def items(self) -> tuple[Item, ...]:
        """Every item of the table."""
        if self.grid.height > MOST_ROWS:
            place = Place(self.grid.file, self.grid.sheet)
            self.issues.append(issue("plan_too_many_rows", place, rows=self.grid.height, most=MOST_ROWS))
            return ()
        self._report_errors()
        found = tuple(self._item(count, each) for count, each in enumerate(self._found(), start=1))
        if not found and not self.issues:
            self.issues.append(issue("plan_no_items", Place(self.grid.file, self.grid.sheet)))
        if found:
            self._say_unknown()
        return found

    def _place(self, row: int, column: int | None) -> Place:
        return self.layout.cell(self.grid.first_row + row, column)

    def _report_errors(self) -> None:
        for row, column, shown in self.grid.errors:
            if row >= self.columns.start:
                self.issues.append(issue("plan_cell_error", self._place(row, column), shown))
        for row, count in self.grid.ragged:
            place = Place(self.grid.file, self.grid.sheet, self.grid.first_row + row)
            self.issues.append(issue("plan_cells_beside", place, cells=count, heads=len(self.columns.heads)))

    def _say_unknown(self) -> None:
        for column in self.columns.fields:
            if self.columns.fields[column] is None and any(row[column] for row in self.cells[self.columns.start :]):
                self.issues.append(issue("plan_column_kept", Place(self.grid.file, self.grid.sheet, column=self.columns.heads[column])))

    def _found(self) -> Iterator[_Found]:
        """Rows that belong together."""
        present: _Found | None = None
        for row in range(self.columns.start, len(self.cells)):
            cells = self.cells[row]
            if not any(cells) or self._is_left_out(row, cells) or self._is_section(row, cells):
                continue
            title = cells[self.columns.title]
            number = next((cells[column] for column in self.columns.of(Field.NUMBER)), "")
            if present is not None and self._goes_on(row, title, number, present):
                self._read(present, row, cells)
                continue
            if not title:
                self.issues.append(issue("plan_row_without_item", self._place(row, self.columns.title), _joined(cells)))
                continue
            if present is not None:
                yield present
            present = self._begin(row, title, number, cells)
            self._read(present, row, cells)
        if present is not None:
            yield present

    def _is_left_out(self, row: int, cells: Sequence[str]) -> bool:
        first = next(text for text in cells if text)
        again = [plain(text) for text in cells if text] == [plain(head) for head in self.columns.heads if head]
        if not (again or re.search(TOTAL, first) or re.search(NOTE, first)):
            return False
        self.issues.append(issue("plan_row_left_out", self._place(row, cells.index(first)), first))
        return True

    def _is_section(self, row: int, cells: Sequence[str]) -> bool:
        """A text merged over columns, or alone in its row and numbered as headings are."""
        texts = {text for text in cells if text}
        if len(texts) > 1:
            return False
        (text,) = texts
        filled = [column for column, found in enumerate(cells) if found]
        started = start_of(text)
        level = started[0] if started else 0
        merged = len(filled) > 1 or any(r[0] <= row <= r[2] and r[1] <= filled[0] and r[3] > r[1] for r in self.grid.merged)
        if not merged and filled[0] == self.columns.title and (started is None or level > 1):
            return False
        if not merged and filled[0] > self.columns.title:
            return False
        self.sections = {at: said for at, said in self.sections.items() if at < level} | {level: started[2] if started else text}
        return True

    def _goes_on(self, row: int, title: str, number: str, present: _Found) -> bool:
        column = self.columns.title
        if any(r[1] <= column <= r[3] and r[0] <= present.row < row <= r[2] for r in self.grid.merged):
            return True
        if title or number:
            return False
        self.issues.append(issue("plan_goes_on", self._place(row, None), above=f"{present.number} {present.title}".strip()[:40]))
        return True

    def _begin(self, row: int, title: str, number: str, cells: Sequence[str]) -> _Found:
        started = start_of(title)
        if started is not None:
            number, title = number or started[1], started[2]
        own = [cells[column] for column in self.columns.of(Field.SECTION) if cells[column]]
        section = " / ".join(dict.fromkeys((*([self.heading] if self.heading else []), *self.sections.values(), *own)))
        for what, text, column in ((Field.NUMBER, number, self._first(Field.NUMBER)), (Field.SECTION, section, self._first(Field.SECTION))):
            self._hold(row, what, text, column)
        return _Found(row, number, section, title)

    def _first(self, what: Field) -> int | None:
        return next(iter(self.columns.of(what)), None)

    def _read(self, found: _Found, row: int, cells: Sequence[str]) -> None:
        unit = next((cells[column] for column in self.columns.of(Field.UNIT)), "")
        for column, what in self.columns.fields.items():
            text, head = cells[column], self.columns.heads[column]
            if not text or column == self.columns.title or what in (Field.NUMBER, Field.SECTION, Field.UNIT):
                continue
            if what is Field.BUDGET:
                text = _money(text, head)
            if what is Field.TARGET:
                found.aims.append((text, unit or _unit_of(head), row))
            if what in (Field.LEAD, Field.HELPERS, Field.BUDGET, Field.DUE):
                found.add(what, text)
            if what not in (Field.LEAD, Field.HELPERS, Field.BUDGET):
                line = f"{head}：{text}" if what is not Field.ITEM else text
                if line not in found.words:
                    found.words.append(line)

    def _item(self, count: int, found: _Found) -> Item:
        text = "\n".join((found.title, *found.words))
        said = find_duties(text, self.begins)
        lead, helpers, budget = (found.said(what, mark) for what, mark in ((Field.LEAD, "、"), (Field.HELPERS, "、"), (Field.BUDGET, "；")))
        for what, written in ((Field.LEAD, lead), (Field.HELPERS, helpers), (Field.BUDGET, budget)):
            self._hold(found.row, what, written, self._first(what))
        duties = Duties(lead or said.lead, helpers or said.helpers, self._due(found) or said.due, budget or said.budget)
        return Item(found.number or str(count), found.section, title_of(found.title), text, tuple(self._targets(found)), duties)

    def _hold(self, row: int, what: Field, text: str, column: int | None) -> None:
        if len(text) > LONGEST[what]:
            self.issues.append(issue("plan_too_long", self._place(row, column), text[:20] + "…", length=len(text), longest=LONGEST[what]))

    def _due(self, found: _Found) -> date | None:
        """The latest of its days."""
        days = []
        for text in found.texts.get(Field.DUE, ()):
            place = self._place(found.row, self._first(Field.DUE))
            try:
                day = read_day(text, self.begins)
            except UnclearDayError:
                self.issues.append(issue("plan_day_unclear", place, text))
                continue
            if day is not None and self.begins is not None and self.ends is not None and not self.begins <= day <= self.ends:
                self.issues.append(issue("plan_day_outside", place, text, begins=self.begins, due=self.ends))
            days.append(day)
        return None if None in days else max((day for day in days if day), default=None)

    def _targets(self, found: _Found) -> Iterator[Target]:
        """Every figure of a target's column, and those of the other words that say something is to be reached."""
        seen = set()
        for text, unit, row in found.aims:
            for target in targets_in(text, everything=True):
                shown = target if target.unit or not unit else replace(target, unit=unit, text=f"{target.text}{unit}")
                if not shown.unit and 0 < shown.value < 1:
                    self.issues.append(issue("plan_bare_share", self._place(row, self._first(Field.TARGET)), text))
                if (shown.value, shown.unit) not in seen:
                    seen.add((shown.value, shown.unit))
                    yield replace(shown, text=f"{found.title}：{shown.text}") if _BARE.fullmatch(shown.text) else shown
        for text in (found.title, *(words for words in found.words if not words.startswith(self._target_heads))):
            for target in targets_in(text):
                if (target.value, target.unit) not in seen:
                    seen.add((target.value, target.unit))
                    yield target

    @property
    def _target_heads(self) -> tuple[str, ...]:
        return tuple(f"{self.columns.heads[column]}：" for field in (Field.TARGET, Field.DUE) for column in self.columns.of(field))


def _filled(grid: Grid) -> list[list[str]]:
    """Every cell as text; what is merged stands in each of its cells."""
    columns = [[(text or "").strip() for text in grid.column(at, 0).text().to_list()] for at in range(grid.width)]
    for top, left, bottom, right in grid.merged:
        for column in range(left, min(right, grid.width - 1) + 1):
            for row in range(top, min(bottom, grid.height - 1) + 1):
                columns[column][row] = columns[left][top]
    return [list(row) for row in zip(*columns, strict=True)]


def _joined(cells: Sequence[str]) -> str:
    return " | ".join(text for text in cells if text)[:80]


def _money(text: str, head: str) -> str:
    """With the unit of its column's head where the cell has a bare number: 经费（万元）, 1200 → 1200 万元."""
    bare = re.fullmatch(r"[\d,，.]+", text)
    unit = re.search(r"[(（]\s*(?:单位\s*[:：]\s*)?((?:千|百|十)?(?:万|亿)?元)\s*[)）]", head)
    return f"{text} {unit[1]}" if bare and unit else text


def _unit_of(head: str) -> str:
    """Of a target column whose head has one: 目标（所）."""
    found = re.search(r"[(（]\s*([^()（）]{1,6})\s*[)）]", head)
    return found[1] if found and (found[1] in ("%", "‰", "％") or split_unit(head)[1] is not None) else ""
