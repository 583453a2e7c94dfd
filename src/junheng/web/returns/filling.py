"""What else people write while they fill in: explanations, "nothing to report", rows taken out, approved cells taken up again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from junheng.language import Text
from junheng.packs.forms.checking import key_of
from junheng.web.returns.actor import Actor
from junheng.web.returns.context import findings_of
from junheng.web.returns.errors import ReturnError, WrongState
from junheng.web.returns.models import Cell, CellState, Explanation, Return
from junheng.web.returns.saving import APPROVED, draft, touch
from junheng.web.returns.setting import setting

CANNOT_BE_NOTHING = Text("这张表不能整表报“无”。", "This return cannot say that there is nothing to report.")
ROWS_CHANGED = Text("有人刚改过要删的行，没有删除。", "Someone has just changed a row that was to go; nothing was taken out.")
NO_TEXT = Text("说明不能为空。", "An explanation needs words.")
NO_FINDING = Text("没有需要说明的这一项，或数值已改动。", "There is no such finding any more, or its value has changed.")
_APPROVED = (CellState.COUNTY_APPROVED.value, CellState.COMMISSION_APPROVED.value)


@dataclass(frozen=True, slots=True)
class Said:
    """An explanation for a soft finding."""

    check: str
    table: str
    row: str
    column: str
    value: str  # of the finding: it holds for this value only
    text: str


def explain(actor: Actor, ret: Return, said: Iterable[Said]) -> Return:
    """Explain soft findings of a draft; an earlier explanation of the same finding is replaced.

    Raises
    ------
    ReturnError
        One of them is empty, or about a finding that is not there: then none is written.
    """
    with transaction.atomic():
        current = draft(actor, ret)
        there = {key_of(finding) for finding in findings_of(current) if finding["severity"] == "soft"}
        for each in said:
            if not each.text.strip():
                raise ReturnError(NO_TEXT)
            if (each.check, each.table, each.row, each.column, each.value) not in there:
                raise ReturnError(NO_FINDING)
            Explanation.objects.update_or_create(
                ret=current,
                check_id=each.check,
                table=each.table,
                row=each.row,
                column=each.column,
                defaults={"value": each.value, "text": each.text.strip()[:1000], "by": actor.user, "at": timezone.now()},
            )
        touch(current)
        return current


def mark_nothing(actor: Actor, ret: Return, *, nothing: bool) -> Return:
    """Answer a whole return by "nothing to report", or take that answer back. Cells that were filled in stay, and are findings."""
    with transaction.atomic():
        current = draft(actor, ret)
        if nothing and not setting(ret.region).form(ret.form).nothing:
            raise ReturnError(CANNOT_BE_NOTHING)
        if current.nothing != nothing:
            touch(current, nothing=nothing)
        return current


def delete_rows(actor: Actor, ret: Return, table: str, rows: Collection[str], *, version: int) -> Return:
    """Take free rows out of a draft.

    Parameters
    ----------
    actor, ret, table, rows
        Rows that are gone already are no error.
    version
        Of the return that the actor saw; where one of the rows was changed by someone else since, nothing is taken out.
    """
    with transaction.atomic():
        current = draft(actor, ret)
        layout = setting(ret.region).layout(current)
        if not any(each["id"] == table and each["free"] for each in layout["tables"]):
            raise ReturnError(Text("这张表的行是固定的。", "The rows of this table are fixed."))
        cells = Cell.objects.filter(ret=current, table=table, row__in=rows)
        if cells.filter(state__in=_APPROVED).exists():
            raise WrongState(APPROVED)
        others = cells.exclude(changed_by=actor.user).filter(changed_by__isnull=False)
        if version != current.version and others.exists():
            raise WrongState(ROWS_CHANGED)
        if cells.delete()[0]:
            Explanation.objects.filter(ret=current, table=table, row__in=rows).delete()
            touch(current)
        return current


def reopen(actor: Actor, ret: Return, addresses: Collection[str]) -> Return:
    """Take up approved cells of a draft again, since correcting one cell may need another; they lose their approval."""
    with transaction.atomic():
        current = draft(actor, ret)
        chosen = [cell.pk for cell in Cell.objects.filter(ret=current, state__in=_APPROVED) if cell.address in addresses]
        if Cell.objects.filter(pk__in=chosen).update(state=CellState.OPEN):
            touch(current)
        return current
