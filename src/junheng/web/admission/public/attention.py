"""What waits for a reader in objections: those that nobody has answered, late ones marked."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from junheng.web.access import scope_of
from junheng.web.admission.models import Draw
from junheng.web.people.roles import Right
from junheng.web.shell.attention import Notice

_SHOWN = 5


def notices(request: HttpRequest) -> Iterator[Notice]:
    """One sentence a draw, for the start page."""
    scope = scope_of(request)
    if not scope.has(Right.MANAGE_DRAWS):
        return
    visible = Draw.objects.none()
    for region in sorted(scope.regions):
        visible = visible | Draw.objects.visible_to(scope, region, Right.MANAGE_DRAWS)
    waiting = visible.filter(objections__isnull=False, objections__answered_at=None).only("pk", "key", "region", "title").distinct()
    for draw in waiting[:_SHOWN]:
        yield _notice(draw)


def _notice(draw: Draw) -> Notice:
    waiting = list(draw.objections.filter(answered_at=None).select_related("draw__time_limit").defer("draw__lists", "draw__certificate"))
    late = sum(one.overdue for one in waiting)
    sentence = ngettext(
        "{n} objection to “{title}” waits for its answer", "{n} objections to “{title}” wait for their answers", len(waiting)
    ).format(n=len(waiting), title=draw.title)
    address = reverse("objections:list", args=(draw.region, draw.key))
    due = min((one.due for one in waiting if one.due is not None), default=None)
    detail = _("to be answered by {due}").format(due=due.isoformat()) if due is not None else ""
    return Notice(sentence, address, "miss" if late else "", pgettext("objection", "late") if late else "", detail)
