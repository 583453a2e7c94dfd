"""Returns, their cells, and what was said about findings. Nothing but `services` writes here."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from junheng.web.people.roles import Right

if TYPE_CHECKING:
    from junheng.web.people.scope import Scope


class State(StrEnum):
    """Where a return stands; a return with cells that were sent back is a draft again."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    COUNTY_APPROVED = "county_approved"
    COMMISSION_APPROVED = "commission_approved"
    RELEASED = "released"


class CellState(StrEnum):
    """Where a cell stands: an approval stays when other cells go back."""

    OPEN = "open"
    SENT_BACK = "sent_back"
    COUNTY_APPROVED = "county_approved"
    COMMISSION_APPROVED = "commission_approved"


class ReturnQuerySet(models.QuerySet["Return"]):
    """Returns as readers may see them."""

    def visible_to(self, scope: Scope, region: str, right: Right = Right.SEE_RETURNS) -> ReturnQuerySet:
        """Those of a region whose place lies where the reader holds a right, as the region is today.

        Who may only look sees besides what units said while they lay there: a county keeps the old returns of a school that moved.
        """
        found = self.filter(region=region)
        if not scope.may(right, region):
            return found.none()
        areas, units = scope.areas(region, right), scope.units(region, right)
        if areas is None or units is None:
            return found
        by_area = models.Q(area__in=areas) if right is Right.SEE_RETURNS else models.Q(unit="", area__in=areas)
        return found.filter(by_area | models.Q(unit__in=units))

    def current(self) -> ReturnQuerySet:
        """Only the latest revision of each."""
        same = {name: models.OuterRef(name) for name in ("region", "form", "period", "unit", "area")}
        return self.exclude(models.Exists(Return.objects.filter(**same, revision__gt=models.OuterRef("revision"))))


class Return(models.Model):
    """One form of one place for one period. A correction after the release is a further revision."""

    region = models.CharField(max_length=100)
    form = models.CharField(max_length=100)
    period = models.CharField(max_length=10)  # 2025, 2025-09 or 2025-09-01
    unit = models.CharField(max_length=100, blank=True)  # who fills it in; empty where an area does
    area = models.CharField(max_length=100)  # that fills it in, or in which the unit lay in the period
    revision = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=500, blank=True)  # of a correction
    fingerprint = models.CharField(max_length=64)  # of the form as it was declared when this was opened
    state = models.CharField(max_length=20, default=State.DRAFT.value)
    version = models.PositiveIntegerField(default=1)  # grows with every write
    nothing = models.BooleanField(default=False)  # "nothing to report", as an answer
    opens_on = models.DateField()
    due_at = models.DateTimeField()
    opened_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    county_approved_at = models.DateTimeField(null=True)
    county_approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    commission_approved_at = models.DateTimeField(null=True)
    commission_approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_back_at = models.DateTimeField(null=True)  # while cells wait for the one who fills in
    sent_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    release_hash = models.CharField(max_length=64, blank=True)
    release_label = models.CharField(max_length=20, blank=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        """One return a place, period and revision."""

        constraints = (models.UniqueConstraint(fields=["region", "form", "period", "unit", "area", "revision"], name="return_once"),)
        indexes = (
            models.Index(fields=["region", "form", "period", "state"], name="return_board"),
            models.Index(fields=["region", "unit"], name="return_unit"),
            models.Index(fields=["region", "area"], name="return_area"),
        )

    def __str__(self) -> str:
        return self.path

    @property
    def place(self) -> str:
        """Code of the unit or area that fills it in."""
        return self.unit or self.area

    @property
    def path(self) -> str:
        """How a release names it as the source of a figure."""
        return self.path_of(self.revision)

    def path_of(self, revision: int) -> str:
        """The same of one of its revisions."""
        path = f"returns/{self.form}/{self.place}/{self.period}"
        return path if revision == 1 else f"{path}/{revision}"

    @property
    def late(self) -> bool:
        """Whether it is due and not yet submitted."""
        return self.state == State.DRAFT and self.due_at < timezone.now()


class Cell(models.Model):
    """One answer. A cell that nobody has touched has no row."""

    ret = models.ForeignKey(Return, models.CASCADE, related_name="cells")
    table = models.CharField(max_length=50)
    row = models.CharField(max_length=50)
    column = models.CharField(max_length=50)
    value = models.CharField(max_length=500, blank=True)  # numbers as plain digits; what is no number as it was typed
    nothing = models.BooleanField(default=False)  # "nothing to report", as an answer
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=20, default=CellState.OPEN.value)
    comment = models.CharField(max_length=1000, blank=True)  # why it was sent back
    commented_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    commented_at = models.DateTimeField(null=True)
    source = models.JSONField(null=True)  # where a value that nobody typed came from: release, file, row, column
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """One row an address."""

        constraints = (models.UniqueConstraint(fields=["ret", "table", "row", "column"], name="cell_once"),)

    def __str__(self) -> str:
        return f"{self.address} = {self.value}"

    @property
    def address(self) -> str:
        """``table/row/column``."""
        return f"{self.table}/{self.row}/{self.column}"


class Explanation(models.Model):
    """Why a soft finding is right as it is; it holds for the value that was explained."""

    ret = models.ForeignKey(Return, models.CASCADE, related_name="explanations")
    check_id = models.CharField(max_length=100)
    table = models.CharField(max_length=50)
    row = models.CharField(max_length=50, blank=True)  # empty where the check looks at a table as a whole
    column = models.CharField(max_length=50)
    value = models.CharField(max_length=500)  # of the cell then
    text = models.CharField(max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        """One a finding."""

        constraints = (models.UniqueConstraint(fields=["ret", "check_id", "table", "row", "column"], name="explanation_once"),)

    def __str__(self) -> str:
        return f"{self.check_id} at {self.table}/{self.row}/{self.column}: {self.text}"


class Reminder(models.Model):
    """That somebody was reminded of a return: shown on the site to whoever fills it in until it is submitted, and kept."""

    ret = models.ForeignKey(Return, models.CASCADE, related_name="reminders")
    batch = models.CharField(max_length=40)  # the same for all that went out together
    text = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        """A second click reminds nobody twice."""

        constraints = (models.UniqueConstraint(fields=["ret", "batch"], name="reminder_once"),)

    def __str__(self) -> str:
        return f"{self.ret.path} at {self.at:%Y-%m-%d %H:%M}"
