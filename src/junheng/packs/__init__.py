"""What the rules are: standards as declarative files, each value with its unit, date and source."""

from .derived import DERIVED
from .errors import Finding, PackError
from .expression import Expression
from .library import available, load
from .linter import check
from .model import Citation, Compliance, DatedValue, Exclusion, Indicator, Pack, Parameter, Resource, Split
from .report_templates import report_templates
from .syntax import ExpressionError

__all__ = [
    "DERIVED",
    "Citation",
    "Compliance",
    "DatedValue",
    "Exclusion",
    "Expression",
    "ExpressionError",
    "Finding",
    "Indicator",
    "Pack",
    "PackError",
    "Parameter",
    "Resource",
    "Split",
    "available",
    "check",
    "load",
    "report_templates",
]
