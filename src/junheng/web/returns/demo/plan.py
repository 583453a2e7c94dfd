"""How far each school of the city is with its return."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from itertools import cycle, islice

from junheng.examples.chengdu import dice
from junheng.web.shell.demo import COUNTY

FORM = "balance_yearly"
#: The school year after the last that the city's files hold.
PERIOD = "2026"


class Stage(StrEnum):
    """How far a return is."""

    UNTOUCHED = "untouched"
    BEGUN = "begun"  # half of its cells
    FINDINGS = "findings"  # all of them, and some are wrong
    SUBMITTED = "submitted"
    SENT_BACK = "sent back"  # one cell; the county has approved the others
    COUNTY_APPROVED = "county approved"
    COMMISSION_APPROVED = "commission approved"


#: The first schools of the county that is due first; whoever signs in as a school sees the first of all.
_FIRST = (Stage.SENT_BACK, Stage.FINDINGS, Stage.BEGUN, Stage.UNTOUCHED)
#: The others of that county in turn.
_HERE = (Stage.COMMISSION_APPROVED, Stage.COUNTY_APPROVED, Stage.SUBMITTED, Stage.COMMISSION_APPROVED, Stage.COUNTY_APPROVED)
#: The schools of other counties that have begun, in turn.
_ELSEWHERE = (Stage.COMMISSION_APPROVED, Stage.COUNTY_APPROVED, Stage.SUBMITTED, Stage.BEGUN, Stage.SUBMITTED)
#: These must divide what both of their levels use before they can answer: they have not begun.
_HARDER = "complete_secondary"


def plan(units: Mapping[str, Mapping[str, str]]) -> dict[str, Stage]:
    """The stage of each unit that has begun.

    Parameters
    ----------
    units
        Rows of the units table by code: all that fill the form in, in the order of their codes.
    """
    ready: dict[str, list[str]] = {}
    for code, row in units.items():
        if row["kind"] != _HARDER:
            ready.setdefault(row["area"], []).append(code)
    found: dict[str, Stage] = {}
    for area, codes in ready.items():
        if area == COUNTY:
            stages = [*_FIRST, *islice(cycle(_HERE), len(codes) - len(_FIRST))]
        else:
            stages = list(islice(cycle(_ELSEWHERE), dice.whole(2, 11, "returns", area)))
        found |= dict(zip(codes, stages, strict=False))
    return found
