"""How equal the units of an area are 均衡: coefficients, decomposition, trends; importing it loads no compiled code."""

from .inequality import coefficient_of_variation, gini, plain_coefficient_of_variation, theil_l, theil_t

__all__ = ["coefficient_of_variation", "gini", "plain_coefficient_of_variation", "theil_l", "theil_t"]
