"""What leaves the house: figures with their trace, and tables as files."""

from .balance import balance_sheets, provenance_notes
from .changes import change_sheets
from .export import Sheet
from .figure import NO_INDICATOR, FigureError, FigureId, Part, Trace
from .trace import trace

__all__ = [
    "NO_INDICATOR",
    "FigureError",
    "FigureId",
    "Part",
    "Sheet",
    "Trace",
    "balance_sheets",
    "change_sheets",
    "provenance_notes",
    "trace",
]
