"""Read a file into a document: text, Markdown, Word, PDF."""

from .reading import Unreadable, read_document

__all__ = ["Unreadable", "read_document"]
