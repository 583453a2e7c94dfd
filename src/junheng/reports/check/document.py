"""A text as it was read: its characters, and where its tables stand."""

from __future__ import annotations

from dataclasses import dataclass

from junheng.language import Text


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; its text stands in the document's text from start to end."""

    start: int
    end: int
    text: str
    across: int = 1  # columns that it is merged over
    continued: bool = False  # whether it is merged with the cell above


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; rows may differ in length."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.rows[0][0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.rows[-1][-1].end


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that the checks read. Offsets of figures and findings count characters of `text`."""

    text: str
    tables: tuple[Table, ...] = ()
    notes: tuple[Text, ...] = ()  # how the file was read, where a reader would ask
