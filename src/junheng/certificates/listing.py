"""The canonical list 规范名单: the same people give the same bytes, whoever saved the file."""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from junheng.language import Text

from .errors import CertificateError

#: Columns that every list may have, in the order in which they are written; the others follow by name.
FIRST_COLUMNS = ("code", "name", "sex", "birth", "identity", "salt")


@dataclass(frozen=True)
class Listing:
    """A list in its one form: `code` first, rows by code, every cell NFC and without blanks around it. Build it with `listing`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @cached_property
    def text(self) -> str:
        """CSV with a head, UTF-8, LF; quotes only around a cell with a comma or a quote."""
        # Written out, not left to a library: which cells it quotes differs between versions and languages.
        return "".join(",".join(map(_quoted, row)) + "\n" for row in (self.columns, *self.rows))

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def codes(self) -> tuple[str, ...]:
        """The first column."""
        return tuple(row[0] for row in self.rows)

    def column(self, name: str) -> tuple[str, ...] | None:
        """A column's cells; None where there is no such column."""
        if name not in self.columns:
            return None
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)

    @cached_property
    def by_code(self) -> Mapping[str, Mapping[str, str]]:
        """Every row as a mapping, by its code."""
        return {row[0]: dict(zip(self.columns, row, strict=True)) for row in self.rows}


def listing(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Listing:
    """A list in its one form: cells in NFC, columns in their order, rows sorted by the bytes of their code.

    Raises
    ------
    CertificateError
        There is no column `code`, a column stands twice, a row has another length, a code is empty or stands twice,
        or a cell has a line break or another control character.
    """
    heads = [_plain(column) for column in columns]
    if "code" not in heads or len(set(heads)) != len(heads):
        raise CertificateError(Text("名单须有且只有一列 code，列名不可重复。", "A list has one column called code, and no column twice."))
    order = sorted(range(len(heads)), key=lambda i: (_rank(heads[i]), heads[i].encode()))
    body = []
    for number, row in enumerate(rows, start=1):
        if len(row) != len(heads):
            raise CertificateError(
                Text("第 {n} 行有 {found} 格，应为 {wanted} 格。", "Row {n} has {found} cells instead of {wanted}.").format(
                    n=number, found=len(row), wanted=len(heads)
                )
            )
        cells = [_plain(row[i]) for i in order]
        if any(unicodedata.category(char) == "Cc" for cell in cells for char in cell):
            raise CertificateError(
                Text(
                    "第 {n} 行（{code}）有换行或控制字符，请删去。", "Row {n} ({code}) has a line break or control character; remove it."
                ).format(n=number, code=cells[0])
            )
        body.append(tuple(cells))
    codes = [row[0] for row in body]
    if "" in codes or len(set(codes)) != len(codes):
        wrong = "" if "" in codes else next(code for code in codes if codes.count(code) > 1)
        raise CertificateError(
            Text("编号“{code}”为空或重复，请逐一核对。", "The code “{code}” is empty or stands twice; look at each.").format(code=wrong)
        )
    return Listing(tuple(heads[i] for i in order), tuple(sorted(body, key=lambda row: row[0].encode())))


def parse(text: str) -> Listing:
    """The list that a canonical text holds.

    Raises
    ------
    CertificateError
        The text is not what `Listing.text` writes, to the byte.
    """
    rows = list(csv.reader(io.StringIO(text)))
    found = listing(rows[0], rows[1:]) if rows else None
    if found is None or found.text != text:
        raise CertificateError(
            Text(
                "文件不是规范名单（UTF-8、按编号排序、LF 换行）。请用 junheng seal 生成的名单文件。",
                "This is no canonical list (UTF-8, sorted by code, LF). Use the list that junheng seal wrote.",
            )
        )
    return found


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFC", cell).strip()


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if "," in cell or '"' in cell else cell


def _rank(column: str) -> int:
    return FIRST_COLUMNS.index(column) if column in FIRST_COLUMNS else len(FIRST_COLUMNS)
