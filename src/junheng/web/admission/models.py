"""Draws, and what was done to each. Nothing but the modules that `services` names writes here."""

from __future__ import annotations

import secrets
from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from junheng.certificates import Certificate, Seal, seals_of
from junheng.web.people.roles import Right

if TYPE_CHECKING:
    from junheng.web.people.scope import Scope


class State(StrEnum):
    """Where a draw stands."""

    DRAFT = "draft"
    SEALED = "sealed"  # waits for its numbers
    DRAWN = "drawn"  # certified, shown to the office only
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Kind(StrEnum):
    """What a draw is about."""

    CLASSES = "classes"
    LOTTERY = "lottery"
    SAMPLE = "sample"
    EXPERTS = "experts"
    INSPECTORS = "inspectors"
    TEAMS = "teams"


def new_key() -> str:
    """22 random characters: nobody finds a draw by counting."""
    return secrets.token_urlsafe(16)


class DrawQuerySet(models.QuerySet["Draw"]):
    """Draws as readers may see them."""

    def visible_to(self, scope: Scope, region: str, right: Right = Right.SEE_DRAWS) -> DrawQuerySet:
        """Those of a region whose place lies where the reader holds a right."""
        found = self.filter(region=region)
        if not scope.may(right, region):
            return found.none()
        areas, units = scope.areas(region, right), scope.units(region, right)
        if areas is None or units is None:
            return found
        return found.filter(models.Q(unit="", area__in=areas) | models.Q(unit__in=units))


class Draw(models.Model):
    """One draw: its lists, its rules, its seals, its certificate. A late round, a move by hand and teams are draws of their own."""

    key = models.CharField(max_length=22, unique=True, default=new_key)  # the public address
    region = models.CharField(max_length=100)
    area = models.CharField(max_length=100, blank=True)
    unit = models.CharField(max_length=100, blank=True)  # in that area; empty where the area draws
    kind = models.CharField(max_length=12, default=Kind.CLASSES.value)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, default=State.DRAFT.value)
    version = models.PositiveIntegerField(default=1)  # grows with every write
    file_name = models.CharField(max_length=200, blank=True)  # of the roster, as it was sent
    lists = models.JSONField(default=dict)  # canonical lists by name, as they came; personal
    register_name = models.CharField(max_length=200, blank=True)
    register = models.TextField(blank=True)  # a canonical list to compare with; personal
    reasons = models.JSONField(default=dict)  # why somebody is absent or added, by code; personal
    rules = models.TextField(blank=True)
    seals_text = models.TextField(blank=True)  # seals.json
    certificate = models.TextField(blank=True)  # the office's own; personal
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="following")
    chances = models.JSONField(null=True)  # what a job found of every pupil's chances, before the seal
    synthetic = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    sealed_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    publication_until = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    keep_until = models.DateField(null=True)  # the lists are deleted after this day
    erased_at = models.DateTimeField(null=True)

    objects = DrawQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=["region", "state"], name="draw_region"), models.Index(fields=["unit"], name="draw_unit"))

    def __str__(self) -> str:
        return f"{self.region} {self.key}: {self.state}"

    def get_absolute_url(self) -> str:
        """Its page in the workspace."""
        return reverse("admission:draw", args=(self.region, self.key))

    @property
    def own(self) -> Certificate | None:
        """The office's own certificate, with its lists until they are erased; None before the draw."""
        return Certificate.from_json(self.certificate) if self.certificate else None

    @property
    def published(self) -> Certificate | None:
        """The certificate as anybody may have it; None where it is not published, or was withdrawn."""
        own = self.own if self.state == State.PUBLISHED else None
        return own.published() if own is not None else None

    @property
    def seals(self) -> tuple[Seal, ...]:
        """All seals, oldest first; none before the first."""
        return seals_of(self.seals_text) if self.seals_text else ()

    @property
    def late(self) -> bool:
        """Whether it is a late round of another draw, whose rules it keeps; teams of teachers have their own."""
        return self.previous is not None and self.kind == self.previous.kind

    @property
    def sealed(self) -> bool:
        """Whether it waits for its numbers."""
        return self.state == State.SEALED

    @property
    def decided(self) -> bool:
        """Whether there is a result."""
        return self.state in (State.DRAWN, State.PUBLISHED)

    @property
    def forms_classes(self) -> bool:
        """Whether its results are class numbers."""
        return self.kind in (Kind.CLASSES, Kind.TEAMS)


class Deed(StrEnum):
    """What someone can do to a draw."""

    BEGUN = "begun"
    ROSTER = "roster"
    REGISTER = "register"
    REASONS = "reasons"
    ANSWER = "answer"
    RULES = "rules"
    SEALED = "sealed"
    DRAWN = "drawn"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    DRIFT = "drift"
    ERASED = "erased"


class Step(models.Model):
    """One thing that someone did to a draw; the lists are told by hash and number of rows, never by name."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="steps")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    deed = models.CharField(max_length=12)
    about = models.CharField(max_length=300, blank=True)  # how many rows, a short code
    detail = models.CharField(max_length=500, blank=True)  # a hash, a reason

    class Meta:
        """In the order of what was done."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.draw_id}: {self.deed} {self.about}"
