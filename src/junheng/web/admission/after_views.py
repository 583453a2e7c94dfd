"""After the draw: late arrivals, real class lists, withdrawal, and the deletion of personal data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from junheng.certificates import KIND_TEXT, Certificate, Drift, shown_fraction
from junheng.engines.classes import class_drift, effects
from junheng.language import Text
from junheng.web.access import allow
from junheng.web.admission import sealing
from junheng.web.admission.balance import called
from junheng.web.admission.changing import DrawRefused, begin, change, done_meanwhile
from junheng.web.admission.finding import draw_of, frame, may_manage
from junheng.web.admission.models import Deed, Draw, Kind, State
from junheng.web.admission.roster_views import version_of
from junheng.web.admission.sending import REFUSALS, Problems, problems_of, sent_list
from junheng.web.admission.standing import standing
from junheng.web.audit.looks import record_look
from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.shell.notes import note

#: Rows of a drift that are shown one by one.
SHOWN = 200


@never_cache
@require_GET
@allow(Right.SEE_DRAWS)
def after(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """What can still be done."""
    return _page(request, draw_of(request, region, key))


def _page(
    request: HttpRequest,
    draw: Draw,
    wrong: Problems | None = None,
    found: Drift | None = None,
    about: str = "",
    typed: Mapping[str, str] | None = None,
    moved: Sequence[tuple[str, str, str, str, bool]] = (),
) -> HttpResponse:
    may = may_manage(request, draw)
    own = draw.own
    due = draw.keep_until is None or draw.keep_until < timezone.localdate()
    context: dict[str, Any] = {
        "stands": standing(draw),
        "wrong": wrong,
        "about": about,
        "own": own,
        "may_late": may and draw.decided and draw.kind != Kind.TEAMS and own is not None and bool(own.private),
        "may_teams": may and draw.decided and draw.kind == Kind.CLASSES,
        "may_drift": may and draw.decided and draw.forms_classes and own is not None and bool(own.private),
        "typed": typed or {},
        "effects": moved,
        "may_move": may and draw.decided and draw.kind == Kind.CLASSES and own is not None and bool(own.private),
        "may_withdraw": may and draw.state in (State.SEALED, State.DRAWN, State.PUBLISHED),
        "may_erase": may and draw.erased_at is None and draw.state in (State.PUBLISHED, State.WITHDRAWN),
        "due": due,
        "rows": sum(len(text.splitlines()) - 1 for text in draw.lists.values()),
        "following": draw.following.order_by("pk"),
        "found": found,
        "elsewhere": [(KIND_TEXT[one.kind](language()), one) for one in found.moved[:SHOWN]] if found is not None else (),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "admission/after.html", context | frame(draw, {"name": _("Afterwards")}), status=422 if wrong else 200)


@never_cache
@require_POST
@allow(Right.MANAGE_DRAWS)
def late(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """A further round under the same rules, for people who had none; one at a time."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS)
    try:
        if not draw.decided:
            raise DrawRefused(Text("抽取之后才有补录。", "Late arrivals come after the draw."))
        sealing.refuse_superseded(draw)
    except REFUSALS as error:
        return _page(request, draw, problems_of(error))
    waiting = draw.following.filter(kind=draw.kind, state__in=(State.DRAFT, State.SEALED)).first()
    if waiting is None:
        title = _("{title}, late arrivals").format(title=draw.title)[:200]
        fields = {name: getattr(draw, name) for name in sealing.SAME}
        waiting = begin(request.user, **fields, title=title, previous=draw)
    return redirect("admission:roster", region, waiting.key)


