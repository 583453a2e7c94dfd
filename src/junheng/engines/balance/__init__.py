"""How equal the units of an area are 均衡: coefficients, decomposition, trends; importing it loads no compiled code."""

from .additions import Additions, additions
from .collisions import Rule
from .compliance import Status, Verdict, Verdicts, judge
from .errors import NotProvedError
from .inequality import coefficient_of_variation, gini, plain_coefficient_of_variation, theil_l, theil_t
from .least_additions import LeastAdditions, least_additions
from .least_transfers import LeastTransfers, least_transfers
from .problem import Problem, from_release
from .reasons import why_area, why_unit
from .result import Result
from .solve import solve
from .stability import Stability, stability
from .transfers import Transfers, transfers
from .ways import Way, Ways, ways
from .weakness import weak_aspects, weak_units
from .what_if import Change, WhatIf, what_if

__all__ = [
    "Additions",
    "Change",
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
    "from_release",
    "gini",
    "judge",
    "least_additions",
    "least_transfers",
    "plain_coefficient_of_variation",
    "solve",
    "stability",
    "theil_l",
    "theil_t",
    "transfers",
    "ways",
    "weak_aspects",
    "weak_units",
    "what_if",
    "why_area",
    "why_unit",
]
