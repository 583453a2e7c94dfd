"""How equal the units of an area are 均衡: coefficients, decomposition, trends; importing it loads no compiled code."""

from . import explain
from .additions import Additions, additions
from .check import verify
from .collisions import Rule
from .compliance import Status, Verdict, Verdicts, judge
from .decomposition import Decomposition, decompose, decomposition_table, parts_table
from .disagreement import Disagreement, disagreements
from .errors import NotProvedError
from .inequality import coefficient_of_variation, gini, plain_coefficient_of_variation, theil_l, theil_t
from .least_additions import LeastAdditions, least_additions
from .least_transfers import LeastTransfers, least_transfers
from .problem import Problem, from_release
from .quantiles import quantile_table
from .reasons import why_added, why_area, why_unit
from .result import Result
from .solve import solve
from .stability import Stability, stability
from .transfers import Transfers, transfers
from .trends import trend_table
from .ways import Way, Ways, ways
from .weakness import weak_aspects, weak_units
from .what_if import Change, WhatIf, what_if

__all__ = [
    "Additions",
    "Change",
    "Decomposition",
    "Disagreement",
    "LeastAdditions",
    "LeastTransfers",
    "NotProvedError",
    "Problem",
    "Result",
    "Rule",
    "Stability",
    "Status",
    "Transfers",
    "Verdict",
    "Verdicts",
    "Way",
    "Ways",
    "WhatIf",
    "additions",
    "coefficient_of_variation",
    "decompose",
    "decomposition_table",
    "disagreements",
    "explain",
    "from_release",
    "gini",
    "judge",
    "least_additions",
    "least_transfers",
    "parts_table",
    "plain_coefficient_of_variation",
    "quantile_table",
    "solve",
    "stability",
    "theil_l",
    "theil_t",
    "transfers",
    "trend_table",
    "verify",
    "ways",
    "weak_aspects",
    "weak_units",
    "what_if",
    "why_added",
    "why_area",
    "why_unit",
]
