"""Objections 异议, and within how many days the office answers them. `objecting` alone writes here."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from junheng.web.admission.models import Draw

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: read one way from paper
_GROUPS, _GROUP = 4, 4  # 80 bits


def new_receipt() -> str:
    """A number that nobody guesses: whoever has it reads the answer."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


class TimeLimit(models.Model):
    """Within how many days a draw's objections are answered, and which rule says so."""

    draw = models.OneToOneField(Draw, models.CASCADE, related_name="time_limit")
    days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)  # the rule: title, number, article

    def __str__(self) -> str:
        return f"{self.draw_id}: {self.days}"


class Objection(models.Model):
    """What somebody on the list objects to. Text, contact and who it is are for the office alone."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="objections")
    receipt = models.CharField(max_length=19, unique=True, default=new_receipt)
    public_code = models.CharField(max_length=64)  # of the row, as published
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64)  # the same twice is one objection; a long text is no key
    contact = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    shown_question = models.TextField(blank=True)  # as published, without names; both empty: it only counts
    shown_answer = models.TextField(blank=True)

    class Meta:
        """Oldest first: whoever waits longest stands on top."""

        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["draw", "public_code", "text_sha256"], name="objection_once"),)

    def __str__(self) -> str:
        return f"{self.draw_id}: {self.pk}"

    @property
    def due(self) -> date | None:
        """Until when it is to be answered; None where no rule was stated."""
        limit = getattr(self.draw, "time_limit", None)
        return timezone.localdate(self.received_at) + timedelta(days=limit.days) if limit is not None else None

    @property
    def overdue(self) -> bool:
        """Whether it should have been answered."""
        return self.answered_at is None and self.due is not None and self.due < timezone.localdate()
