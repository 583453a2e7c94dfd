"""Figures of the releases that a target can be tied to, by name."""

from __future__ import annotations

from junheng.language import Text
from junheng.web.format import language
from junheng.web.plans.standing import newest
from junheng.web.regions import Snapshot

KINDS = {"cv": Text("差异系数", "coefficient of variation"), "mean": Text("平均值", "mean")}


def figures_of(region: str) -> dict[str, str]:
    """Coefficients and means of a region, by ``kind:area:level:indicator``; nothing before its first release."""
    taken = newest(region)
    if taken is None:
        return {}
    top, words = _top(taken), language()
    return {
        f"{kind}:{top}:{level}:{each.id}": f"{taken.pack.vocabulary.levels[level].name(words)} · {each.name(words)} · {KINDS[kind](words)}"
        for level in taken.result.levels
        for each in taken.result.indicators
        for kind in KINDS
        if level in each.levels and (kind == "mean" or each.balance)
    }


def _top(taken: Snapshot) -> str:
    areas = taken.release.tables["areas"]
    return str(areas.filter(areas["parent"].is_null())["area"][0])
