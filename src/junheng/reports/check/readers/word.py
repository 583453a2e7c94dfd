"""Word files: paragraphs and tables in their order, and which piece of the file each character came from."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from junheng.language import Text

from ..document import Cell, Document, Table
from .unreadable import Unreadable
from .word_stories import stories

if TYPE_CHECKING:
    from docx.document import Document as WordFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: More than this is no report, whatever its size packed.
_LARGEST = 200 * 1024 * 1024
#: Of that its text and marks: 500 pages take a tenth of it, and read into a tree it takes many times its size.
_LARGEST_TEXT = 48 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Piece:
    """Characters from start that stand in one text element of the file."""

    start: int
    element: Any  # w:t
    anchor: Any = None  # the run of the body that stands for it, where it is no part of the body: Word comments on the body alone


@dataclass(frozen=True)
class WordText:
    """The text of a Word file, and the way back from it to the file."""

    file: WordFile
    document: Document
    pieces: tuple[Piece, ...]


@dataclass
class _Builder:
    parts: list[str] = field(default_factory=list)
    length: int = 0
    pieces: list[Piece] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)  # text boxes that were met, to be read behind the body
    anchor: Any = None

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def read_word(content: bytes) -> WordText:
    """The text of a .docx file.

    Raises
    ------
    Unreadable
        It is encrypted, an old .doc, damaged, or has no text.
    """
    _refuse(content)
    import docx

    try:
        file = docx.Document(io.BytesIO(content))
    except Exception as error:  # whatever a damaged file makes of its reader
        raise Unreadable(_DAMAGED) from error
    body, built = file.element.body, _Builder()
    for block in body.iterchildren():
        _block(block, built)
    for anchor, story in stories(file, built.boxes):
        built.anchor = anchor
        for block in story.iterchildren():
            _block(block, built)
    text = "".join(built.parts)
    if not text.strip():
        raise Unreadable(
            Text("文件中没有文字。若是扫描图片，请先识别文字。", "The file has no text. If it is a scan, recognise its text first.")
        )
    tracked = next(body.iter(f"{_W}ins", f"{_W}del", f"{_W}moveFrom"), None) is not None
    return WordText(file, Document(text, tuple(built.tables), (_TRACKED,) if tracked else ()), tuple(built.pieces))


_TRACKED = Text(
    "文件有未接受的修订：按全部接受读取，插入的文字计入，删除的不计。",
    "The file has tracked changes that nobody accepted: it was read as if all were, with what was inserted and without what was deleted.",
)
_DAMAGED = Text(
    "Word 文件打不开：可能已损坏。请在 Word 中打开后另存为 .docx。",
    "The Word file cannot be opened: it may be damaged. Open it in Word and save it as .docx.",
)


def _refuse(content: bytes) -> None:
    if content.startswith(_OLE):
        raise Unreadable(
            Text(
                "文件有密码，或是旧的 .doc 格式。请去掉密码，另存为 .docx。",
                "The file has a password, or is an old .doc. Remove the password and save it as .docx.",
            )
        )
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile as error:
        raise Unreadable(_DAMAGED) from error
    text = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if text > _LARGEST_TEXT or sum(part.file_size for part in parts) > _LARGEST:
        raise Unreadable(Text("文件展开后过大。请分章校核。", "Unpacked, the file is too large. Check it chapter by chapter."))


def _block(block: Any, built: _Builder) -> None:  # noqa: ANN401 - an element of the file
    if block.tag == f"{_W}p":
        _paragraph(block, built)
        built.add("\n")
    elif block.tag == f"{_W}tbl":
        rows = [row for row in (tuple(_row(row, built)) for row in _own(block, "tr")) if row]
        if rows:
            built.tables.append(Table(tuple(rows)))
    else:  # content controls and the like hold blocks of their own
        for inner in block.iterchildren():
            _block(inner, built)


def _row(row: Any, built: _Builder) -> Iterator[Cell]:  # noqa: ANN401
    for number, cell in enumerate(_own(row, "tc")):
        if number:
            built.add("\t")
        start = built.length
        for place, paragraph in enumerate(cell.iter(f"{_W}p")):
            if place:
                built.add(" ")
            _paragraph(paragraph, built)
        across, continued = _merged(cell)
        yield Cell(start, built.length, _since(built, start), across, continued)
    built.add("\n")


def _merged(cell: Any) -> tuple[int, bool]:  # noqa: ANN401
    """Over how many columns a cell goes, and whether it goes on with the cell above."""
    properties = cell.find(f"{_W}tcPr")
    if properties is None:
        return 1, False
    span, down = properties.find(f"{_W}gridSpan"), properties.find(f"{_W}vMerge")
    across = span.get(f"{_W}val", "") if span is not None else ""
    return max(1, int(across)) if across.isdecimal() else 1, down is not None and down.get(f"{_W}val", "continue") != "restart"


def _own(outer: Any, name: str) -> Iterator[Any]:  # noqa: ANN401
    """The rows of a table or the cells of a row, without those of tables inside it: their text stands in the cell once."""
    for inner in outer.iterchildren():
        if inner.tag == f"{_W}{name}":
            yield inner
        elif inner.tag != f"{_W}tbl":
            yield from _own(inner, name)


def _since(built: _Builder, start: int) -> str:
    """The text added from a place on."""
    found: list[str] = []
    length = built.length
    for part in reversed(built.parts):
        if length <= start:
            break
        found.append(part)
        length -= len(part)
    return "".join(reversed(found))


def _paragraph(paragraph: Any, built: _Builder) -> None:  # noqa: ANN401
    if built.anchor is None:
        built.boxes += [box for box in paragraph.iter(f"{_W}txbxContent") if not _elsewhere(box, paragraph)]
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        if element.tag == f"{_W}tab" and element.getparent().tag != f"{_W}r":
            continue  # a tab stop of the paragraph's style
        if _elsewhere(element, paragraph):
            continue
        if element.tag == f"{_W}t":
            built.pieces.append(Piece(built.length, element, built.anchor))
            built.add(element.text or "")
        else:
            built.add({"tab": "\t", "br": "\n"}.get(element.tag.removeprefix(_W), "-"))


def _elsewhere(element: Any, paragraph: Any) -> bool:  # noqa: ANN401
    """Whether it was deleted, is a second copy for old programs, or belongs to a paragraph inside this one."""
    for parent in element.iterancestors():
        if parent is paragraph:
            return False
        if parent.tag in (f"{_W}del", f"{_W}moveFrom", _FALLBACK, f"{_W}p"):
            return True
    return False
