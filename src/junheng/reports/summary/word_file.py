"""The summary as a Word file in the layout of GB/T 9704-2012 党政机关公文格式: 22 lines of 28 characters on A4."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from junheng.language import Language

from .document import Block, Chart, Heading, Paragraph, Span, Summary, Table, plain
from .words import FROM, SYNTHETIC

if TYPE_CHECKING:
    from docx.document import Document as WordFile

#: Points: 二号, 三号, 四号 and 五号.
_SECOND, _THIRD, _FOURTH, _FIFTH = 22, 16, 14, 10.5
#: 22 lines in 225 mm.
_LINE = 28.95
#: Names of typefaces as offices have them installed; Word falls back where one is missing.
_TITLE, _HEI, _KAI, _BODY = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"
_HEADINGS = {1: _HEI, 2: _KAI, 3: _BODY}
_DATE = (1980, 1, 1, 0, 0, 0)


def word_file(summary: Summary, *, language: Language) -> bytes:
    """The .docx; the same summary gives the same bytes."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

    file = docx.Document()
    _page(file)
    _core(file, summary)
    _paragraph(file, summary.title, size=_SECOND, font=_TITLE, align=ALIGN.CENTER)
    if summary.synthetic:
        _paragraph(file, SYNTHETIC(language), size=_FOURTH, font=_KAI, align=ALIGN.CENTER)
    _paragraph(file, "")
    for block in summary.blocks:
        _block(file, block)
    for line in filter(None, (summary.office, summary.date)):
        _paragraph(file, line, align=ALIGN.RIGHT)
    _paragraph(file, FROM.format(release=summary.release, pack=summary.pack)(language), size=_FIFTH)
    out = io.BytesIO()
    file.save(out)
    return _with_fixed_dates(out.getvalue())


def _page(file: WordFile) -> None:
    """Margins: 37 mm above, 28 left, 26 right, 35 below; the page number under the text, — 1 —."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    footer = section.footer.paragraphs[0]
    footer.alignment = ALIGN.CENTER
    for text in ("— ", None, " —"):
        run = footer.add_run(text or "")
        _set(run, 14, "宋体")
        if text is None:
            for kind, content in (("begin", ""), ("", "PAGE"), ("end", "")):
                element = OxmlElement("w:fldChar" if kind else "w:instrText")
                if kind:
                    element.set(qn("w:fldCharType"), kind)
                else:
                    element.text = content
                run._r.append(element)


def _core(file: WordFile, summary: Summary) -> None:
    from datetime import datetime

    core = file.core_properties
    core.title, core.author, core.comments = summary.title, summary.office, ""
    core.created = core.modified = datetime(*_DATE)  # a Word file knows no zone


def _block(file: WordFile, block: Block) -> None:
    if isinstance(block, Table):
        _table(file, block)
    elif isinstance(block, Chart):
        _chart(file, block)
    elif isinstance(block, Heading):
        _paragraph(file, plain(block.spans), font=_HEADINGS[block.level], indent=True).paragraph_format.keep_with_next = True
    elif isinstance(block, Paragraph):
        _paragraph(file, plain(block.spans), indent=True)


def _chart(file: WordFile, chart: Chart) -> None:
    """Its title, the drawing across the column with its title as the text for who does not see it, its note."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Mm

    from junheng.reports.documents import draw_picture

    _paragraph(file, chart.title, size=_FOURTH, font=_HEI, align=ALIGN.CENTER).paragraph_format.keep_with_next = True
    picture = file.add_picture(io.BytesIO(draw_picture(chart.svg)), width=Mm(156))
    picture._inline.docPr.set("descr", chart.title)
    if chart.note:
        file.paragraphs[-1].paragraph_format.keep_with_next = True
        _paragraph(file, chart.note, size=_FIFTH)


def _paragraph(file: WordFile, text: str, *, size: float = _THIRD, font: str = _BODY, align: Any = None, indent: bool = False) -> Any:  # noqa: ANN401
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    paragraph = file.add_paragraph()
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    # The grid of 22 lines is that of the text; smaller print is set closer, and belongs to what it stands under.
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(size * 1.6 if size < _THIRD else max(_LINE, size * 1.6))
    shape.first_line_indent = Pt(2 * size) if indent else None
    paragraph.alignment = align
    _set(paragraph.add_run(text), size, font)
    return paragraph


def _set(run: Any, size: float, font: str) -> None:  # noqa: ANN401
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run.font.size, run.font.name = Pt(size), "Times New Roman"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def _table(file: WordFile, table: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Pt

    _paragraph(file, table.title, size=_FOURTH, font=_HEI, align=ALIGN.CENTER).paragraph_format.keep_with_next = True
    made = file.add_table(rows=0, cols=len(table.head), style="Table Grid")
    for number, row in enumerate((table.head, *table.rows)):
        cells = made.add_row().cells
        for column, cell in enumerate(row):
            paragraph = cells[column].paragraphs[0]
            paragraph.alignment = ALIGN.LEFT if column == 0 else ALIGN.CENTER if number == 0 else ALIGN.RIGHT
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
            _set(paragraph.add_run(_text(cell)), _FIFTH, _HEI if number == 0 else "宋体")
    _repeat_head(made)


def _text(cell: Span) -> str:
    return plain((cell,))


def _repeat_head(made: Any) -> None:  # noqa: ANN401
    from docx.oxml import OxmlElement

    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _with_fixed_dates(content: bytes) -> bytes:
    """The archive with the same date at each part, so that the same summary gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for part in _ordered(given.infolist()):
            info = zipfile.ZipInfo(part.filename, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(info, given.read(part))
    return out.getvalue()


def _ordered(parts: Sequence[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The content types first, as readers expect them."""
    return sorted(parts, key=lambda part: (part.filename != "[Content_Types].xml", part.filename))
