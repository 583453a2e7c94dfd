"""Plans, their items and targets, and what was reported of each. Nothing but `changing` writes here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from junheng.web.people.roles import Right

if TYPE_CHECKING:
    from junheng.web.people.scope import Scope


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans as readers may see them: a plan is of a whole region."""

    def visible_to(self, scope: Scope, right: Right = Right.SEE_PLANS) -> PlanQuerySet:
        """Those of the regions where the reader holds a right."""
        return self.filter(region__in=[region for region in scope.regions if scope.may(right, region)])

    def standing(self) -> PlanQuerySet:
        """Without those that were withdrawn."""
        return self.filter(withdrawn="")


class Plan(models.Model):
    """A plan of a year or of several."""

    region = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    begins = models.DateField()
    due = models.DateField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    once = models.UUIDField(null=True, unique=True)  # of the person and the form that was opened: sent twice, it makes one plan
    left_out = models.JSONField(default=list)  # what its file had beside the items: sentences by language
    withdrawn = models.CharField(max_length=300, blank=True)  # why it was begun by mistake; such plans are kept and not listed

    objects = PlanQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.region}: {self.title}"

    def get_absolute_url(self) -> str:
        """Its board."""
        return reverse("plans:board", args=(self.region, self.pk))


class Item(models.Model):
    """One numbered item."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items")
    place = models.PositiveIntegerField()  # in the plan, from 1
    number = models.CharField(max_length=20)  # as the plan writes it
    section = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=500)
    text = models.TextField()
    lead = models.CharField(max_length=100, blank=True)  # 牵头
    helpers = models.CharField(max_length=300, blank=True)  # 配合
    due = models.DateField(null=True)  # the plan's own day where empty
    budget = models.CharField(max_length=100, blank=True)  # as written: 1,200 万元
    stopped = models.CharField(max_length=300, blank=True)  # why it was postponed or given up
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """In the order of the plan."""

        ordering = ("place",)

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("plans:item", args=(self.plan.region, self.plan_id, self.place))

    @property
    def day(self) -> object:
        """When it is due."""
        return self.due or self.plan.due


class Target(models.Model):
    """A figure to reach; offered from the text until somebody confirms or dismisses it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="targets")
    value = models.DecimalField(max_digits=24, decimal_places=6)
    high = models.DecimalField(max_digits=24, decimal_places=6, null=True)  # the upper end of a range
    unit = models.CharField(max_length=40, blank=True)
    comparison = models.CharField(max_length=8)
    words = models.CharField(max_length=300)
    confirmed = models.BooleanField(null=True)  # None: offered; False: dismissed
    figure = models.CharField(max_length=200, blank=True)  # kind:area:level:indicator, whose values the releases have

    class Meta:
        """In the order of the text."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return self.words


class Report(models.Model):
    """What was reported of an item, with its evidence; a value belongs to a target, a share to an item without one."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="reports")
    target = models.ForeignKey(Target, models.CASCADE, null=True, related_name="reports")
    day = models.DateField()
    value = models.DecimalField(max_digits=24, decimal_places=6)  # in the target's unit; per cent of an item without target
    words = models.CharField(max_length=1000)
    evidence = models.CharField(max_length=500, blank=True)  # document number, link, where the file lies
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Oldest first."""

        ordering = ("day", "pk")

    def __str__(self) -> str:
        return f"{self.item_id} {self.day}"


class Node(models.Model):
    """A dated step 节点."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="nodes")
    day = models.DateField()
    title = models.CharField(max_length=200)
    done_on = models.DateField(null=True)

    class Meta:
        """By their days."""

        ordering = ("day", "pk")

    def __str__(self) -> str:
        return f"{self.day} {self.title}"


class Link(models.Model):
    """Something that serves an item: a summary, a release, a draw, an approval, a document."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="links")
    label = models.CharField(max_length=200)
    reference = models.CharField(max_length=500)  # an address of this site or another one, or a document's number
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        """As they were added."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return self.label

    @property
    def url(self) -> str:
        """Where it leads; nothing for a document's number."""
        return self.reference if self.reference.startswith(("/", "http://", "https://")) else ""


class Reminder(models.Model):
    """That an office was reminded of an item."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="reminders")
    office = models.CharField(max_length=100, blank=True)  # as the item named its lead then
    words = models.CharField(max_length=300)  # of what: the day that is near or past
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest first."""

        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.item_id} {self.office}"
