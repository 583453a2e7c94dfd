"""The list of a draw: from a file or a release, its columns, and the register that it is held against."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from junheng.certificates import Listing, listing, parse
from junheng.web.access import allow
from junheng.web.admission.changing import change
from junheng.web.admission.finding import draw_of, frame, may_manage
from junheng.web.admission.models import Deed, Draw, Kind, State
from junheng.web.admission.sending import REFUSALS, Problems, problems_of, sent_list, units_of_release
from junheng.web.admission.standing import standing
from junheng.web.audit.looks import record_look
from junheng.web.people.roles import Right
from junheng.web.shell.notes import note

#: The list that a form fills, by what is drawn.
LISTS = {Kind.INSPECTORS: ("sites", "inspectors")}
#: What a column can be said to be; anything else keeps its own name.
ROLES = ("name", "sex", "birth", "identity", "salt", "distinct", "together", "apart", "preset", "reason")


def list_names(draw: Draw) -> tuple[str, ...]:
    """The lists that a draw needs."""
    return LISTS.get(Kind(draw.kind), ("list",))


def version_of(request: HttpRequest) -> int:
    """The version of the draw that the page showed."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() else 0


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.SEE_DRAWS)
def roster(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Who takes part."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS if request.method == "POST" else Right.SEE_DRAWS)
    if request.method == "GET":
        return _page(request, draw)
    wanted = request.POST.get("which", "")
    which = wanted if wanted in list_names(draw) else list_names(draw)[0]
    try:
        if request.POST.get("do") == "release":
            name, people = units_of_release(draw.region)
        else:
            name, people = sent_list(request, request.POST.get("code_column", ""))
        change(
            draw,
            request.user,
            Deed.ROSTER,
            version=version_of(request),
            states=(State.DRAFT,),
            about=_("{n} rows").format(n=len(people.rows)),
            detail=people.sha256,
            lists={**draw.lists, which: people.text},
            file_name=name,
            chances=None,
        )
    except REFUSALS as error:
        return _page(request, draw, problems_of(error), request.POST.get("code_column", ""))
    note(request, _("{n} rows were read. Look at what each column is taken for.").format(n=len(people.rows)))
    return redirect("admission:roster", region, key)


def _page(request: HttpRequest, draw: Draw, wrong: Problems | None = None, code_column: str = "", about: str = "list") -> HttpResponse:
    lists = {name: parse(text) for name, text in draw.lists.items()}
    if lists and request.method == "GET":
        record_look(request, "list", draw, region=draw.region)
    context: dict[str, Any] = {
        "stands": standing(draw),
        "lists": [_shown(name, people) for name, people in lists.items()],
        "wanted": list_names(draw),
        "register": parse(draw.register) if draw.register else None,
        "may_change": may_manage(request, draw) and draw.state == State.DRAFT,
        "from_release": draw.kind in (Kind.SAMPLE, Kind.INSPECTORS),
        "roles": ROLES,
        "wrong": wrong,
        "about": about,
        "code_column": code_column,
        "largest_mb": settings.QUICK_CHECK_LARGEST_FILE // 2**20,
    }
    return render(request, "admission/roster.html", context | frame(draw, {"name": _("List")}), status=422 if wrong else 200)


def _shown(name: str, people: Listing) -> dict[str, Any]:
    return {"name": name, "people": people, "columns": _columns(people), "first": people.rows[:5]}


def _columns(people: Listing) -> list[dict[str, Any]]:
    found = []
    for place, column in enumerate(people.columns):
        values = {row[place] for row in people.rows}
        empty = sum(not row[place] for row in people.rows)
        found.append({"place": place, "name": column, "values": len(values), "empty": empty})
    return found


@never_cache
@require_POST
@allow(Right.MANAGE_DRAWS)
def columns(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Say what columns of a list are."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS)
    which = request.POST.get("which", "list")
    try:
        people = parse(draw.lists.get(which, ""))
        kept = [place for place in range(len(people.columns)) if request.POST.get(f"role-{place}") != "drop" or place == 0]
        heads = [_named(request, place, people.columns[place]) for place in kept]
        fresh = listing(heads, [[row[place] for place in kept] for row in people.rows])
        change(
            draw,
            request.user,
            Deed.ROSTER,
            version=version_of(request),
            states=(State.DRAFT,),
            about=_("columns"),
            detail=fresh.sha256,
            lists={**draw.lists, which: fresh.text},
            chances=None,
        )
    except REFUSALS as error:
        return _page(request, draw, problems_of(error))
    return redirect("admission:roster", region, key)


def _named(request: HttpRequest, place: int, now: str) -> str:
    role = request.POST.get(f"role-{place}", "")
    return role if place and role in ROLES else now


@never_cache
@require_POST
@allow(Right.MANAGE_DRAWS)
def register(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """The register that the list is held against, or none."""
    draw = draw_of(request, region, key, Right.MANAGE_DRAWS)
    try:
        if request.POST.get("do") == "remove":
            name, plain = "", None
        else:
            name, people = sent_list(request, request.POST.get("code_column", ""))
            heads = [column for column in ("code", "name") if column in people.columns]
            plain = listing(heads, [[row[column] for column in heads] for row in people.by_code.values()])
        change(
            draw,
            request.user,
            Deed.REGISTER,
            version=version_of(request),
            states=(State.DRAFT,),
            about=_("{n} rows").format(n=len(plain.rows)) if plain else _("taken away"),
            detail=plain.sha256 if plain else "",
            register=plain.text if plain else "",
            register_name=(request.POST.get("register_name", "").strip() or name)[:200] if plain else "",
        )
    except REFUSALS as error:
        return _page(request, draw, problems_of(error), about="register")
    return redirect("admission:roster", region, key)
