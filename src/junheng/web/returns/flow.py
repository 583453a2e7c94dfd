"""The way of a return: submitted, approved, sent back."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone

from junheng.language import Text
from junheng.packs.forms.checking import unexplained
from junheng.web.people.roles import Right
from junheng.web.returns.actor import Actor
from junheng.web.returns.context import explanations_of, findings_of
from junheng.web.returns.errors import ChecksFailed, ReturnError, WrongState
from junheng.web.returns.models import Cell, CellState, Return, State
from junheng.web.returns.releasing import under_way
from junheng.web.returns.saving import touch
from junheng.web.returns.setting import setting

CHANGED = Text(
    "在您查看之后，这张表又有改动（{by}）：请看过最新内容再提交。",
    "This return has changed since you looked at it ({by}): look again, then submit.",
)
NOT_WAITING = Text("这张表现在不在审核环节。", "This return is not waiting for approval.")
SAME_PERSON = Text("提交人不能审核自己提交的表。", "Whoever submitted a return cannot approve it.")
NO_COMMENT = Text("退回须写明原因。", "Say why it goes back.")
SEEN_BEFORE = Text(
    "在您查看之后，这张表又有改动：请看过最新内容再决定。", "This return has changed since you looked at it: look again, then decide."
)
NOT_APPROVED = Text("这张表没有可以撤回的审核。", "There is no approval of this return to withdraw.")
BEING_RELEASED = Text("正在用这张表发布版次，此时不能改动。", "A release is being made of this return just now; it stays as it is.")
STARTED = Text("已开始审核，不能撤回；请审核人退回。", "Approval has begun; ask the approver to send it back.")

#: Where a return waits for whom, and what the approval makes of it.
_STEPS: Mapping[str, tuple[Right, str, str]] = {
    "county": (Right.APPROVE_COUNTY, State.COUNTY_APPROVED.value, CellState.COUNTY_APPROVED.value),
    "commission": (Right.APPROVE_COMMISSION, State.COMMISSION_APPROVED.value, CellState.COMMISSION_APPROVED.value),
}


def submit(actor: Actor, ret: Return, *, version: int | None = None) -> Return:
    """Hand a draft in; saying it twice does it once.

    Raises
    ------
    ChecksFailed
        Hard findings stand, or soft ones that nobody explained.
    WrongState
        Someone changed it since the version that the actor saw.
    """
    actor.need(Right.FILL_RETURNS, ret)
    with transaction.atomic():
        current = Return.objects.select_for_update().get(pk=ret.pk)
        if current.state != State.DRAFT:
            return current
        if version is not None and version != current.version:
            raise WrongState(CHANGED.format(by=_last_writer(current)))
        standing = unexplained(findings_of(current), explanations_of(current))
        if standing:
            raise ChecksFailed(standing)
        touch(current, state=State.SUBMITTED, submitted_at=timezone.now(), submitted_by=actor.user, sent_back_at=None, sent_back_by=None)
        Cell.objects.filter(ret=current, state=CellState.SENT_BACK).update(state=CellState.OPEN)
        return current


def _last_writer(ret: Return) -> str:
    cell = Cell.objects.filter(ret=ret, changed_by__isnull=False).select_related("changed_by").order_by("-changed_at").first()
    return cell.changed_by.get_username() if cell is not None else "–"


def withdraw(actor: Actor, ret: Return) -> Return:
    """Take a submitted return back, as long as nobody has approved any of its cells since."""
    actor.need(Right.FILL_RETURNS, ret)
    with transaction.atomic():
        current = Return.objects.select_for_update().get(pk=ret.pk)
        if current.state == State.DRAFT:
            return current
        if current.state != State.SUBMITTED:
            raise WrongState(STARTED)
        touch(current, state=State.DRAFT, submitted_at=None, submitted_by=None)
        return current


def waits_for(ret: Return) -> str | None:
    """Whose approval a return waits for: county, commission or nobody's."""
    approvals = setting(ret.region).form(ret.form).approvals
    if ret.state == State.SUBMITTED:
        return approvals[0]
    if ret.state == State.COUNTY_APPROVED:
        return "commission" if "commission" in approvals else None
    return None


