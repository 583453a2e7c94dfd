"""Cells as they stand in files, and the numbers, codes and periods that they mean.

Clerks write ２０２５, 1，234, ``'00123``, 1.2万 and 95%. What is meant is certain in each of these, so it is read; what is not
certain is left for the reader of the table to report.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from junheng.tables.ranks import Ranks, all_ranks, ranks

_HIDDEN = "[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]"
_TIDY = re.compile(rf"{_HIDDEN}|\s")
#: What clerks write where there is no value.
PLACEHOLDERS = frozenset(("-", "--", "—", "——", "/", "\\", "无", "空", "n/a", "na", "nan", "null", "none", "...", "…", "*", "#n/a"))
#: What a spreadsheet shows where a formula failed.
ERRORS = frozenset(("#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#N/A"))

_NUMBER = r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d+)?(?:[eE][+-]?\d+)?"
_SCALED = re.compile(rf"({_NUMBER})(百万|千万|十万|万|萬|亿|億|千|百|%|‰)?")
_SCALES = {"百": 1e2, "千": 1e3, "万": 1e4, "萬": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "億": 1e8}

#: Codes that a spreadsheet or a program turned into numbers: 1.0E+09, 5101040001.0.
SCIENTIFIC = r"\d+(?:\.\d+[eE][+-]?\d+|[eE][+-]\d+)"
FLOAT_CODE = r"[+-]?\d+\.\d+"


@dataclass(frozen=True, slots=True)
class Cells:
    """The body of one column, empty cells null."""

    strings: pl.Series  # String; null where the cell is empty or a number
    numbers: pl.Series | None = None  # Float64; None: there are no number cells
    dates: pl.Series | None = None  # Boolean, where a workbook's cell is a date (its text is ISO); None: there are none
    _found: list[Ranks] = field(default_factory=list, compare=False, repr=False)

    def __len__(self) -> int:
        return self.strings.len()

    def text(self) -> pl.Series:
        """Every cell as text; 45.0 as 45."""
        if self.numbers is None:
            return self.strings
        shown = number_text(self.numbers)
        return shown if self.strings.null_count() == self.strings.len() else self.strings.zip_with(self.strings.is_not_null(), shown)

    def ranks(self) -> Ranks:
        """The distinct strings and each row's place among them, found once."""
        if not self._found:
            self._found.append(ranks(self.strings))
        return self._found[0]

    @staticmethod
    def rank_all(columns: Sequence[Cells]) -> None:
        """Find the ranks of several columns side by side; what looks at them next finds them there."""
        for column, found in zip(columns, all_ranks([column.strings for column in columns]), strict=True):
            column._found.append(found)

    def without_blanks(self) -> Cells:
        """The same with texts of no length as null; their ranks stay."""
        if "" not in self.ranks().values or not (self.strings == "").any():
            return self
        return Cells(self.strings.set(self.strings == "", None), self.numbers, self.dates, self._found)

    def distinct(self) -> pl.Series:
        """The distinct strings, without null."""
        return pl.Series(self._found[0].present, dtype=pl.String) if self._found else self.strings.unique().drop_nulls()

    def sparse(self) -> bool:
        """Whether any cell is empty; quick where none is."""
        if self.numbers is None:
            return self.strings.null_count() > 0
        return bool((self.strings.is_null() & self.numbers.is_null()).any())

    def empty(self) -> pl.Series:
        """Boolean, where there is neither a number nor anything but blanks."""
        blank = self.strings.is_null() | (self.strings.str.strip_chars() == "").fill_null(value=False)
        return blank if self.numbers is None else blank & self.numbers.is_null()


def number_text(numbers: pl.Series) -> pl.Series:
    """Numbers as a person would type them: whole ones without decimals."""
    whole = numbers.is_finite() & (numbers == numbers.floor()) & (numbers.abs() < 2.0**63)
    integers = numbers.cast(pl.Int64, strict=False).cast(pl.String)
    return integers if whole.all() else integers.zip_with(whole.fill_null(value=True), numbers.cast(pl.String))


@dataclass(frozen=True, slots=True)
class Numbers:
    """What cells mean as numbers; the masks say where they mean none, or something more."""

    value: pl.Series  # Float64; a percentage 95% is 95
    invalid: pl.Series | None  # Boolean; None: nowhere
    percent: pl.Series | None
    placeholder: pl.Series | None


