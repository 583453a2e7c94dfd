"""One problem at its cell, with the way to the next, and the list of all."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.tables import Issue, Severity
from junheng.tables.groups import where
from junheng.tables.waivers import waives
from junheng.web.data.checking import Checked
from junheng.web.data.models import Draft
from junheng.web.data.sheet import SheetPart, part_around
from junheng.web.format import language
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.filters import Filter
from junheng.web.tables.table import Action, Empty, Listing, Table


@dataclass(frozen=True)
class IssuePage:
    """Everything on the page."""

    issue: Issue
    where: str
    at: int  # from 1
    all: int
    before: str
    after: str
    group: int  # how many problems have the same cause
    part: SheetPart | None

    @property
    def error(self) -> bool:
        """Whether it blocks."""
        return self.issue.severity is Severity.ERROR


def issue_page(draft: Draft, checked: Checked, at: int) -> IssuePage | None:
    """The problem of that number among those that are open; None where there are fewer."""
    found = checked.open
    if not 1 <= at <= len(found):
        return None
    issue = found[at - 1]
    group = next(group for group in checked.groups if issue in group.issues)
    return IssuePage(
        issue,
        where(issue)(language()),
        at,
        len(found),
        reverse("data:issue", args=(draft.region, draft.pk, at - 1)) if at > 1 else "",
        reverse("data:issue", args=(draft.region, draft.pk, at + 1)) if at < len(found) else "",
        len(group.issues),
        part_around(draft.folder, issue, checked.issues),
    )


@dataclass(frozen=True, slots=True)
class Numbered:
    """An issue with its number in the walk; 0 for one that is waived."""

    at: int
    issue: Issue
    reason: str = ""

    @property
    def key(self) -> str:
        """What a form calls it; it stays the same while others come and go."""
        place = self.issue.place
        return "\x1f".join(str(part) for part in (self.issue.rule, place.file, place.sheet, place.row, place.column, self.issue.value))


def numbered(checked: Checked) -> list[Numbered]:
    """Those that are open, in the order of the walk, then those that somebody let stand."""
    found = [Numbered(at, issue) for at, issue in enumerate(checked.open, start=1)]
    return found + [Numbered(0, issue, next(w.reason for w in checked.waivers if waives(w, issue))) for issue in checked.waived]


def issue_table(draft: Draft, rows: list[Numbered], *, may_change: bool) -> Table[Numbered]:
    """All problems as a list: filtered, picked, given one reason."""
    words = {"error": _("Error"), "warning": _("Warning"), "waived": _("Let stand")}
    marks = {"error": "miss", "warning": "near", "waived": "none"}

    def state(row: Numbered) -> str:
        return "waived" if not row.at else row.issue.severity.value

    rules = sorted({row.issue.rule for row in rows})
    files = sorted({row.issue.place.file for row in rows})
    own = (draft.region, draft.pk)
    return Table(
        name="issues",
        title=_("Problems"),
        columns={
            "where": ListColumn(
                lambda row: row.at or 10**9,
                _("Where"),
                numeric=False,
                shown=lambda row: where(row.issue)(language()),
                taken=lambda row: where(row.issue)(language()),
            ),
            "state": ListColumn(
                lambda row: list(words).index(state(row)),
                _("Severity"),
                numeric=False,
                shown=lambda row: Cell(words[state(row)], mark=marks[state(row)]),
                taken=lambda row: words[state(row)],
            ),
            "message": ListColumn(
                lambda row: row.issue.message(language()),
                _("Problem"),
                numeric=False,
                shown=lambda row: Cell(row.issue.message(language()), under=row.reason or row.issue.remedy(language())),
            ),
            "value": ListColumn(lambda row: row.issue.value, _("As it stands"), numeric=False, secondary=True),
            "rule": ListColumn(
                lambda row: row.issue.rule,
                pgettext("check", "Rule"),
                numeric=False,
                extra=True,
                shown=lambda row: Cell(row.issue.rule, code=True),
            ),
            "remedy": ListColumn(lambda row: row.issue.remedy(language()), _("Remedy"), numeric=False, extra=True),
            "reason": ListColumn(lambda row: row.reason, _("Reason"), numeric=False, extra=True),
        },
        default="where",
        tie=lambda row: row.key,
        filters=(
            Filter("state", _("Severity"), list(words.items()), lambda row, value: state(row) == value),
            Filter("rule", pgettext("check", "Rule"), [(rule, rule) for rule in rules], lambda row, value: row.issue.rule == value),
            Filter("file", _("File"), [(file, file) for file in files], lambda row, value: row.issue.place.file == value),
        ),
        search=lambda row: (where(row.issue)(language()), row.issue.value, row.issue.message(language()), row.reason),
        search_label=_("Cell, value or words"),
        href=lambda row: reverse("data:issue", args=(*own, row.at)) if row.at else "",
        pick=lambda row: row.key,
        actions=(
            Action(_("Let these warnings stand"), reverse("data:waive", args=own)),
            Action(_("Take the reasons back"), reverse("data:unwaive", args=own)),
        )
        if may_change
        else (),
        action_fields="data/reason.html",
        empty=Empty(_("Nothing is wrong"), _("Every row was read and used."), draft.get_absolute_url(), _("Back to the draft")),
    )


def issue_list(request: HttpRequest, draft: Draft, checked: Checked, *, may_change: bool) -> Listing[Numbered]:
    """The list as the request asks to see it."""
    rows = numbered(checked)
    return Listing.of(request, issue_table(draft, rows, may_change=may_change), rows)
