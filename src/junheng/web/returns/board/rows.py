"""The returns of a form and period as a board shows them: where each waits, and for how long it has been late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from junheng.packs.forms import Form
from junheng.web.returns.models import Cell, CellState, Explanation, Reminder, Return, State
from junheng.web.returns.setting import Setting

_FIELDS = ("pk", "unit", "area", "state", "revision", "due_at", "sent_back_at", "submitted_at")


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One return."""

    pk: int
    place: str  # code
    name: str
    area: str  # code
    area_name: str
    state: str
    waits: str  # for whom: filler, county, commission or release; empty where for nobody any more
    revision: int
    due_at: datetime
    late: bool
    days: int  # whole days late
    sent_back: int  # cells
    explained: int  # findings with an explanation
    submitted_at: datetime | None
    reminded_at: datetime | None
    reminders: int


def board_rows(here: Setting, form: Form, returns: QuerySet[Return]) -> list[BoardRow]:
    """Rows of all returns of one form and period that a reader sees, in no order."""
    now = timezone.now()
    same = {"ret__in": returns.values("pk")}
    back = _counts(Cell.objects.filter(**same, ret__sent_back_at__isnull=False, state=CellState.SENT_BACK))
    explained = _counts(Explanation.objects.filter(**same))
    reminded = {
        pk: (at, n) for pk, at, n in Reminder.objects.filter(**same).values_list("ret").annotate(at=Max("at"), n=Count("pk")).order_by()
    }
    rows = []
    for pk, unit, area, state, revision, due_at, sent_back_at, submitted_at in returns.values_list(*_FIELDS):
        late = state == State.DRAFT and due_at < now
        at, times = reminded.get(pk, (None, 0))
        rows.append(
            BoardRow(
                pk=pk,
                place=unit or area,
                name=_name(here.units if unit else here.areas, unit or area),
                area=area,
                area_name=_name(here.areas, area),
                state=state,
                waits=waits(form, state),
                revision=revision,
                due_at=due_at,
                late=late,
                days=(now - due_at).days if late else 0,
                sent_back=back.get(pk, 0) if sent_back_at else 0,
                explained=explained.get(pk, 0),
                submitted_at=submitted_at,
                reminded_at=at,
                reminders=times,
            )
        )
    return rows


def waits(form: Form, state: str) -> str:
    """For whom a return in a state waits."""
    if state == State.DRAFT:
        return "filler"
    if state == State.SUBMITTED:
        return form.approvals[0]
    if state == State.COUNTY_APPROVED:
        return "commission" if "commission" in form.approvals else ""
    if state == State.COMMISSION_APPROVED:
        return "release" if any(table.into for table in form.tables) else ""
    return ""


def _counts(found: QuerySet) -> Mapping[int, int]:
    return dict(found.values_list("ret").annotate(n=Count("pk")).order_by())


def _name(rows: Mapping[str, Mapping], code: str) -> str:
    return rows[code]["name"] if code in rows else code


@dataclass(frozen=True, slots=True)
class AreaCounts:
    """How the returns of one area stand."""

    area: str
    name: str
    total: int
    late: int
    days: int  # of the one that is latest
    drafts: int  # not late
    sent_back: int  # returns with cells that were sent back, of those in `late` and `drafts`
    county: int  # that wait there
    commission: int
    done: int  # approved by all, released too


def by_area(rows: Iterable[BoardRow]) -> list[AreaCounts]:
    """Counts by area, first those with the most that are late."""
    groups: dict[str, list[BoardRow]] = {}
    for row in rows:
        groups.setdefault(row.area, []).append(row)
    counts = [_counted(group) for group in groups.values()]
    return sorted(counts, key=lambda each: (-each.late, -each.days, -each.drafts, each.area))


def _counted(group: list[BoardRow]) -> AreaCounts:
    return AreaCounts(
        area=group[0].area,
        name=group[0].area_name,
        total=len(group),
        late=sum(row.late for row in group),
        days=max(row.days for row in group),
        drafts=sum(row.waits == "filler" and not row.late for row in group),
        sent_back=sum(row.sent_back > 0 for row in group),
        county=sum(row.waits == "county" for row in group),
        commission=sum(row.waits == "commission" for row in group),
        done=sum(row.waits in ("release", "") for row in group),
    )
