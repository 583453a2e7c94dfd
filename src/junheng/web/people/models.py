"""Which role someone has and where, their invitation, and failures to sign in."""

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


class Invitation(models.Model):
    """An open way in for one person: whoever has the link sets the password, once. The link itself is nowhere kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitation")
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the token
    made = models.DateTimeField()
    valid_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"invitation of user {self.user_id} until {self.valid_until:%Y-%m-%d}"


class FailedLogin(models.Model):
    """One wrong password; old ones are deleted at the next failure."""

    who = models.CharField(max_length=64)  # see `signing_in.digest`
    address = models.GenericIPAddressField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Looked up by who and when."""

        indexes = (models.Index(fields=["who", "address", "at"], name="failed_login_of"),)

    def __str__(self) -> str:
        return f"from {self.address} at {self.at:%Y-%m-%d %H:%M}"
