"""What waits for a reader in returns: theirs that are due, late or sent back, approvals, and places that are late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from junheng.web.access import scope_of
from junheng.web.format import language, moment, school_year
from junheng.web.people.roles import RIGHTS, Right
from junheng.web.returns.approval.queue import waiting_for
from junheng.web.returns.errors import ReturnError
from junheng.web.returns.models import Cell, CellState, Reminder, Return, State
from junheng.web.returns.setting import setting
from junheng.web.shell.attention import Notice

#: A return that is due within so many days is said to be due soon.
SOON = timedelta(days=7)
#: Returns that are named one by one; beyond, the list of returns has them.
NAMED = 5


def own(request: HttpRequest) -> QuerySet[Return]:
    """Drafts that the reader is the one to fill in: of their unit, or of their very area. A county does not fill in for its schools."""
    scope, found = scope_of(request), Q(pk__in=())
    for held in scope.held:
        if Right.FILL_RETURNS not in RIGHTS[held.role]:
            continue
        found |= Q(region=held.region, unit=held.unit) if held.unit else Q(region=held.region, unit="", area=held.area)
    return Return.objects.filter(found, state=State.DRAFT, opens_on__lte=timezone.localdate())


def pressing(request: HttpRequest) -> QuerySet[Return]:
    """Those of them that are late, due soon or sent back."""
    return own(request).filter(Q(due_at__lt=timezone.now() + SOON) | Q(sent_back_at__isnull=False))


def count(request: HttpRequest) -> int:
    """For the top bar: what the reader is to fill in soon, and to approve."""
    scope = scope_of(request)
    filling = pressing(request).count() if scope.has(Right.FILL_RETURNS) else 0
    approving = scope.has(Right.APPROVE_COUNTY) or scope.has(Right.APPROVE_COMMISSION)
    return filling + (waiting_for(request).count() if approving else 0)


def notices(request: HttpRequest) -> Iterator[Notice]:
    """For the start page."""
    if not request.user.is_authenticated:
        return
    found = pressing(request).order_by("due_at", "pk")
    total = found.count()
    for ret in found[:NAMED]:
        yield from _of_return(ret)
    if total > NAMED:
        more = ngettext("{n} more return is due", "{n} more returns are due", total - NAMED).format(n=total - NAMED)
        yield Notice(more, reverse("returns:list"))
    scope = scope_of(request)
    if scope.has(Right.APPROVE_COUNTY) or scope.has(Right.APPROVE_COMMISSION):
        waiting = waiting_for(request).count()
        if waiting:
            many = ngettext("{n} return waits for your approval", "{n} returns wait for your approval", waiting)
            yield Notice(many.format(n=waiting), reverse("returns:waiting"))
        yield from _late_places(request)


def _of_return(ret: Return) -> Iterator[Notice]:
    try:
        here = setting(ret.region)
        title = f"{here.form(ret.form).title(language())} {school_year(ret.period)}"
    except ReturnError:  # the region or the form was taken away
        return
    back = Cell.objects.filter(ret=ret, state=CellState.SENT_BACK).count() if ret.sent_back_at else 0
    days = (timezone.now() - ret.due_at).days
    if back:
        sentence = ngettext("{n} cell of “{title}” was sent back", "{n} cells of “{title}” were sent back", back)
        sentence, word = sentence.format(n=back, title=title), _("Sent back")
    elif ret.late:
        sentence = ngettext("“{title}” is {n} day late", "“{title}” is {n} days late", days) if days else _("“{title}” is late since today")
        sentence, word = sentence.format(n=days, title=title), _("Late")
    else:
        sentence, word = _("“{title}” is due {when}").format(title=title, when=moment(ret.due_at)), _("Due soon")
    mark = "miss" if ret.late or back else "near"
    yield Notice(sentence, reverse("returns:entry", args=(ret.pk,)), mark, word, " · ".join(reminded(ret)))


def reminded(ret: Return) -> list[str]:
    """Who reminded of a return last, when, and in which words."""
    last = Reminder.objects.filter(ret=ret).select_related("by").order_by("-at").first() if ret.state == State.DRAFT else None
    if last is None:
        return []
    who = (last.by.first_name or last.by.get_username()) if last.by is not None else _("The commission")
    said = _("{who} reminded you on {when}").format(who=who, when=moment(last.at))
    return [said, last.text] if last.text else [said]


def _late_places(request: HttpRequest) -> Iterator[Notice]:
    """Places that are late where the reader may remind them, by form and period."""
    scope, now = scope_of(request), timezone.now()
    for region in sorted(scope.regions):
        managing = scope.may(Right.MANAGE_RETURNS, region)
        right = Right.MANAGE_RETURNS if managing else Right.APPROVE_COUNTY
        late = Return.objects.visible_to(scope, region, right).filter(state=State.DRAFT, due_at__lt=now)
        if not managing:
            late = late.exclude(form__in=_past_the_county(region))
        rounds: dict[tuple[str, str], int] = {}
        for key in late.values_list("form", "period"):
            rounds[key] = rounds.get(key, 0) + 1
        for (form, period), n in sorted(rounds.items(), key=lambda each: -each[1])[:NAMED]:
            yield from _late_round(region, form, period, n)


def _past_the_county(region: str) -> list[str]:
    """Forms that the commission alone approves: their counties fill them in themselves."""
    try:
        return [form.id for form in setting(region).forms.values() if "county" not in form.approvals]
    except ReturnError:
        return []


def _late_round(region: str, form: str, period: str, n: int) -> Iterator[Notice]:
    try:
        title = f"{setting(region).form(form).title(language())} {school_year(period)}"
    except ReturnError:
        return
    address = f"{reverse('returns:board', args=(region,))}?form={form}&period={period}&late=yes"
    many = ngettext("{n} place is late with “{title}”", "{n} places are late with “{title}”", n)
    yield Notice(many.format(n=n, title=title), address, "miss", _("Late"))
