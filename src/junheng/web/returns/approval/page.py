"""A return before those who approve: its steps, its sheet, what may be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.returns import services
from junheng.web.returns.approval.queue import Neighbours, neighbours
from junheng.web.returns.approval.sheet import APPROVED, EMPTY, Sheet, SheetCell, sheet
from junheng.web.returns.audited import STATES
from junheng.web.returns.models import Cell, CellState, Return, State
from junheng.web.returns.setting import Setting

RIGHTS = {"county": Right.APPROVE_COUNTY, "commission": Right.APPROVE_COMMISSION}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a return's way."""

    name: str
    at: datetime | None
    who: str
    standing: str  # done, here or ahead
    detail: str = ""


@dataclass(frozen=True)
class Panel:
    """One cell with all that is known of it."""

    address: str
    name: str
    cell: SheetCell
    kept: Cell | None
    findings: tuple[Any, ...]


@dataclass(frozen=True)
class ApprovalPage:
    """Everything on the page."""

    here: Setting
    ret: Return
    sheet: Sheet
    steps: tuple[Step, ...]
    step: str | None  # whose approval it waits for
    may_decide: bool
    may_send_back: bool
    may_take_back: bool
    queue: Neighbours
    panel: Panel | None

    @cached_property
    def counts(self) -> dict[str, int]:
        """Cells by how they stand for the step that it waits for."""
        cells = [cell for cell in self.sheet.addresses.values() if cell.state != EMPTY]
        done = {CellState.COMMISSION_APPROVED.value} if self.step == "commission" else set(APPROVED)
        return {
            "all": len(cells),
            "approved": sum(cell.state in done for cell in cells),
            "back": sum(cell.state == CellState.SENT_BACK for cell in cells),
            "waiting": sum(cell.state not in done and cell.state != CellState.SENT_BACK for cell in cells),
            "changed": sum(cell.before is not None and "corrected" not in cell.marks for cell in cells),
            "corrected": sum("corrected" in cell.marks for cell in cells),
        }

    @property
    def headline(self) -> str:
        """Where it stands, as a sentence."""
        counts, name = self.counts, self.here.name_of(self.ret)
        if self.ret.state == State.DRAFT and counts["back"]:
            many = ngettext(
                "{name}: {n} cell went back, {approved} stay approved",
                "{name}: {n} cells went back, {approved} stay approved",
                counts["back"],
            )
            return many.format(name=name, n=counts["back"], approved=counts["approved"])
        if self.step is not None and counts["corrected"]:
            many = ngettext(
                "{name}: {n} cell was corrected, {approved} of {all} are approved",
                "{name}: {n} cells were corrected, {approved} of {all} are approved",
                counts["corrected"],
            )
            return many.format(name=name, n=counts["corrected"], approved=counts["approved"], all=counts["all"])
        if self.step is not None:
            return (_("{name} waits for the county") if self.step == "county" else _("{name} waits for the commission")).format(name=name)
        return _("{name}: {state}").format(name=name, state=STATES[self.ret.state](language()))


def approval_page(request: HttpRequest, here: Setting, ret: Return) -> ApprovalPage:
    """Put the page together."""
    actor, step = services.Actor.of(request), services.waits_for(ret)
    own = ret.submitted_by_id is not None and ret.submitted_by_id == request.user.pk
    may_decide = step is not None and actor.may(RIGHTS[step], ret) and not own
    approved = ret.state == State.COMMISSION_APPROVED and actor.may(Right.APPROVE_COMMISSION, ret)
    undoes = {State.COUNTY_APPROVED.value: Right.APPROVE_COUNTY, State.COMMISSION_APPROVED.value: Right.APPROVE_COMMISSION}
    found = sheet(here, ret)
    return ApprovalPage(
        here,
        ret,
        found,
        tuple(steps(here, ret)),
        step,
        may_decide,
        may_decide or (approved and not own),
        ret.state in undoes and actor.may(undoes[ret.state], ret),
        neighbours(request, ret),
        _panel(found, request.GET.get("cell", "")),
    )


def _panel(found: Sheet, address: str) -> Panel | None:
    cell = found.addresses.get(address)
    if cell is None:
        return None
    findings = tuple(each for each in found.findings if each.address == address)
    return Panel(address, found.name_of(address), cell, found.cells.get(address), findings)


def steps(here: Setting, ret: Return) -> Sequence[Step]:
    """The way of a return, with who and when."""
    form = here.form(ret.form)
    release = any(table.into for table in form.tables)
    order = [State.SUBMITTED.value, *(f"{each}_approved" for each in form.approvals), *([State.RELEASED.value] if release else [])]
    reached = order.index(ret.state) + 1 if ret.state in order else 0
    names = {
        State.SUBMITTED.value: pgettext("step", "Submitted"),
        State.COUNTY_APPROVED.value: pgettext("step", "Approved by the county"),
        State.COMMISSION_APPROVED.value: pgettext("step", "Approved by the commission"),
        State.RELEASED.value: pgettext("step", "Released"),
    }
    found = [Step(pgettext("step", "Opened"), ret.opened_at, "", "done")]
    if ret.sent_back_at is not None:
        found.append(Step(pgettext("step", "Sent back"), ret.sent_back_at, _who(ret.sent_back_by), "back"))
    for number, state in enumerate(order):
        standing = "done" if number < reached else "here" if number == reached else "ahead"
        stem = {State.SUBMITTED.value: "submitted", State.RELEASED.value: "released"}.get(state, state)
        at = getattr(ret, f"{stem}_at") if number < reached else None
        who = _who(getattr(ret, f"{stem}_by", None)) if number < reached else ""
        found.append(Step(names[state], at, who, standing, ret.release_label if state == State.RELEASED else ""))
    return found


def _who(user: Any) -> str:
    return "" if user is None else user.first_name or user.get_username()
