"""What a Word file says outside its body: text boxes, notes, headers and footers; and which run of the body stands for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as WordFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Kinds of notes, and the mark of one in the body.
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))


def stories(file: WordFile, boxes: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Pairs of a run of the body and an element that holds paragraphs, in the order in which they are read behind the body."""
    for box in boxes:
        run = next((parent for parent in box.iterancestors(f"{_W}r")), None)
        if run is not None:
            yield run, box
    for kind, name in _NOTES:
        marks = {mark.get(f"{_W}id"): mark.getparent() for mark in file.element.body.iter(f"{_W}{name}Reference")}
        for root in _parts(file, kind):
            notes = {note.get(f"{_W}id"): note for note in root.iterchildren(f"{_W}{name}")}
            yield from ((run, notes[number]) for number, run in marks.items() if number in notes)
    first = next(file.element.body.iter(f"{_W}r"), None)
    for kind in ("header", "footer"):
        yield from ((first, root) for root in _parts(file, kind) if first is not None)


def _parts(file: WordFile, kind: str) -> Iterator[Any]:
    """The roots of the parts of a kind, each once."""
    from docx.oxml import parse_xml

    found = {
        id(each.target_part): each.target_part
        for each in file.part.rels.values()
        if not each.is_external and each.reltype.endswith(f"/{kind}")
    }
    for part in found.values():
        yield part.element if hasattr(part, "element") else parse_xml(part.blob)
