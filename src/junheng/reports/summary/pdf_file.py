"""The summary as PDF, in the same layout as the Word file, its Chinese fonts embedded."""

from __future__ import annotations

from typing import Any

from junheng.language import Language
from junheng.reports.documents import set_document

from .document import Block, Chart, Heading, Summary, Table, plain
from .words import FROM, SYNTHETIC


def pdf_file(summary: Summary, *, language: Language) -> bytes:
    """The PDF; the same summary gives the same bytes."""
    data = {
        "title": summary.title,
        "subtitle": SYNTHETIC(language) if summary.synthetic else "",
        "language": language,
        "blocks": [_block(block) for block in summary.blocks],
        "signature": [line for line in (summary.office, summary.date) if line],
        "source": FROM.format(release=summary.release, pack=summary.pack)(language),
    }
    return set_document("summary.typ", data)


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        rows = [[plain((cell,)) for cell in row] for row in block.rows]
        return {"kind": "table", "title": block.title, "head": list(block.head), "rows": rows}
    if isinstance(block, Chart):
        return {"kind": "chart", "title": block.title, "svg": block.svg, "note": block.note}
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": plain(block.spans)}
    return {"kind": "paragraph", "text": plain(block.spans)}
