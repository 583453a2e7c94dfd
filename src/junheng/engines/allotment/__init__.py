"""What is allotted by a plain draw 公平抽取: numbers for families, sites and inspectors, experts, samples; each with its certificate."""

from .allotment import solve
from .certify import certify, seal_draw
from .check import RECOMPUTERS
from .draws import experts_from_base, inspectors_for_sites, lottery_order, stratified_sample
from .explain import why
from .problem import Problem, list_names, pose, with_exclusions
from .rules import METHODS, Rules, parse_rules, write_rules

__all__ = [
    "METHODS",
    "RECOMPUTERS",
    "Problem",
    "Rules",
    "certify",
    "experts_from_base",
    "inspectors_for_sites",
    "list_names",
    "lottery_order",
    "parse_rules",
    "pose",
    "seal_draw",
    "solve",
    "stratified_sample",
    "why",
    "with_exclusions",
    "write_rules",
]
