"""Views of a list that somebody named to come back to."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """What one person chose on one page: filters, search, order, columns."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=300)  # its path
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=2000, blank=True)  # without the question mark
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        """A name stands for one view of a page."""

        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["user", "page", "name"], name="saved_view_once"),)

    def __str__(self) -> str:
        return f"{self.name}: {self.page}?{self.query}"

    @property
    def address(self) -> str:
        """Where it shows; the view's own number goes with it."""
        return f"{self.page}?{self.query}{'&' if self.query else ''}view={self.pk}"
