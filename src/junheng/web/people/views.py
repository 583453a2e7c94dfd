"""Pages about people: whom the reader may see, and what an administrator does about them.

People are numbers in addresses. Whoever lies outside the reader's area is 404, as if there were nobody of that number.
"""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng.web.access import SIGNED_IN, allow, scope_of
from junheng.web.audit.looks import record_look
from junheng.web.format import language
from junheng.web.people import invitations, managing, second_factor, sessions, signing_in
from junheng.web.people.circle import covers, managed, seen
from junheng.web.people.forms import NameForm, NewcomerForm, RoleForm
from junheng.web.people.listing import SEARCH, listing, state_of
from junheng.web.people.models import Assignment
from junheng.web.people.naming import named
from junheng.web.people.roles import RIGHT_NAMES, RIGHTS, ROLE_NAMES, ROLE_PURPOSES, Right, Role
from junheng.web.people.roles_table import RULES, rights_sheet
from junheng.web.people.scope import Held
from junheng.web.shell.notes import note
from junheng.web.tables.download import TYPES, frame_as_file, listing_as_file


@require_GET
@allow(SIGNED_IN)
def rights(request: HttpRequest) -> HttpResponse:
    """What each role may do, as one page or one file."""
    if (kind := request.GET.get("format")) in TYPES:
        return frame_as_file(kind, rights_sheet(language()), "rights")
    return render(
        request,
        "people/rights.html",
        {
            "rules": RULES,
            "roles": [(ROLE_NAMES[role], ROLE_PURPOSES[role]) for role in Role],
            "rows": [(RIGHT_NAMES[right], [right in RIGHTS[role] for role in Role]) for right in Right],
        },
    )


