"""What waits for whoever looks after plans: items that are late or due soon, on the start page."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from junheng.reports.plan import pace
from junheng.web.access import scope_of
from junheng.web.format import moment
from junheng.web.people.roles import Right
from junheng.web.plans.finding import may_manage
from junheng.web.plans.models import Plan
from junheng.web.plans.reminding import dues_of
from junheng.web.plans.standing import standings
from junheng.web.shell.attention import Notice

#: Plans that the start page speaks of; the workspace has them all.
NAMED = 3


def notices(request: HttpRequest) -> Iterator[Notice]:
    """For the start page."""
    if not request.user.is_authenticated:
        return
    seen = Plan.objects.visible_to(scope_of(request), Right.MANAGE_PLANS).standing()
    for plan in [plan for plan in seen if may_manage(request, plan.region)][:NAMED]:
        dues = dues_of(standings(plan))
        late = sum(due.late for due in dues)
        soon = len(dues) - late
        if not dues:
            continue
        sentence = pressing_sentence(late, soon)
        sentence = _("“{title}”: {what}").format(title=plan.title, what=sentence)
        last = max((reminder.at for due in dues for reminder in due.reminders), default=None)
        detail = _("Last reminded on {when}").format(when=moment(last)) if last else pgettext("plan", "Nobody has been reminded yet")
        mark, word = ("miss", pgettext("plan", "Late")) if late else ("near", _("Due soon"))
        yield Notice(sentence, reverse("plans:reminders", args=(plan.region, plan.pk)), mark, word, detail)


def pressing_sentence(late: int, soon: int) -> str:
    """How many items are late, and how many due soon."""
    places = {"late": late, "soon": soon, "days": pace().soon_days}
    if late and soon:
        return _("Late or behind: {late}; due within {days} days: {soon}").format(**places)
    if late:
        return ngettext("{late} item is late or behind", "{late} items are late or behind", late).format(**places)
    return ngettext("{soon} item is due within {days} days", "{soon} items are due within {days} days", soon).format(**places)
