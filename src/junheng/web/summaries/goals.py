"""Goals of the region's plans that name a figure: what a summary can say of them, and the front matter that it needs for that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from junheng.web.plans.models import Target


@dataclass(frozen=True, slots=True)
class PlannedGoal:
    """A confirmed target that a figure measures."""

    name: str  # in the template: item12_34
    words: str
    front: str  # the table of the front matter


def goals_of(region: str) -> Iterator[PlannedGoal]:
    """Confirmed targets of all plans of a region, in the order of plans and items."""
    found = Target.objects.filter(item__plan__region=region, item__plan__withdrawn="", confirmed=True).exclude(figure="")
    for target in found.select_related("item__plan").order_by("-item__plan", "item__place", "pk"):
        item = target.item
        name = f"item{item.place}_{target.pk}"
        kind, area, level, indicator = target.figure.split(":")
        limit = "at_most" if target.comparison == "<=" else "at_least"
        source = f"{item.plan.title} {item.number}"
        lines = (
            f"[goal.{name}]",
            f'figure = "{kind} {level} {indicator} @{area}"',
            f"{limit} = {target.value.normalize():f}",
            f"source = {_quoted(source)}",
        )
        yield PlannedGoal(name, f"{source} {target.words}", "\n".join(lines) + "\n")


def _quoted(text: str) -> str:
    """As a TOML string on one line."""
    plain = "".join(each for each in text if each.isprintable())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