def read_numbers(cells: Cells) -> Numbers:
    """Numbers from cells: full-width digits, separators, 万 and 亿, percentages."""
    if cells.numbers is not None and cells.strings.null_count() == len(cells):
        return Numbers(cells.numbers, None, None, None)
    value = cells.strings.cast(pl.Float64, strict=False)
    if cells.numbers is None and value.null_count() == cells.strings.null_count() and value.is_finite().all():
        return Numbers(value, None, None, None)
    doubtful = cells.strings.is_not_null() & (value.is_null() | ~value.is_finite())
    if cells.numbers is not None:
        value = cells.numbers.zip_with(cells.numbers.is_not_null(), value)
    if not doubtful.any():
        return Numbers(value, None, None, None)
    meant = {text: read_number(text) for text in cells.strings.filter(doubtful).unique().to_list()}
    rows = pl.DataFrame({"text": cells.strings, "value": value, "doubtful": doubtful}).with_columns(
        value=pl.when("doubtful")
        .then(pl.col("text").replace_strict({t: n for t, (n, _) in meant.items()}, default=None, return_dtype=pl.Float64))
        .otherwise("value"),
        kind=pl.when("doubtful").then(
            pl.col("text").replace_strict({t: k for t, (_, k) in meant.items()}, default=None, return_dtype=pl.String)
        ),
    )
    kind = rows["kind"]
    masks = [(kind == name).fill_null(value=False) for name in ("invalid", "percent", "placeholder")]
    invalid, percent, placeholder = (mask if mask.any() else None for mask in masks)
    return Numbers(rows["value"], invalid, percent, placeholder)


def read_number(text: str) -> tuple[float | None, str]:
    """A number and its kind, ``number``, ``percent``, ``placeholder`` or ``invalid``, from the text of one cell.

    >>> read_number("１，２３４．５")
    (1234.5, 'number')
    >>> read_number("1.2 万"), read_number("95％")
    ((12000.0, 'number'), (95.0, 'percent'))
    """
    tidy = _TIDY.sub("", unicodedata.normalize("NFKC", text)).lstrip("'’‘`").replace("−", "-")
    if not tidy:
        return None, "number"
    if tidy.casefold() in PLACEHOLDERS or text.strip() in PLACEHOLDERS:
        return None, "placeholder"
    match = _SCALED.fullmatch(tidy)
    if match is None or not any(c.isdigit() for c in match[1]):
        return None, "invalid"
    number = float(match[1].replace(",", ""))
    if number in (float("inf"), float("-inf")):
        return None, "invalid"
    if match[2] in ("%", "‰"):
        return (number if match[2] == "%" else number / 10), "percent"
    # 1.2 万 is 12000 and not 12000.000000000002: scaling goes through the decimal text
    return float(f"{number * _SCALES[match[2]]:.15g}") if match[2] else number, "number"


def read_code(text: str) -> str:
    """A code without what typing and pasting left around it: spaces, an apostrophe, full-width digits."""
    return re.sub(_HIDDEN, "", unicodedata.normalize("NFKC", text)).strip().lstrip("'’‘`").strip()


def read_text(text: str) -> str:
    """A name without blanks around it and line breaks within it; its characters stay as they are."""
    return re.sub(r"\s+", " ", re.sub(_HIDDEN, "", text)).strip()


_PERIOD_YEARS = re.compile(r"((?:19|20)\d\d)(?:年?[-/至])((?:19|20)?\d\d)(学年度?|年度?)?")
_PERIOD_YEAR = re.compile(r"((?:19|20)\d\d)(?:学年度?|年度?)?")
_PERIOD_DAY = re.compile(r"((?:19|20)\d\d)[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?")


def read_period(text: str) -> str | None:
    """A period as the tables have it: 2025, 2025-09 or 2025-09-01; None where the text is none.

    >>> [read_period(t) for t in ("2025", "2025—2026学年", "2025/26", "２０２５年9月", "2025/9/1", "九月")]
    ['2025', '2025', '2025', '2025-09', '2025-09-01', None]
    """
    tidy = re.sub(r"-{2,}|[‐‑‒–—―－~～]+", "-", _TIDY.sub("", unicodedata.normalize("NFKC", text)).lstrip("'’‘`"))
    tidy = tidy.removesuffix(".0")  # a year that a program wrote as a decimal number
    if match := _PERIOD_YEAR.fullmatch(tidy):
        return match[1]
    if match := _PERIOD_YEARS.fullmatch(tidy):
        short = len(match[2]) == 2
        if short and int(match[2]) <= 12 and not match[3]:  # 2008-09 is a month, as 2025-09 is
            return f"{match[1]}-{match[2]}" if int(match[2]) else None
        follows = int(match[2]) == ((int(match[1]) + 1) % 100 if short else int(match[1]) + 1)
        return match[1] if follows else None
    if match := _PERIOD_DAY.fullmatch(tidy):
        try:
            day = date(int(match[1]), int(match[2]), int(match[3] or 1)).isoformat()
        except ValueError:
            return None
        return day if match[3] else day[:7]
    return None


_YEARS = re.compile(r"(?:19|20)\d\d\s*(?:年?\s*[-—–~/至]+)\s*(?:(?:19|20)\d\d|\d\d)(?!\d)")


def find_period(text: str) -> str | None:
    """The first school year that a file name, a sheet name or a title states.

    >>> find_period("成都市2025—2026学年小学办学条件"), find_period("2024.xlsx"), find_period("小学")
    ('2025', '2024', None)
    """
    for match in _YEARS.finditer(text):
        period = read_period(match[0] + "学年")
        if period is not None:
            return period
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    return year[0] if year else None
