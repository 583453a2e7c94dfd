"""What is allotted by a plain draw 公平抽取: numbers for families, sites and inspectors, experts, samples; each with its certificate."""

from .allotment import solve
from .certify import certify, seal_draw
from .check import RECOMPUTERS
from .explain import why
from .problem import Problem, list_names, pose, with_exclusions
from .rules import METHODS, Rules, parse_rules, write_rules

__all__ = [
    "METHODS",
    "RECOMPUTERS",
    "Problem",
    "Rules",
    "certify",
    "list_names",
    "parse_rules",
    "pose",
    "seal_draw",
    "solve",
    "why",
    "with_exclusions",
    "write_rules",
]