def approve(actor: Actor, ret: Return, cells: Collection[str] | None = None, *, version: int | None = None) -> Return:
    """Approve a return, or only some of its cells by address; the return moves on once all of them are.

    Saying it twice does it once.

    Raises
    ------
    WrongState
        It waits for no approval, or has changed since the version that the actor saw.
    """
    with transaction.atomic():
        current, step = _waiting(actor, ret)
        if current is None or step is None:
            return Return.objects.get(pk=ret.pk)
        _right, state, cell_state = _STEPS[step]
        waiting = _unapproved(current, step)
        chosen = [cell for cell in waiting if cells is None or cell.address in cells]
        if cells is not None and not chosen:
            return current
        _check_version(current, version)
        Cell.objects.filter(pk__in=[cell.pk for cell in chosen]).update(state=cell_state)
        if len(chosen) == len(waiting):
            touch(current, state=state, **{f"{step}_approved_at": timezone.now(), f"{step}_approved_by": actor.user})
        else:
            touch(current)
        return current


def _unapproved(ret: Return, step: str) -> list[Cell]:
    """Cells that still wait for a step's approval."""
    done = [CellState.COMMISSION_APPROVED] if step == "commission" else [CellState.COUNTY_APPROVED, CellState.COMMISSION_APPROVED]
    return list(Cell.objects.filter(ret=ret).exclude(state__in=done))


def take_back(actor: Actor, ret: Return) -> Return:
    """Withdraw the newest approval of a return before anybody has taken the next step: the cells that it approved wait again.

    Raises
    ------
    WrongState
        Nobody has approved it, or it is released, or about to be.
    """
    with transaction.atomic():
        current = Return.objects.select_for_update().get(pk=ret.pk)
        step = {State.COUNTY_APPROVED.value: "county", State.COMMISSION_APPROVED.value: "commission"}.get(current.state)
        if step is None:
            raise WrongState(NOT_APPROVED)
        right, _state, cell_state = _STEPS[step]
        actor.need(right, current)
        if under_way(current):
            raise WrongState(BEING_RELEASED)
        before = State.SUBMITTED.value, CellState.OPEN.value
        if step == "commission" and "county" in setting(ret.region).form(ret.form).approvals:
            before = State.COUNTY_APPROVED.value, CellState.COUNTY_APPROVED.value
        Cell.objects.filter(ret=current, state=cell_state).update(state=before[1])
        touch(current, state=before[0], **{f"{step}_approved_at": None, f"{step}_approved_by": None})
        return current


def _check_version(ret: Return, version: int | None) -> None:
    if version is not None and version != ret.version:
        raise WrongState(SEEN_BEFORE)


def send_back(actor: Actor, ret: Return, comments: Mapping[str, str], *, approve_rest: bool = False, version: int | None = None) -> Return:
    """Give cells back to the one who fills in, each with a comment; approvals of all other cells stay.

    Parameters
    ----------
    actor
        Who has the right of the step at which the return waits.
    ret
        Submitted or approved, and not yet released.
    comments
        Address of a cell -> why.
    approve_rest
        Approve all other cells at this step.
    version
        Of the return that the actor saw; where it has changed since, nothing is done.
    """
    if not comments or not all(comment.strip() for comment in comments.values()):
        raise ReturnError(NO_COMMENT)
    with transaction.atomic():
        current, step = _waiting(actor, ret, again=True)
        if current is None or step is None:
            raise WrongState(NOT_WAITING)
        _check_version(current, version)
        if under_way(current):
            raise WrongState(BEING_RELEASED)
        now = timezone.now()
        said = {"state": CellState.SENT_BACK.value, "commented_by": actor.user, "commented_at": now}
        for address, comment in comments.items():
            table, row, column = address.split("/")
            Cell.objects.update_or_create(ret=current, table=table, row=row, column=column, defaults={**said, "comment": comment.strip()})
        if approve_rest:
            rest = [cell.pk for cell in _unapproved(current, step) if cell.state != CellState.SENT_BACK]
            Cell.objects.filter(pk__in=rest).update(state=_STEPS[step][2])
        touch(current, state=State.DRAFT, sent_back_at=now, sent_back_by=actor.user)
        return current


def _waiting(actor: Actor, ret: Return, *, again: bool = False) -> tuple[Return | None, str | None]:
    """The return as it is now and the step that it waits for, where the actor may take it; nothing where it was taken already.

    With `again`, the commission's step also for what it has approved and nobody released yet.
    """
    current = Return.objects.select_for_update().get(pk=ret.pk)
    step = "commission" if again and current.state == State.COMMISSION_APPROVED else waits_for(current)
    if step is None or not actor.may(_STEPS[step][0], current):
        taken = current.state in (State.COUNTY_APPROVED, State.COMMISSION_APPROVED, State.RELEASED)
        if taken and any(actor.may(_STEPS[each][0], current) for each in _STEPS):
            return None, None
        if step is not None:
            actor.need(_STEPS[step][0], current)
        raise WrongState(NOT_WAITING)
    if actor.user is not None and current.submitted_by_id == actor.user.pk:
        raise ReturnError(SAME_PERSON)
    return current, step
