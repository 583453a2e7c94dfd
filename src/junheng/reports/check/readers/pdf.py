"""PDF files: the text of their pages, lines joined to paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from junheng.language import Text

from ..document import Document
from .unreadable import Unreadable

_HAN = "\u4e00-\u9fff"
#: Blanks that the layout puts between Chinese and digits.
_GAP = re.compile(rf"(?<=[{_HAN}，。；：、（）“”《》]) (?=[\w{_HAN}（(“《%])|(?<=[\w%)）”》]) (?=[{_HAN}，。；：、）”])|(?<=\d) (?=[%‰])")
_ENDS = tuple("。！？；：!?;:.”）)")
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[、.．]|第.{1,4}[章节条])")
_MOST_PAGES = 3_000


def read_pdf(content: bytes) -> Document:
    """The text of a PDF file.

    Raises
    ------
    Unreadable
        It has a password, is damaged, or is a scan without text.
    """
    import pypdfium2

    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Unreadable(_LOCKED if locked else _DAMAGED) from error
    with file:
        if len(file) > _MOST_PAGES:
            raise Unreadable(
                Text("文件超过 {n} 页。请分开校核。", "The file has more than {n} pages. Check it in parts.").format(n=_MOST_PAGES)
            )
        pages = [page.get_textpage().get_text_range() for page in file]
    if not any(page.strip() for page in pages):
        raise Unreadable(
            Text(
                "PDF 中没有文字：大概是扫描件。请先识别文字（OCR），或给出 Word 原件。",
                "The PDF has no text: it seems to be a scan. Recognise its text first (OCR), or give the Word original.",
            )
        )
    lines = [line.rstrip() for page in pages for line in page.replace("\ufffe", "").splitlines()]
    return Document(_GAP.sub("", "".join(_joined(lines))))


_LOCKED = Text("PDF 有密码，打不开。请先去掉密码。", "The PDF has a password. Remove it first.")
_DAMAGED = Text("PDF 打不开：文件可能已损坏。", "The PDF cannot be opened: the file may be damaged.")


def _joined(lines: list[str]) -> Iterator[str]:
    """Lines that the layout broke go on; a short line, an end of a sentence or a heading ends a paragraph."""
    widths = sorted(len(line) for line in lines if line.strip())
    full = widths[len(widths) * 9 // 10] * 3 // 4 if widths else 0
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        yield line.strip()
        ends = len(line) < full or line.endswith(_ENDS) or not following.strip() or bool(_HEADING.match(following.strip()))
        if ends:
            yield "\n"
        elif line[-1:].isascii() and line[-1:].isalpha():
            yield " "