@require_GET
@allow(Right.SEE_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """Everyone in the reader's area, filtered and sorted by the address."""
    found = listing(request)
    if (kind := request.GET.get("format")) in TYPES:
        record_look(request, "export", [row.person.pk for row in found.for_file])
        return listing_as_file(found, kind)
    record_look(request, "list", [row.person.pk for row in found.page_rows])
    return render(request, "people/list.html", {"listing": found, "manages": scope_of(request).has(Right.MANAGE_PEOPLE)})


@require_POST
@allow(Right.SEE_PEOPLE)
def search(request: HttpRequest) -> HttpResponse:
    """Keep the words that are looked for; an empty search forgets them."""
    request.session[SEARCH] = request.POST.get("q", "").strip()[:80]
    response = redirect("people:list")
    if request.GET:
        response["Location"] += f"?{request.GET.urlencode()}"
    return response


@require_http_methods(["GET", "POST"])
@allow(Right.MANAGE_PEOPLE)
def add(request: HttpRequest) -> HttpResponse:
    """Add one person, and show the link to hand over."""
    form = NewcomerForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            (person,) = managing.add([form.newcomer])
        except IntegrityError:  # the same form sent twice
            form.add_error("username", managing.NAME_TAKEN.format(username=form.newcomer.username)(language()))
        else:
            return _link_page(request, person)
    return render(request, "people/add.html", {"form": form})


@require_GET
@allow(Right.SEE_PEOPLE)
def person(request: HttpRequest, number: int) -> HttpResponse:
    """One person: roles, invitation, sessions."""
    return _person_page(request, get_object_or_404(seen(scope_of(request)), pk=number))


@require_POST
@allow(Right.MANAGE_PEOPLE)
def rename(request: HttpRequest, number: int) -> HttpResponse:
    """Write a person's name differently."""
    found = _managed(request, number)
    form = NameForm(request.POST)
    if not form.is_valid():
        return _person_page(request, found, name_form=form)
    found.first_name = form.cleaned_data["name"]
    found.save(update_fields=["first_name"])
    return redirect("people:person", number)


@require_POST
@allow(Right.MANAGE_PEOPLE)
def give(request: HttpRequest, number: int) -> HttpResponse:
    """Give a person one more role."""
    found = get_object_or_404(seen(scope_of(request), Right.MANAGE_PEOPLE).exclude(pk=request.user.pk), pk=number)
    form = RoleForm(request, request.POST)
    if not form.is_valid():
        return _person_page(request, found, role_form=form)
    managing.give(found, form.cleaned_data["held"])
    return redirect("people:person", number)


@require_POST
@allow(Right.MANAGE_PEOPLE)
def take(request: HttpRequest, number: int) -> HttpResponse:
    """Take a role away; the last one stays, since whoever has none is seen by nobody: deactivate the account instead."""
    found = get_object_or_404(seen(scope_of(request), Right.MANAGE_PEOPLE).exclude(pk=request.user.pk), pk=number)
    wanted = request.POST.get("role", "")
    role = get_object_or_404(found.assignments, pk=wanted) if wanted.isdecimal() else None
    if role is None or not covers(scope_of(request), Right.MANAGE_PEOPLE, Held(Role(role.role), role.region, role.area, role.unit)):
        raise Http404
    if found.assignments.count() > 1:
        role.delete()
        said = _("The role was taken away: {role}.").format(role=ROLE_NAMES[Role(role.role)](language()))
        note(request, said, undo=reverse("people:give", args=(number,)), fields=_posted(role))
    return redirect("people:person", number)


def _posted(role: Assignment) -> tuple[tuple[str, str], ...]:
    """What the form that gives a role would post for it."""
    place = f"{role.region}/{role.area}" if role.area else role.region
    return ("role", role.role), ("place", place), ("unit", role.unit)


@require_POST
@allow(Right.MANAGE_PEOPLE)
def invite(request: HttpRequest, number: int) -> HttpResponse:
    """A fresh link; the password and the sessions before it end, which is confirmed where there is one."""
    found = get_object_or_404(managed(scope_of(request), request.user).filter(is_active=True), pk=number)
    if found.has_usable_password() and not _confirmed(request, found):
        return _person_page(request, found, unconfirmed="invite")
    return _link_page(request, found)


@require_POST
@allow(Right.MANAGE_PEOPLE)
def act(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """Do one of `managing.ACTS` to an account."""
    if what not in managing.ACTS:
        raise Http404
    found = _managed(request, number)
    if what in managing.FOR_GOOD and not _confirmed(request, found):
        return _person_page(request, found, unconfirmed=what)
    was = found.is_active
    managing.ACTS[what](found)
    if was and not found.is_active:
        note(request, _("The account was deactivated."), undo=reverse("people:act", args=(number, "activate")))
    return redirect("people:person", number)


@require_POST
@allow(Right.MANAGE_PEOPLE)
def end_session(request: HttpRequest, number: int) -> HttpResponse:
    """End one session of a person, or all."""
    found, session = _managed(request, number), request.POST.get("session", "")
    if session.isdecimal():
        sessions.end_one(found, int(session))
    else:
        sessions.end_all(found)
    return redirect("people:person", number)


def _confirmed(request: HttpRequest, person: User) -> bool:
    """Whether the user name was typed: what follows cannot be taken back."""
    return request.POST.get("confirm", "").strip() == person.username


def _managed(request: HttpRequest, number: int) -> User:
    return get_object_or_404(managed(scope_of(request), request.user), pk=number)


def _link_page(request: HttpRequest, person: User) -> HttpResponse:
    (link,) = invitations.invite([person])
    response = render(
        request, "people/link.html", {"person": person, "link": request.build_absolute_uri(link.path), "until": link.valid_until}
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _person_page(
    request: HttpRequest, found: User, *, role_form: RoleForm | None = None, name_form: NameForm | None = None, unconfirmed: str = ""
) -> HttpResponse:
    record_look(request, "account", found)
    scope = scope_of(request)
    reachable = managed(scope, request.user).filter(pk=found.pk).exists()
    may_give = found != request.user and seen(scope, Right.MANAGE_PEOPLE).filter(pk=found.pk).exists()
    return render(
        request,
        "people/person.html",
        {
            "person": found,
            "state": state_of(found),
            "roles": named(found.roles_here),
            "elsewhere": found.assignments.count() - len(found.roles_here),
            "only_role": found.assignments.count() == 1,
            "invitation": getattr(found, "invitation", None),
            "sessions": sessions.open_sessions(found) if reachable else (),
            "has_factor": second_factor.has(found),
            "locked_until": signing_in.locked_until(found.username),
            "manages": reachable,
            "may_give": may_give,
            "role_form": role_form or (RoleForm(request) if may_give else None),
            "name_form": name_form or NameForm(initial={"name": found.first_name}),
            "unconfirmed": unconfirmed,
            "typed": request.POST.get("confirm", ""),
        },
        status=422 if role_form or name_form or unconfirmed else 200,
    )