@never_cache
@require_POST
@allow(Right.MANAGE_DRAWS)
def teams(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Teams of teachers for the classes, formed balanced too and drawn by numbers of their own seal; one at a time."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS)
    try:
        sealing.refuse_unless(draw, State.DRAWN, State.PUBLISHED)
    except REFUSALS as error:
        return _page(request, draw, problems_of(error))
    found = draw.following.filter(kind=Kind.TEAMS).exclude(state=State.WITHDRAWN).first()
    if found is None:
        title = _("{title}, teams of teachers").format(title=draw.title)[:200]
        fields = {name: getattr(draw, name) for name in ("region", "area", "unit", "synthetic")}
        found = begin(request.user, **fields, kind=Kind.TEAMS, title=title, previous=draw)
    return redirect("admission:roster", region, found.key)


@never_cache
@require_POST
@allow(Right.MANAGE_DRAWS)
def move(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Move pupils by hand: first what it does to the balance, then, by the digest of what was shown, the certificate."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS)
    typed = {name: request.POST.get(name, "") for name in ("moves", "reason", "digest")}
    try:
        moved, made = sealing.move(draw, request.user, moves=list(_moves(typed["moves"])), reason=typed["reason"], digest=typed["digest"])
    except REFUSALS as error:
        return _page(request, draw, problems_of(error), about="move", typed=typed)
    if made is not None:
        note(request, _("Moved. The new certificate names the reason and the one before."))
        return redirect("admission:results", region, made.key)
    return _page(request, draw, about="move", typed=typed | {"digest": moved.digest}, moved=list(_effects(draw, moved)))


def _moves(typed: str) -> Iterator[tuple[str, int]]:
    for line in filter(None, map(str.strip, typed.splitlines())):
        code, _gap, number = line.replace("，", " ").replace(",", " ").strip().rpartition(" ")
        if not code.strip() or not (number.isascii() and number.isdigit()):
            raise DrawRefused(
                Text("“{line}”应写作：编号 班号，每行一人。", "“{line}”: write the number of the pupil and the class, a line each.").format(
                    line=line
                )
            )
        yield code.strip(), int(number)


def _effects(draw: Draw, moved: Certificate) -> Iterator[tuple[str, str, str, str, bool]]:
    own = draw.own
    for one in effects(own, moved) if own is not None else ():
        shown = (shown_fraction(one.before), shown_fraction(one.after), shown_fraction(one.bound))
        yield called(one.name, language()), *shown, one.after > one.before


@never_cache
@require_POST
@allow(Right.MANAGE_DRAWS)
def drift(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Lay real class lists beside the certificate."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS)
    own = draw.own
    try:
        if own is None:
            raise DrawRefused(Text("还没有证书。", "There is no certificate yet."))
        _name, real = sent_list(request)
        found = class_drift(own, real)
        about = _("{moved} of {n} elsewhere").format(moved=len(found.moved), n=found.compared)
        detail = _("{n} without a reason").format(n=len(found.unexplained))
        change(draw, request.user, Deed.DRIFT, version=draw.version, states=(draw.state,), about=about, detail=detail)
    except REFUSALS as error:
        return _page(request, draw, problems_of(error), about="drift")
    record_look(request, "list", draw, region=draw.region)
    return _page(request, draw, found=found)


@never_cache
@require_POST
@allow(Right.MANAGE_DRAWS)
def withdraw(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Take the draw back, with a reason."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS)
    if draw.state == State.WITHDRAWN:  # a second click
        return redirect(draw)
    try:
        sealing.withdraw(draw, request.user, version=version_of(request), reason=request.POST.get("reason", ""))
    except REFUSALS as error:
        if done_meanwhile(draw, error, State.WITHDRAWN):
            return redirect(draw)
        return _page(request, draw, problems_of(error), about="withdraw")
    note(request, _("Withdrawn. Its seals and the reason stay visible."))
    return redirect(draw)


@never_cache
@require_POST
@allow(Right.MANAGE_DRAWS)
def erase(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Delete the lists; the published certificate stays."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS)
    if draw.erased_at is not None:  # a second click
        return redirect("admission:after", region, key)
    try:
        sealing.erase(draw, request.user, version=version_of(request))
    except REFUSALS as error:
        return _page(request, draw, problems_of(error), about="erase")
    note(request, _("The personal data is deleted. The published certificate can still be verified."))
    return redirect("admission:after", region, key)
