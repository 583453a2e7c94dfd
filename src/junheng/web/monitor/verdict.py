"""The engine's verdicts as the marks that pages show: met, near, miss or none."""

from __future__ import annotations

from junheng.engines.balance import Status, Verdict
from junheng.engines.balance.compliance.verdicts import NEAR_LIMIT

MARK = {Status.MEETS: "met", Status.NEAR: "near", Status.MISSES: "miss", Status.NO_DATA: "none"}
UNIT_MARK = {Verdict.MEETS: "met", Verdict.FAILS: "miss", Verdict.UNKNOWN: "none", Verdict.NOT_JUDGED: "none"}


def of_area(failing: int, judged: int) -> str:
    """An area by the number of its coefficients above their limits: one of several is near."""
    if not judged:
        return "none"
    return "met" if not failing else "near" if failing == 1 < judged else "miss"


def of_overall(cv: float | None, limit: float | None, meets: bool | None) -> str:
    """The overall coefficient of an area, where a standard limits it."""
    if cv is None or limit is None or meets is None:
        return "none"
    if not meets:
        return "miss"
    return "near" if cv > NEAR_LIMIT * limit else "met"
