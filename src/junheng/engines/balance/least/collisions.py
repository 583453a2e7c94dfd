"""Rules that cannot hold together when units may only be moved, in plain words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from junheng.language import Text

if TYPE_CHECKING:
    from junheng.engines.balance.least.least_transfers import LeastTransfers


class Rule(StrEnum):
    """What a transfer has to respect; some of these can collide."""

    TOTAL = "total"
    FLOOR = "floor"
    SPREAD = "spread"
    WHOLE = "whole"


_NAMES = {
    Rule.TOTAL: Text("总量不变", "nothing is added"),
    Rule.FLOOR: Text("每校不低于底线 {floor}", "no school is below the floor {floor}"),
    Rule.SPREAD: Text("差异系数不高于 {limit}", "the coefficient of variation is at most {limit}"),
    Rule.WHOLE: Text("只能整数调剂", "only whole units are moved"),
}
_COLLIDE = Text("以下要求不能同时满足：{rules}。", "These rules cannot hold together: {rules}.")
_SHORT = Text("各校平均低于底线，至少还须增加 {shortage}。", "The mean is below the floor; at least {shortage} must be added.")


def why_not(answer: LeastTransfers, *, floor: float, cv_max: float) -> tuple[Text, ...]:
    """Why moving alone cannot do it, in sentences; empty where it can."""
    if not answer.collision:
        return ()
    rules = [_NAMES[rule].format(floor=f"{floor:,.2f}", limit=f"{cv_max:.2f}") for rule in answer.collision]
    listed = Text("；".join(rule.zh for rule in rules), "; ".join(rule.en for rule in rules))
    sentences = [_COLLIDE.format(rules=listed)]
    if answer.shortage > 0:
        sentences.append(_SHORT.format(shortage=f"{np.ceil(answer.shortage):,.0f}"))
    return tuple(sentences)
