"""How equal the units of an area are 均衡: coefficients, decomposition, trends; importing it loads no compiled code."""

from .inequality import coefficient_of_variation, gini, plain_coefficient_of_variation, theil_l, theil_t
from .problem import Problem, from_release
from .result import Result
from .solve import solve

__all__ = [
    "Problem",
    "Result",
    "coefficient_of_variation",
    "from_release",
    "gini",
    "plain_coefficient_of_variation",
    "solve",
    "theil_l",
    "theil_t",
]
