"""Summaries that are being written, and those that are final. Nothing but `changing` writes here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from junheng.web.people.roles import Right

if TYPE_CHECKING:
    from junheng.web.people.scope import Scope


class SummaryQuerySet(models.QuerySet["Summary"]):
    """Summaries as readers may see them: one is of a whole region."""

    def visible_to(self, scope: Scope) -> SummaryQuerySet:
        """Those of the regions that the reader holds as a whole."""
        return self.filter(region__in=[region for region in scope.regions if scope.whole(Right.WRITE_REPORTS, region)])


class Summary(models.Model):
    """A template over a release; its text is written out whenever it is shown."""

    region = models.CharField(max_length=100)
    template = models.TextField()
    release = models.CharField(max_length=40)  # R3
    release_hash = models.CharField(max_length=64)
    area = models.CharField(max_length=100, blank=True)
    period = models.CharField(max_length=20)
    title = models.CharField(max_length=300)  # as written out when it was last saved
    final_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)  # why what is doubtful or typed by hand stays in a final one
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = SummaryQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.region}: {self.title}"

    def get_absolute_url(self) -> str:
        """Its editor."""
        return reverse("summaries:summary", args=(self.region, self.pk))
