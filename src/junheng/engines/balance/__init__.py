"""How equal the units of an area are 均衡: coefficients, decomposition, trends; importing it loads no compiled code."""

from junheng.engines.balance import explain
from junheng.engines.balance.check import verify
from junheng.engines.balance.compliance.reasons import why_added, why_area, why_unit
from junheng.engines.balance.compliance.stability import Stability, stability
from junheng.engines.balance.compliance.verdicts import Status, Verdict, Verdicts, judge
from junheng.engines.balance.compliance.weakness import weak_aspects, weak_units
from junheng.engines.balance.inequality.decomposition import Decomposition, decompose, decomposition_table, parts_table
from junheng.engines.balance.inequality.disagreement import Disagreement, disagreements
from junheng.engines.balance.inequality.indices import coefficient_of_variation, gini, plain_coefficient_of_variation, theil_l, theil_t
from junheng.engines.balance.inequality.quantiles import quantile_table
from junheng.engines.balance.inequality.trends import trend_table
from junheng.engines.balance.least.additions import Additions, additions
from junheng.engines.balance.least.collisions import Rule
from junheng.engines.balance.least.errors import NotProvedError
from junheng.engines.balance.least.least_additions import LeastAdditions, least_additions
from junheng.engines.balance.least.least_transfers import LeastTransfers, least_transfers
from junheng.engines.balance.least.transfers import Transfers, transfers
from junheng.engines.balance.least.wanted import Wanted, additions_to, additions_to_mean
from junheng.engines.balance.least.ways import Way, Ways, ways
from junheng.engines.balance.problem import Problem, from_release
from junheng.engines.balance.result import Result
from junheng.engines.balance.solve import solve
from junheng.engines.balance.what_if import Change, WhatIf, what_if

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
    "Wanted",
    "Way",
    "Ways",
    "WhatIf",
    "additions",
    "additions_to",
    "additions_to_mean",
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
