"""Check the figures of a text 数字校核: find every quantity, and say which do not follow from one another."""

from .checking import Checked, check, with_findings
from .document import Cell, Document, Table
from .finding import Finding, Severity
from .numerals import read_numeral, write_numeral
from .quantities import quantities
from .quantity import Quantity

__all__ = [
    "Cell",
    "Checked",
    "Document",
    "Finding",
    "Quantity",
    "Severity",
    "Table",
    "check",
    "quantities",
    "read_numeral",
    "with_findings",
    "write_numeral",
]
