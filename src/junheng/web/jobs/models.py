"""Jobs and what they said on their way."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from junheng.language import Text
from junheng.web.people.roles import Right

if TYPE_CHECKING:
    from junheng.web.people.scope import Scope


class State(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


#: Nothing happens to these any more, unless someone retries.
ENDED = (State.DONE, State.FAILED, State.CANCELLED)


class SentenceField(models.JSONField):
    """A `Text`, kept in both languages."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Text | None:
        """As code reads it."""
        found = super().from_db_value(value, expression, connection)
        return None if found is None else Text(found["zh"], found["en"])

    def get_db_prep_value(self, value: Text | Mapping[str, str] | None, connection: Any, prepared: bool = False) -> Any:
        """As the database keeps it."""
        return super().get_db_prep_value({"zh": value.zh, "en": value.en} if isinstance(value, Text) else value, connection, prepared)


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs as readers may see them."""

    def visible_to(self, user: Any, scope: Scope) -> JobQuerySet:
        """Someone's own, and all of the regions whose long work they oversee."""
        overseen = [region for region in scope.regions if scope.whole(Right.SEE_JOBS, region)]
        return self.filter(models.Q(user=user) | models.Q(region__in=overseen))


class Job(models.Model):
    """One piece of long work, from its submission to its result."""

    kind = models.CharField(max_length=50)
    arguments = models.JSONField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="jobs")
    region = models.CharField(max_length=100, blank=True)
    once_key = models.CharField(max_length=200, null=True)  # noqa: DJ001 (many jobs have none, and those are all different)
    state = models.CharField(max_length=10, default=State.QUEUED.value)
    submitted_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)  # the attempt that runs or was the last
    ended_at = models.DateTimeField(null=True)

    # Whoever runs it: see `lease`.
    owner = models.CharField(max_length=100, blank=True)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    interruptions = models.PositiveSmallIntegerField(default=0)  # ends without a word since the last checkpoint
    cancel_asked_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    final = models.BooleanField(default=False)  # past the point up to which it can be cancelled

    # What it said last.
    done = models.PositiveBigIntegerField(null=True)
    done_before = models.PositiveBigIntegerField(default=0)  # by earlier attempts, so that the pace is this one's
    total = models.PositiveBigIntegerField(null=True)
    message = SentenceField(null=True)
    checkpoint = models.JSONField(null=True)
    result = models.JSONField(null=True)
    cause = SentenceField(null=True)  # why it failed
    details = models.TextField(blank=True)  # of the failure, for whoever runs the site

    objects = JobQuerySet.as_manager()

    class Meta:
        """One job a key."""

        constraints = (models.UniqueConstraint(fields=["kind", "once_key"], name="job_once"),)
        indexes = (models.Index(fields=["state", "id"], name="job_state"), models.Index(fields=["region", "id"], name="job_region"))

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}: {self.state}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("jobs:job", args=(self.pk,))

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in ENDED


class LogLine(models.Model):
    """One sentence that a job said."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="lines")
    attempt = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    sentence = SentenceField()

    class Meta:
        """In the order they were said."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.job_id}/{self.attempt}: {self.sentence.en}"
