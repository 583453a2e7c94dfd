"""Which reader a file is for, and what cannot be read."""

from __future__ import annotations

from pathlib import Path

from junheng.language import Text

from ..document import Document
from .unreadable import Unreadable

__all__ = ["Unreadable", "read_document"]

_KINDS = (".txt", ".md", ".docx", ".pdf")


def read_document(path: Path) -> Document:
    """The document in a file, by its ending.

    Raises
    ------
    Unreadable
        There is no such file, it is of another kind, encrypted, damaged, or has no text.
    """
    if not path.is_file():
        raise Unreadable(Text("没有文件 {path}。", "There is no file {path}.").format(path=path.name))
    return read_bytes(path.name, path.read_bytes())


def read_bytes(name: str, content: bytes) -> Document:
    """The document in an upload; `name` tells its kind."""
    kind = Path(name).suffix.lower()
    if kind not in _KINDS:
        raise Unreadable(
            Text(
                "“{name}”不是可校核的文件。请给出 .docx、.pdf、.txt 或 .md；旧的 .doc 请先另存为 .docx。",
                "“{name}” is no file that can be checked. Give .docx, .pdf, .txt or .md; save an old .doc as .docx first.",
            ).format(name=name)
        )
    if not content:
        raise Unreadable(Text("文件是空的。", "The file is empty."))
    if kind == ".docx":
        from .word import read_word

        return read_word(content).document
    if kind == ".pdf":
        from .pdf import read_pdf

        return read_pdf(content)
    from .plain import read_plain

    return read_plain(content)
