"""Text and Markdown: UTF-8 with or without BOM, UTF-16, GB18030; tables of Markdown by their bars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from junheng.language import Text

from ..document import Cell, Document, Table
from .unreadable import Unreadable

_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")


def read_plain(content: bytes) -> Document:
    """A text file; line ends become LF."""
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    return Document(text, tuple(_tables(text)))


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable(Text("文件不是文本（UTF-8 或 GBK）。", "The file is no text in UTF-8 or GBK."))


def _tables(text: str) -> Iterator[Table]:
    """Runs of lines with bars or tabs, three cells of which some are numbers."""
    rows: list[tuple[Cell, ...]] = []
    start = 0
    for line in [*text.split("\n"), ""]:
        mark = "|" if line.count("|") >= 2 else "\t" if line.count("\t") >= 1 else ""
        if mark and not _RULE.fullmatch(line):
            rows.append(tuple(_cells(line, start, mark)))
        elif (not mark and not _RULE.fullmatch(line or " ")) or not mark:
            if len(rows) >= 2:
                yield Table(tuple(rows))
            rows = []
        start += len(line) + 1


def _cells(line: str, start: int, mark: str) -> Iterator[Cell]:
    place = 0
    pieces = line.split(mark)
    for number, piece in enumerate(pieces):
        outer = mark == "|" and number in (0, len(pieces) - 1) and not piece.strip()
        if not outer:
            text = piece.strip()
            begin = start + place + (len(piece) - len(piece.lstrip()))
            yield Cell(begin, begin + len(text), text)
        place += len(piece) + 1
