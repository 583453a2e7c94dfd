"""What the entry page writes: each address does one thing, by one service."""

from __future__ import annotations

from django.views.decorators.http import require_POST

from junheng.web.access import allow
from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.returns import services
from junheng.web.returns.actor import Actor
from junheng.web.returns.description import standing
from junheng.web.returns.entry.here import call_in
from junheng.web.returns.entry.now import changes_since
from junheng.web.returns.entry.request import Body, Json, answers_json
from junheng.web.returns.models import Return


@require_POST
@allow(Right.FILL_RETURNS)
@answers_json
def cells(actor: Actor, ret: Return, body: Body) -> Json:
    """Write cells; what became of each."""
    saved = services.save_cells(actor, ret, body.changes())
    return {
        "version": saved.version,
        "cells": {address: {"version": version, "value": value} for address, (version, value) in saved.cells.items()},
        "conflicts": {
            each.address: {"value": each.theirs, "nothing": each.theirs_nothing, "version": each.version, "by": each.by, "at": each.at}
            for each in saved.conflicts
        },
        "refused": {address: text(language()) for address, text in saved.refused.items()},
    }


@require_POST
@allow(Right.FILL_RETURNS)
@answers_json
def rows(actor: Actor, ret: Return, body: Body) -> Json:
    """Take free rows out."""
    return {"version": services.delete_rows(actor, ret, body.text("table"), body.texts("rows"), version=body.number("version")).version}


@require_POST
@allow(Right.FILL_RETURNS)
@answers_json
def say(actor: Actor, ret: Return, body: Body) -> Json:
    """Explain findings."""
    return {"version": services.explain(actor, ret, body.said()).version}


@require_POST
@allow(Right.FILL_RETURNS)
@answers_json
def nothing(actor: Actor, ret: Return, body: Body) -> Json:
    """Answer the whole return by "nothing to report", or take that back."""
    return {"version": services.mark_nothing(actor, ret, nothing=body.yes("nothing")).version}


@require_POST
@allow(Right.FILL_RETURNS)
@answers_json
def reopen(actor: Actor, ret: Return, body: Body) -> Json:
    """Take up approved cells again."""
    return {"version": services.reopen(actor, ret, body.texts("addresses")).version}


@require_POST
@allow(Right.FILL_RETURNS)
@answers_json
def submit(actor: Actor, ret: Return, body: Body) -> Json:
    """Hand the return in as the page has it."""
    return {"return": standing(services.submit(actor, ret, version=body.number("version")))}


@require_POST
@allow(Right.SEE_RETURNS)
@answers_json
def now(actor: Actor, ret: Return, body: Body) -> Json | None:
    """Say where one is; who else is there, and what has been written meanwhile. 204 where all is as the page knows it."""
    there = call_in(ret.pk, actor.user, body.text("cell")[:200]) if actor.may(Right.FILL_RETURNS, ret) else []
    changes = changes_since(ret, body.number("version"), body.moment("since"))
    if changes is None and there == body.people():
        return None
    return {"people": there, "changes": changes}
