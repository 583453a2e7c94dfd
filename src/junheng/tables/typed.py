"""From the cells of one column to typed values, reporting each cell that cannot be one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from junheng.tables.cells import ERRORS, FLOAT_CODE, SCIENTIFIC, Cells, number_text, read_code, read_numbers, read_period, read_text
from junheng.tables.findings import Findings, brief
from junheng.tables.heads import plain
from junheng.tables.issue import Place
from junheng.tables.schema import Column

_SPOILED = rf"^\s*['’]?(?:{SCIENTIFIC}|{FLOAT_CODE})\s*$"
_CLEAN = r"^[0-9A-Za-z_.\-\p{Han}]+$"


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the columns of one sheet; `place` gives the address of a cell by its position among the body's rows."""

    findings: Findings
    rows: pl.Series  # Int64, the number of each row of the body as people count
    keep: pl.Series  # Boolean, False where the row is no record (blank, a total)

    def report(self, rule: str, place: Callable[[int], Place], mask: pl.Series, values: pl.Series, **places: object) -> None:
        """One issue for each kept row where the mask holds."""
        found = mask.fill_null(value=False) & self.keep
        if found.any():
            pairs = zip(self.rows.filter(found).to_list(), [brief(v) for v in values.filter(found).to_list()], strict=True)
            self.findings.cells(rule, place, pairs, **places)

    def codes(self, cells: Cells, place: Callable[[int], Place], *, strict: bool) -> pl.Series:
        """Codes as text; `strict` where leading zeros matter, as in the codes of units and areas."""
        strings = _cleaned(cells, read_code)
        distinct = cells.distinct()
        wrong = distinct.filter(distinct.str.contains(_SPOILED))
        if wrong.len():
            wrong = pl.Series([read_code(text) for text in wrong], dtype=pl.String)
            spoiled = strings.is_in(wrong.implode())
            self.report("code_scientific", place, spoiled, strings)
            strings = strings.set(spoiled, None)
        if cells.numbers is None:
            return strings
        numbers = cells.numbers
        text = number_text(numbers)
        inexact = (numbers != numbers.floor()) | (numbers.abs() >= 1e15)
        self.report("code_scientific", place, inexact, text)
        text = text.set(inexact.fill_null(value=False), None)
        if strict and strings.is_not_null().any():
            self.report("code_number", place, numbers.is_not_null() & ~inexact, text)
        elif strict and text.filter(self.keep).drop_nulls().str.len_chars().n_unique() > 1:
            first = int(self.rows.filter(self.keep)[0])
            self.findings.add("code_lengths", _column(place(first)))
        return strings.zip_with(numbers.is_null(), text)

    def periods(self, cells: Cells, place: Callable[[int], Place]) -> pl.Series:
        """Periods; null where a cell is none."""
        text = cells.text()
        if cells.dates is not None:
            self.report("period_date", place, cells.dates, text)
        distinct = cells.distinct() if cells.numbers is None else text.unique().drop_nulls()
        meant = {value: read_period(value) for value in distinct.to_list()}
        if all(value == period for value, period in meant.items()):
            return text
        periods = text.replace_strict(meant, default=None, return_dtype=pl.String)
        self.report("period_invalid", place, text.is_not_null() & periods.is_null(), text)
        return periods

    def days(self, cells: Cells, place: Callable[[int], Place]) -> pl.Series:
        """Days as 2025-09-01; null where a cell is none, or only a month or a year."""
        text = cells.text()
        meant = {value: day for value in text.unique().drop_nulls().to_list() if (day := read_period(value)) is not None and len(day) == 10}
        days = text.replace_strict(meant, default=None, return_dtype=pl.String)
        self.report("date_invalid", place, ~cells.empty() & days.is_null(), text)
        return days

    def numbers(self, cells: Cells, place: Callable[[int], Place]) -> tuple[pl.Series, pl.Series | None]:
        """Numbers, and where they were written as percentages (None: nowhere)."""
        numbers = read_numbers(cells)
        if numbers.invalid is not None:
            failed = cells.strings.is_in(list(ERRORS))
            dated = failed & False if cells.dates is None else cells.dates
            self.report("cell_error", place, numbers.invalid & failed, cells.strings)
            self.report("number_date", place, numbers.invalid & dated, cells.strings)
            self.report("number_invalid", place, numbers.invalid & ~failed & ~dated, cells.strings)
        if numbers.placeholder is not None:
            self.report("placeholder", place, numbers.placeholder, cells.strings)
        return numbers.value.rechunk(), numbers.percent

    def whole(self, values: pl.Series, place: Callable[[int], Place]) -> pl.Series:
        """Whole numbers from numbers."""
        fractional = values != values.floor()
        self.report("number_not_whole", place, fractional, values)
        return values.floor().cast(pl.Int64, strict=False)

    def bounds(self, values: pl.Series, place: Callable[[int], Place], low: float | None, high: float | None) -> None:
        """Report values below zero where that is the minimum, or outside the range."""
        if low == 0 and high is None:
            if values.len() and (values.min() or 0) < 0:  # type: ignore[operator]
                self.report("number_negative", place, values < 0, values)
            return
        outside = pl.Series([False]).new_from_index(0, values.len())
        if low is not None:
            outside = outside | (values < low)
        if high is not None:
            outside = outside | (values > high)
        self.report("number_out_of_range", place, outside, values, low=brief(low), high=brief(high))

    def choices(self, codes: pl.Series, place: Callable[[int], Place], column: Column) -> pl.Series:
        """Codes of a closed list, from the codes or their titles."""
        known = {plain(name): code for code, title in column.choices.items() for name in (code, title.zh, title.en)}
        meant = {text: known.get(plain(text)) for text in codes.unique().drop_nulls().to_list()}
        chosen = codes.replace_strict(meant, default=None, return_dtype=pl.String)
        listed = ", ".join(f"{code} ({title.zh})" for code, title in column.choices.items())
        self.report("unknown_choice", place, codes.is_not_null() & chosen.is_null(), codes, known=listed)
        return chosen


def texts(cells: Cells) -> pl.Series:
    """Names; blanks trimmed, empty ones null."""
    return _cleaned(cells if cells.numbers is None else Cells(cells.text()), read_text)


def _cleaned(cells: Cells, read: Callable[[str], str]) -> pl.Series:
    """Strings with what typing left around them taken away; only the distinct ones that need it are touched."""
    strings, distinct = cells.strings, cells.distinct()
    doubtful = distinct.filter(~distinct.str.contains(_CLEAN)).to_list()
    changed = {value: read(value) or None for value in doubtful}
    changed = {old: new for old, new in changed.items() if old != new}
    return strings.replace(changed) if changed else strings


def _column(place: Place) -> Place:
    return Place(place.file, place.sheet, None, place.column)
