"""Every write of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F

from junheng.reports.plan import Item as ReadItem
from junheng.web.plans.models import Item, Node, Plan, Report, Target

#: No office promises more; a larger number is a slip, and has no place in a column.
LARGEST = 10**15


class Changed(Exception):  # noqa: N818 - what happened to the item
    """Somebody else has changed the item since the page was opened."""


def begin(user: Any, *, region: str, title: str, begins: date, due: date, items: Sequence[ReadItem]) -> Plan:
    """A new plan with the items read from its text; their targets are offered."""
    with transaction.atomic():
        plan = Plan.objects.create(region=region, title=title, begins=begins, due=due, created_by=user)
        for place, read in enumerate(items, start=1):
            item = Item.objects.create(
                plan=plan, place=place, number=read.number, section=read.section[:300], title=read.title[:500], text=read.text
            )
            for target in read.targets:
                if target.value >= LARGEST:
                    continue  # the text of the item still has it
                value = Decimal(target.value.numerator) / Decimal(target.value.denominator)
                Target.objects.create(
                    item=item, value=round(value, 6), unit=target.unit, comparison=target.comparison, words=target.text[:300]
                )
    return plan


def change_item(item: Item, *, version: int, **fields: Any) -> None:
    """Write fields of an item that is still as the page showed it.

    Raises
    ------
    Changed
        It is not.
    """
    with transaction.atomic():
        if not Item.objects.filter(pk=item.pk, version=version).update(version=F("version") + 1, **fields):
            raise Changed
    item.refresh_from_db()


def judge_target(target: Target, *, confirmed: bool | None, figure: str = "") -> None:
    """Confirm a target, dismiss it, or offer it again."""
    target.confirmed, target.figure = confirmed, figure
    target.save()


def report(user: Any, item: Item, *, target: Target | None, day: date, value: Decimal, words: str, evidence: str) -> Report:
    """What was reached on a day; the same sent twice is one report."""
    found, _created = Report.objects.get_or_create(
        item=item, target=target, day=day, value=value, words=words, evidence=evidence, defaults={"by": user}
    )
    return found


def add_node(item: Item, *, day: date, title: str) -> Node:
    """A dated step; the same sent twice is one."""
    return Node.objects.get_or_create(item=item, day=day, title=title)[0]


def finish_node(node: Node, day: date | None) -> None:
    """Mark a step as done on a day, or as open again."""
    node.done_on = day
    node.save()
