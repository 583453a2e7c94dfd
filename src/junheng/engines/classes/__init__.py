"""Classes 阳光分班: as even as whole numbers allow, by chance that anyone can recompute; with a certificate."""

from .certify import certify, seal_roster
from .check import RECOMPUTERS
from .errors import ClassesError
from .explain import gaps
from .forming import solve
from .problem import Problem, pose, shown
from .result import Balance, Result, balances
from .rules import ENTRY_GRADE, METHOD, SCORE_ALLOWED, Rules, parse_rules, write_rules
from .scores import refuse_scores
from .sensible import sensible_rules

__all__ = [
    "ENTRY_GRADE",
    "METHOD",
    "RECOMPUTERS",
    "SCORE_ALLOWED",
    "Balance",
    "ClassesError",
    "Problem",
    "Result",
    "Rules",
    "balances",
    "certify",
    "gaps",
    "parse_rules",
    "pose",
    "refuse_scores",
    "seal_roster",
    "sensible_rules",
    "shown",
    "solve",
    "write_rules",
]
