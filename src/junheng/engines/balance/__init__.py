"""How equal the units of an area are 均衡: coefficients, decomposition, trends; importing it loads no compiled code."""

from .additions import Additions, additions
from .compliance import Status, Verdict, Verdicts, judge
from .inequality import coefficient_of_variation, gini, plain_coefficient_of_variation, theil_l, theil_t
from .least_additions import LeastAdditions, least_additions
from .problem import Problem, from_release
from .result import Result
from .solve import solve

__all__ = [
    "Additions",
    "LeastAdditions",
    "Problem",
    "Result",
    "Status",
    "Verdict",
    "Verdicts",
    "additions",
    "coefficient_of_variation",
    "from_release",
    "gini",
    "judge",
    "least_additions",
    "plain_coefficient_of_variation",
    "solve",
    "theil_l",
    "theil_t",
]
