"""Pages on which people are reminded, and on which it is kept who was."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from junheng.web.access import allow, scope_of
from junheng.web.format import language, moment, school_year
from junheng.web.people.roles import Right
from junheng.web.returns import services
from junheng.web.returns.board.page import Round, rounds_of, rows_of, table
from junheng.web.returns.board.rows import BoardRow
from junheng.web.returns.board.views import board_crumb, setting_or_404
from junheng.web.returns.entry.finding import frame
from junheng.web.returns.models import Reminder, Return, State
from junheng.web.returns.setting import Setting
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.download import TYPES, listing_as_file
from junheng.web.tables.filters import Filter
from junheng.web.tables.table import Empty, ListChangedError, Listing, Table, picked


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.SEE_RETURNS)
def remind(request: HttpRequest, region: str) -> HttpResponse:
    """Say who will be reminded, and on a second press remind them; all that are late where nobody was picked."""
    scope, here = scope_of(request), setting_or_404(region)
    if not (scope.may(Right.MANAGE_RETURNS, region) or scope.may(Right.APPROVE_COUNTY, region)):
        raise Http404
    wanted = (request.GET.get("form"), request.GET.get("period"))
    current = next((each for each in rounds_of(request, here) if (each.form.id, each.period) == wanted), None)
    if current is None:
        return redirect("returns:board", region)
    rows = rows_of(request, here, current)
    try:
        chosen = picked(request.POST, table(request, here, current, rows), rows) if _picks(request) else _late(request, rows)
    except ListChangedError:
        return _page(request, here, current, (), wrong=_("The list has changed since you picked all of it. Look at the board again."))
    open_ones = [row for row in chosen if row.waits == "filler"]
    if len(_remindable(request, open_ones)) < len(open_ones):
        return _page(request, here, current, (), wrong=services.NotAllowed().text(language()))
    if "send" not in request.POST or not open_ones:
        return _page(request, here, current, open_ones, left_out=len(chosen) - len(open_ones))
    returns = list(Return.objects.filter(pk__in=[row.pk for row in open_ones]))
    batch = request.POST.get("once", "")[:40] or None
    services.remind(services.Actor.of(request), returns, request.POST.get("text", ""), batch=batch)
    return redirect(f"{reverse('returns:reminders', args=(region,))}?{current.query}")


def _picks(request: HttpRequest) -> bool:
    return request.method == "POST" and bool(request.POST.get("all") or request.POST.get("pick"))


def _late(request: HttpRequest, rows: Sequence[BoardRow]) -> list[BoardRow]:
    """All that are late and the reader's to remind; a county also sees what schools said that have moved away since."""
    late = [row for row in rows if row.late]
    mine = _remindable(request, late)
    return [row for row in late if row.pk in mine]


def _remindable(request: HttpRequest, rows: Sequence[BoardRow]) -> set[int]:
    """Keys of those that the reader may remind."""
    actor = services.Actor.of(request)
    return {ret.pk for ret in Return.objects.filter(pk__in=[row.pk for row in rows]) if services.may_remind(actor, ret)}


def _page(
    request: HttpRequest, here: Setting, current: Round, rows: Sequence[BoardRow], *, left_out: int = 0, wrong: str = ""
) -> HttpResponse:
    late = sum(row.late for row in rows)
    fields = [(name, value) for name in ("pick", "all", "query", "total") for value in request.POST.getlist(name)]
    context = {
        "current": current,
        "rows": rows,
        "late": late,
        "left_out": left_out,
        "wrong": wrong,
        "fields": fields,
        "once": secrets.token_urlsafe(16),
        "text": request.POST.get("text", ""),
        "list": f"{reverse('returns:board', args=(here.region,))}?{current.query}&late=yes&format=xlsx",
        **frame(here, board_crumb(here.region), {"name": _("Remind")}),
    }
    return render(request, "returns/remind.html", context, status=422 if wrong else 200)


@never_cache
@require_GET
@allow(Right.SEE_RETURNS)
def reminders(request: HttpRequest, region: str) -> HttpResponse:
    """Who was reminded of what, when and by whom."""
    here = setting_or_404(region)
    seen = Return.objects.visible_to(scope_of(request), region)
    sent = Reminder.objects.filter(ret__in=seen.values("pk")).select_related("ret", "by")
    for name, field in (("form", "ret__form"), ("period", "ret__period")):
        if request.GET.get(name):
            sent = sent.filter(**{field: request.GET[name]})
    rows = list(sent)
    listing = Listing.of(request, _sent(here, rows), rows)
    if request.GET.get("format") in TYPES:
        return listing_as_file(listing, request.GET["format"], region)
    settled = sum(row.ret.state != State.DRAFT for row in rows)
    headline = ngettext("{n} reminder sent; {settled} are submitted since", "{n} reminders sent; {settled} are submitted since", len(rows))
    context = {
        "listing": listing,
        "headline": headline.format(n=len(rows), settled=settled) if rows else _("Nobody has been reminded yet"),
        **frame(here, board_crumb(region), {"name": _("Reminders")}),
    }
    return render(request, "returns/reminders.html", context)


def _sent(here: Setting, rows: Sequence[Reminder]) -> Table[Reminder]:
    def title(row: Reminder) -> str:
        return f"{here.form(row.ret.form).title(language())} {school_year(row.ret.period)}" if row.ret.form in here.forms else row.ret.form

    def who(row: Reminder) -> str:
        return (row.by.first_name or row.by.get_username()) if row.by is not None else ""

    areas = sorted({(row.ret.area, here.areas.get(row.ret.area, {"name": row.ret.area})["name"]) for row in rows})
    settled = {True: _("Submitted since"), False: _("Still not in")}
    return Table(
        name="reminders",
        title=_("Reminders"),
        columns={
            "place": ListColumn(lambda row: here.name_of(row.ret), pgettext("of a return", "Place"), numeric=False),
            "at": ListColumn(lambda row: moment(row.at), _("Reminded"), numeric=False, first="descending"),
            "by": ListColumn(who, pgettext("reminder", "By"), numeric=False, secondary=True),
            "settled": ListColumn(
                lambda row: settled[row.ret.state != State.DRAFT],
                _("Since then"),
                numeric=False,
                shown=lambda row: Cell(settled[row.ret.state != State.DRAFT], mark="" if row.ret.state != State.DRAFT else "near"),
            ),
            "title": ListColumn(title, _("Return"), numeric=False, secondary=True),
            "text": ListColumn(lambda row: row.text, _("Words"), numeric=False, secondary=True),
            "code": ListColumn(lambda row: row.ret.place, _("Code"), numeric=False, extra=True),
        },
        default="-at",
        tie=lambda row: -row.pk,
        filters=(
            Filter("area", _("County"), areas if len(areas) > 1 else (), lambda row, value: row.ret.area == value),
            Filter(
                "settled",
                _("Since then"),
                [("yes", settled[True]), ("no", settled[False])],
                lambda row, value: (row.ret.state != State.DRAFT) == (value == "yes"),
            ),
        ),
        search=lambda row: (here.name_of(row.ret), row.ret.place),
        href=lambda row: reverse("returns:review", args=(row.ret_id,)),
        empty=Empty(_("Nobody has been reminded yet"), _("On the board, pick the returns that are late and remind them.")),
    )
