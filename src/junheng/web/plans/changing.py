"""Every write of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from junheng.language import Text
from junheng.reports.plan import Item as ReadItem
from junheng.web.plans.models import Item, Link, Node, Plan, Reminder, Report, Target

#: No office promises more; a larger number is a slip, and has no place in a column.
LARGEST = 10**15


class Changed(Exception):  # noqa: N818 - what happened to the item
    """Somebody else has changed the item since the page was opened."""


def begin(
    user: Any,
    *,
    region: str,
    title: str,
    begins: date,
    due: date,
    items: Sequence[ReadItem],
    left_out: Sequence[Text] = (),
    once: UUID | None = None,
) -> Plan:
    """A new plan with the items that were read; their targets are offered. The same form (`once`) sent twice makes one plan."""
    said = [{"zh": each.zh, "en": each.en} for each in left_out]
    fields = {"region": region, "title": title, "begins": begins, "due": due, "created_by": user, "left_out": said}
    with transaction.atomic():
        if once is None:
            plan, fresh = Plan.objects.create(**fields), True
        else:
            plan, fresh = Plan.objects.get_or_create(once=once, defaults=fields)
        for place, read in enumerate(items if fresh else (), start=1):
            _add_item(plan, place, read)
    return plan


def _add_item(plan: Plan, place: int, read: ReadItem) -> None:
    item = Item.objects.create(
        plan=plan,
        place=place,
        number=read.number,
        section=read.section[:300],
        title=read.title[:500],
        text=read.text,
        lead=read.duties.lead,
        helpers=read.duties.helpers,
        due=read.duties.due,
        budget=read.duties.budget,
    )
    for target in read.targets:
        if target.value >= LARGEST or (target.high or 0) >= LARGEST:
            continue  # the text of the item still has it
        Target.objects.create(
            item=item,
            value=_decimal(target.value),
            high=None if target.high is None else _decimal(target.high),
            unit=target.unit,
            comparison=target.comparison,
            words=target.text[:300],
        )


def _decimal(value: Fraction) -> Decimal:
    return round(Decimal(value.numerator) / Decimal(value.denominator), 6)


def withdraw(plan: Plan, reason: str) -> None:
    """Take a plan off the list, because it was begun by mistake; all that was reported of it stays. No reason brings it back."""
    plan.withdrawn = reason
    plan.save()


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


def add_target(item: Item, *, value: Decimal, high: Decimal | None, unit: str, comparison: str, words: str) -> Target:
    """A target that the text does not name; added by hand, it needs no confirming. The same sent twice is one."""
    fields = {"value": value, "high": high, "unit": unit, "comparison": comparison, "words": words}
    return Target.objects.get_or_create(item=item, **fields, defaults={"confirmed": True})[0]


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


def add_link(user: Any, item: Item, *, label: str, reference: str) -> Link:
    """Something that serves an item; the same sent twice is one link."""
    return Link.objects.get_or_create(item=item, label=label, reference=reference, defaults={"by": user})[0]


def remove_link(link: Link) -> None:
    """Take a link away; the audit log keeps what it was."""
    link.delete()


def remind(user: Any, item: Item, words: str) -> bool:
    """Note that an item's office was reminded of something; whether it was not today already."""
    today = timezone.localdate()
    if any(timezone.localdate(each.at) == today and each.words == words for each in item.reminders.all()):
        return False
    Reminder.objects.create(item=item, office=item.lead, words=words, by=user)
    return True
