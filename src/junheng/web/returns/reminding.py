"""Reminding of returns that are not in. There is no mail: a reminder is a notice on the site, and is kept with who and when."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from django.db import transaction

from junheng.language import Text
from junheng.web.people.roles import Right
from junheng.web.returns.actor import Actor
from junheng.web.returns.errors import NotAllowed, ReturnError
from junheng.web.returns.models import Reminder, Return, State
from junheng.web.returns.setting import setting

NOBODY = Text("所选各表都已提交，不需要催报。", "All of these are submitted: nobody is to be reminded.")


def may_remind(actor: Actor, ret: Return) -> bool:
    """Whoever manages returns, and a county for the returns that it approves."""
    if actor.may(Right.MANAGE_RETURNS, ret):
        return True
    return "county" in setting(ret.region).form(ret.form).approvals and actor.may(Right.APPROVE_COUNTY, ret)


def remind(actor: Actor, returns: Iterable[Return], text: str, *, batch: str | None = None) -> int:
    """Remind whoever fills in those of the returns that are not submitted; how many were reminded.

    Parameters
    ----------
    actor, returns, text
        Who reminds, of what, and what else they say; the text may be empty.
    batch
        Names what goes out together: the same batch again reminds nobody twice.

    Raises
    ------
    NotAllowed
        One of the places is not the actor's.
    ReturnError
        All of them are submitted.
    """
    chosen = list(returns)
    if not all(may_remind(actor, ret) for ret in chosen):
        raise NotAllowed
    batch = batch or secrets.token_urlsafe(16)
    with transaction.atomic():
        open_ones = list(Return.objects.filter(pk__in=[ret.pk for ret in chosen], state=State.DRAFT))
        if not open_ones:
            raise ReturnError(NOBODY)
        known = set(Reminder.objects.filter(batch=batch).values_list("ret_id", flat=True))
        new = [Reminder(ret=ret, batch=batch, text=text.strip()[:500], by=actor.user) for ret in open_ones if ret.pk not in known]
        Reminder.objects.bulk_create(new, batch_size=200)
    return len(new)
