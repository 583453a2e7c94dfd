"""Classes 阳光分班: as even as whole numbers allow, by chance that anyone can recompute; with a certificate."""

from .certify import certify, seal_roster
from .check import RECOMPUTERS
from .errors import ClassesError
from .explain import gaps
from .forming import solve
from .multiples import ANSWER_TEXT, Answer, Multiples, with_answer
from .namesakes import KIND_TEXT, Namesakes
from .problem import Problem, pose, shown
from .result import Balance, Result, balances
from .roster import Roster, prepare_roster
from .rules import ENTRY_GRADE, METHOD, SCORE_ALLOWED, Rules, parse_rules, write_rules
from .scores import refuse_scores
from .sensible import sensible_rules

__all__ = [
    "ANSWER_TEXT",
    "ENTRY_GRADE",
    "KIND_TEXT",
    "METHOD",
    "RECOMPUTERS",
    "SCORE_ALLOWED",
    "Answer",
    "Balance",
    "ClassesError",
    "Multiples",
    "Namesakes",
    "Problem",
    "Result",
    "Roster",
    "Rules",
    "balances",
    "certify",
    "gaps",
    "parse_rules",
    "pose",
    "prepare_roster",
    "refuse_scores",
    "seal_roster",
    "sensible_rules",
    "shown",
    "solve",
    "with_answer",
    "write_rules",
]
