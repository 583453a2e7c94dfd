"""Which role someone has, and where."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Assignment(models.Model):
    """One role of one person in a region: in all of it, in an area with what lies in it, or in one unit."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=20)  # a `Role`
    region = models.CharField(max_length=100)  # name of a loaded region, as in addresses
    area = models.CharField(max_length=100, blank=True)  # empty: the whole region
    unit = models.CharField(max_length=100, blank=True)  # empty: every unit of the area

    class Meta:
        """Nobody has the same role twice in one place."""

        constraints = (models.UniqueConstraint(fields=["user", "role", "region", "area", "unit"], name="assignment_once"),)
        indexes = (models.Index(fields=["region", "area", "unit"], name="assignment_where"),)

    def __str__(self) -> str:
        where = "/".join(part for part in (self.region, self.area, self.unit) if part)
        return f"{self.role} in {where}"
