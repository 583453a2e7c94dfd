"""Classes 阳光分班: as even as whole numbers allow, by chance that anyone can recompute; with a certificate."""

from .certify import certify, seal_roster
from .certify_late import LATE, certify_late, late_shown, seal_late
from .check import RECOMPUTERS
from .check_late import follows
from .class_drift import class_drift
from .class_names import class_number
from .errors import ClassesError
from .explain import RULE_TEXT, attribute, gaps
from .forming import solve
from .moves import Effect, effects, move
from .multiples import ANSWER_TEXT, Answer, Multiples, with_answer
from .namesakes import KIND_TEXT, Namesakes
from .problem import Problem, pose, shown
from .result import Balance, Result, balances
from .roster import Roster, prepare_roster
from .rules import ENTRY_GRADE, METHOD, SCORE_ALLOWED, TEAMS, Rules, parse_rules, write_rules
from .scores import refuse_scores
from .sensible import sensible_rules
from .standing import late_lists, standing
from .teams import ClassTeam, class_teams, teams_beside
from .why import why

__all__ = [
    "ANSWER_TEXT",
    "ENTRY_GRADE",
    "KIND_TEXT",
    "LATE",
    "METHOD",
    "RECOMPUTERS",
    "RULE_TEXT",
    "SCORE_ALLOWED",
    "TEAMS",
    "Answer",
    "Balance",
    "ClassTeam",
    "ClassesError",
    "Effect",
    "Multiples",
    "Namesakes",
    "Problem",
    "Result",
    "Roster",
    "Rules",
    "attribute",
    "balances",
    "certify",
    "certify_late",
    "class_drift",
    "class_number",
    "class_teams",
    "effects",
    "follows",
    "gaps",
    "late_lists",
    "late_shown",
    "move",
    "parse_rules",
    "pose",
    "prepare_roster",
    "refuse_scores",
    "seal_late",
    "seal_roster",
    "sensible_rules",
    "shown",
    "solve",
    "standing",
    "teams_beside",
    "why",
    "with_answer",
    "write_rules",
]
