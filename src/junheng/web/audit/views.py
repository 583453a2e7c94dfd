"""Pages of the audit log. Reading it is a look at personal data, and is in it."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng.web.access import SIGNED_IN, allow, scope_of
from junheng.web.audit import heads as day_heads
from junheng.web.audit.chain import FIELDS
from junheng.web.audit.heads_listing import heads_table
from junheng.web.audit.listing import listing
from junheng.web.audit.looks import record_look
from junheng.web.audit.models import Action, Entry
from junheng.web.audit.restoring import RestoreRefused, may_restore
from junheng.web.audit.restoring import restore as put_back
from junheng.web.audit.searching import number_in, who_of
from junheng.web.audit.seeing import regions_of, sees_all, visible_to
from junheng.web.audit.words import ACTIONS, PLACES, WAYS, Words
from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.tables.download import TYPES, listing_as_file
from junheng.web.tables.filters import found as found_in
from junheng.web.tables.table import Listing

LONGEST_REASON = 300


@never_cache
@require_GET
@allow(Right.SEE_AUDIT)
def search(request: HttpRequest) -> HttpResponse:
    """Entries that fit the address, newest first, as a page or a file."""
    _entries(request)
    about, who = number_in(request.GET.get("about", "")), who_of(request.GET.get("who", ""))
    if request.GET.get("format") in TYPES:
        record_look(request, "export", "audit_entry")
        return listing_as_file(listing(request), request.GET["format"])
    found = listing(request)
    whom = {int(line.entry.person) for line in found.page_rows if line.entry.person} | ({about} if about is not None else set())
    if whom:  # the list tells their names, and what was written about them
        record_look(request, "entries", sorted(whom))
    named = Words([Entry(actor=each, context="{}") for each in (who, f"user:{about}" if about is not None else "") if each])
    context = {
        "listing": found,
        "who": who,
        "who_number": number_in(who.removeprefix("user:")),
        "who_name": named.who(named.entries[0]) if who else None,
        "about": about,
        "about_name": named.person(about) if about is not None else None,
        "crumbs": [{"name": _("Audit log")}],
    }
    return render(request, "audit/search.html", context)


@never_cache
@require_POST
@allow(Right.SEE_AUDIT)
def find_person(request: HttpRequest) -> HttpResponse:
    """Find someone by name, which stands in no address, and go on to what they did."""
    _entries(request)
    name = request.POST.get("q", "").replace("\0", "").strip()[:80]
    people = User.objects.all()
    if not sees_all(scope_of(request)):
        people = people.filter(assignments__region__in=regions_of(scope_of(request))).distinct()
    names = people.values_list("pk", "first_name", "username")
    people = people.filter(pk__in=[pk for pk, *written in names if name and found_in(name, written)]).order_by("username")
    found = list(people[:20])
    if len(found) == 1:
        return redirect(f"{reverse('audit:search')}?who=user:{found[0].pk}")
    record_look(request, "list", [person.pk for person in found])
    crumbs = [{"name": _("Audit log"), "url": reverse("audit:search")}, {"name": _("Whom do you mean?")}]
    return render(request, "audit/whom.html", {"people": found, "name": name, "crumbs": crumbs}, status=200 if found else 422)


@never_cache
@require_GET
@allow(Right.SEE_AUDIT)
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    """One entry: before and after, the circumstances, and what its hash is taken of."""
    found = get_object_or_404(_entries(request), pk=seq)
    if found.person:
        record_look(request, "entry", [int(found.person)], region=found.region)
    words = Words([found])
    circumstances = found.circumstances
    return render(
        request,
        "audit/entry.html",
        {
            "entry": found,
            "sentence": words.sentence(found),
            "who": words.who(found),
            "which": words.which(found) if found.table else None,
            "action": ACTIONS[found.action],
            "way": WAYS.get(circumstances.get("way", "")),
            "place": PLACES.get(circumstances.get("from", "")),
            "reason": circumstances.get("reason", ""),
            "page": circumstances.get("page", ""),
            "changes": words.changes(found) if found.action not in (Action.LOOK, Action.OPEN, Action.CLOSE) else (),
            "whom": found.became.get("whom") if found.action == Action.LOOK else None,
            "may_restore": may_restore(request, found),
            "crumbs": [{"name": _("Audit log"), "url": reverse("audit:search")}, {"name": str(seq)}],
        },
    )


@never_cache
@require_GET
@allow(Right.SEE_AUDIT)
def text(request: HttpRequest, seq: int) -> HttpResponse:
    """The text that the hash of an entry is taken of: SHA-256 of this file is the hash."""
    found = get_object_or_404(_entries(request), pk=seq)
    if found.person:
        record_look(request, "entry", [int(found.person)], region=found.region)
    columns = {field.column: field.attname for field in Entry._meta.fields}
    values = (getattr(found, columns[name]) for name in FIELDS)
    response = HttpResponse("\n".join("" if value is None else str(value) for value in values), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="audit-{seq}.txt"'
    return response


@never_cache
@require_GET
@allow(Right.SEE_AUDIT)
def heads(request: HttpRequest) -> HttpResponse:
    """The last hash of each day."""
    _entries(request)
    connection.ensure_connection()
    found = Listing.of(request, heads_table(), list(day_heads.days(connection.connection)))
    if request.GET.get("format") in TYPES:
        return listing_as_file(found, request.GET["format"])
    crumbs = [{"name": _("Audit log"), "url": reverse("audit:search")}, {"name": _("Heads of the days")}]
    return render(request, "audit/heads.html", {"listing": found, "crumbs": crumbs})


@never_cache
@require_GET
@allow(Right.SEE_AUDIT)
def head(request: HttpRequest, day: str) -> HttpResponse:
    """The last hash of one day as a notice, to be printed and put up."""
    _entries(request)
    connection.ensure_connection()
    try:
        found = day_heads.of_day(connection.connection, date.fromisoformat(day))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    crumbs = [
        {"name": _("Audit log"), "url": reverse("audit:search")},
        {"name": _("Heads of the days"), "url": reverse("audit:heads")},
        {"name": found.day.isoformat()},
    ]
    groups = [found.hash[place : place + 4] for place in range(0, len(found.hash), 4)]
    context = {"head": found, "groups": groups, "now": timezone.now(), "ended": found.day < timezone.localdate(), "crumbs": crumbs}
    return render(request, "audit/head.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@allow(SIGNED_IN)
def restore(request: HttpRequest, seq: int) -> HttpResponse:
    """Bring back the values that a row had after an entry; open to whom the app that owns the row lets."""
    found = get_object_or_404(Entry, pk=seq)
    if not may_restore(request, found):
        raise Http404
    reason, back = request.POST.get("reason", "").strip()[:LONGEST_REASON], request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = ""
    wrong = ""
    if request.method == "POST":
        if not reason:
            wrong = _("Say why the earlier value comes back.")
        else:
            try:
                put_back(request, found, reason)
            except RestoreRefused as refused:
                wrong = refused.text(language())
            else:
                return redirect(back or "start")
    newest = Entry.objects.filter(table=found.table, key=found.key).exclude(action=Action.LOOK).latest("seq")
    step = Entry(table=found.table, key=found.key, action=Action.UPDATE, actor=found.actor, before=newest.after, after=found.after)
    words = Words([found, step])
    context = {
        "entry": found,
        "which": words.which(found),
        "changes": [change for change in words.changes(step) if change.differs],
        "reason": reason,
        "wrong": wrong,
        "back": back,
        "crumbs": [{"name": _("Restore an earlier value")}],
    }
    return render(request, "audit/restore.html", context, status=422 if wrong else 200)


def _entries(request: HttpRequest) -> QuerySet[Entry]:
    """What the reader sees; refused to those who hold the right in a part of a region only."""
    if not regions_of(scope_of(request)):
        raise PermissionDenied
    return visible_to(scope_of(request))
