"""The Word file back with a comment at each doubtful figure 批注."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from typing import Any

from junheng.language import Language, Text

from .finding import Finding, Severity
from .readers.word import Piece, WordText, read_word

_AUTHOR = Text("均衡 数字校核", "Junheng figure check")
#: Word keeps no comments in notes, headers and text boxes: they stand at the mark, or at the begin of the body.
_ELSEWHERE = Text("（脚注、页眉页脚或文本框中的“{stated}”）", "(“{stated}” in a note, header, footer or text box) ")
_MARKS = {
    Severity.ERROR: Text("不符", "Does not follow"),
    Severity.WARNING: Text("存疑", "Doubtful"),
    Severity.INFO: Text("说明", "Note"),
}


def commented(content: bytes, findings: Sequence[Finding], *, language: Language) -> bytes:
    """A copy of a .docx file with a comment at the figure of every finding; its text stays as it was."""
    word = read_word(content)
    # From the end, so that splitting a run moves nothing that is still to be found.
    for finding in sorted(findings, key=lambda one: one.start, reverse=True):
        runs, elsewhere = _runs(word, finding.start, finding.end)
        said = f"{_MARKS[finding.severity](language)}：{finding.explanation(language).strip()}"
        if elsewhere:
            said = f"{_ELSEWHERE.format(stated=finding.stated)(language)}{said}"
        if runs:
            word.file.add_comment(runs, text=said, author=_AUTHOR(language), initials="JH")
    out = io.BytesIO()
    word.file.save(out)
    return out.getvalue()


def _runs(word: WordText, start: int, end: int) -> tuple[list[Any], bool]:
    """The runs that hold just the characters from start to end, and whether they only stand for a note, a header or a text box."""
    from docx.text.run import Run

    held = []
    for piece in word.pieces:
        length = len(piece.element.text or "")
        low, high = max(start - piece.start, 0), min(end - piece.start, length)
        if low < high:
            held.append((piece, low, high))
    # Any part of the file will do as the runs' parent.
    anchors = [piece.anchor for piece, _, _ in held if piece.anchor is not None]
    if anchors:
        return [Run(anchors[0], word.file._body)], True
    return [Run(_cut(*one), word.file._body) for one in held], False


def _cut(piece: Piece, low: int, high: int) -> Any:  # noqa: ANN401
    """The run with these characters of a piece alone; what stands before and behind goes to runs like it."""
    text, run = piece.element.text or "", piece.element.getparent()
    if len(run.findall(piece.element.tag)) > 1 or (low, high) == (0, len(text)):
        return run
    before, behind = text[:low], text[high:]
    if behind:
        after = copy.deepcopy(run)
        _put(after.find(piece.element.tag), behind)
        run.addnext(after)
    if before:
        own = copy.deepcopy(run)
        run.addnext(own)
        _put(piece.element, before)  # the piece keeps its begin, which earlier findings look for
        _put(own.find(piece.element.tag), text[low:high])
        return own
    _put(piece.element, text[low:high])
    return run


def _put(element: Any, text: str) -> None:  # noqa: ANN401
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
