"""Drafts of a region's next release, and what was done to each."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import models
from django.urls import reverse

from junheng.web.home import drafts_folder
from junheng.web.jobs.models import Job


class State(StrEnum):
    """Where a draft stands."""

    OPEN = "open"
    FROZEN = "frozen"
    TAKEN_BACK = "taken_back"


class Draft(models.Model):
    """A copy of a region's files in which the next release is prepared."""

    region = models.CharField(max_length=100)
    state = models.CharField(max_length=12, default=State.OPEN.value)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")  # the one that freezes it
    reason = models.CharField(max_length=500, blank=True)  # of the release
    release = models.CharField(max_length=40, blank=True)  # R3-7c1e5b90, once it is frozen

    class Meta:
        """Listed by region, newest first."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=["region", "state"], name="draft_region"),)

    def __str__(self) -> str:
        return f"{self.region} {self.pk}: {self.state}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("data:draft", args=(self.region, self.pk))

    @property
    def folder(self) -> Path:
        """Its files, as a region's folder has them."""
        return drafts_folder(self.region) / str(self.pk)

    @property
    def base(self) -> Path:
        """What the region's files were when it began: paths and hashes."""
        return self.folder.with_suffix(".base.json")

    @property
    def busy(self) -> bool:
        """Whether a job is freezing it: nothing may change meanwhile."""
        return self.state == State.OPEN and self.job is not None and not self.job.ended

    @property
    def release_label(self) -> str:
        """R3, once it is frozen."""
        return self.release.partition("-")[0]

    @property
    def open(self) -> bool:
        """Whether it can be changed."""
        return self.state == State.OPEN and not self.busy


class Deed(StrEnum):
    """What someone can do to a draft."""

    UPLOADED = "uploaded"
    REMOVED = "removed"
    CONFIRMED = "confirmed"
    WAIVED = "waived"
    UNWAIVED = "unwaived"
    CARRIED = "carried"
    SUBMITTED = "submitted"
    FROZEN = "frozen"
    TAKEN_BACK = "taken_back"


class Step(models.Model):
    """One thing that someone did to a draft; files are not in the database, so this is where the audit sees them."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="steps")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    deed = models.CharField(max_length=12)
    about = models.CharField(max_length=300, blank=True)  # a file, or how many cells
    detail = models.CharField(max_length=500, blank=True)  # a hash, a reason

    class Meta:
        """In the order of what was done."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.deed} {self.about}"
