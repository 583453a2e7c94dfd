"""Pages of the audit log. Reading it is a look at personal data, and is in it."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng.reports.export import Sheet
from junheng.web.access import SIGNED_IN, allow, scope_of
from junheng.web.audit import heads as day_heads
from junheng.web.audit.chain import FIELDS
from junheng.web.audit.looks import record_look
from junheng.web.audit.models import Action, Entry
from junheng.web.audit.restoring import RestoreRefused, may_restore
from junheng.web.audit.restoring import restore as put_back
from junheng.web.audit.searching import MOST_COUNTED, Search
from junheng.web.audit.seeing import regions_of, sees_all, visible_to
from junheng.web.audit.words import ACTIONS, PLACES, WAYS, Words, thing_name
from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.tables.download import TYPES, frame_as_file

DAYS_SHOWN = 92
LONGEST_REASON = 300


@never_cache
@require_GET
@allow(Right.SEE_AUDIT)
def search(request: HttpRequest) -> HttpResponse:
    """Entries that fit the address, newest first, as a page or a file."""
    entries, wanted = _entries(request), Search(request)
    if request.GET.get("format") in TYPES:
        record_look(request, "export", "audit_entry")
        return _file(request.GET["format"], wanted.narrow(entries))
    if wanted.about is not None:
        record_look(request, "entries", [wanted.about])
    return _search_page(request, wanted)


@never_cache
@require_POST
@allow(Right.SEE_AUDIT)
def find_person(request: HttpRequest) -> HttpResponse:
    """Find someone by name, which stands in no address, and go on to what they did."""
    _entries(request)
    name = request.POST.get("name", "").replace("\0", "").strip()[:80]
    people = User.objects.filter(Q(username__icontains=name) | Q(first_name__icontains=name)) if name else User.objects.none()
    if not sees_all(scope_of(request)):
        people = people.filter(assignments__region__in=regions_of(scope_of(request))).distinct()
    found = list(people.order_by("username")[:20])
    if len(found) == 1:
        return redirect(f"{reverse('audit:search')}?who=user:{found[0].pk}")
    return _search_page(request, Search(request), {"people": found, "name": name, "searched": True}, status=200 if found else 422)


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
    """The last hash of each day, to be printed."""
    _entries(request)
    connection.ensure_connection()
    days = list(day_heads.days(connection.connection))[::-1]
    if request.GET.get("format") in TYPES:
        rows = [{_("Day"): head.day.isoformat(), _("Last entry"): head.seq, "SHA-256": head.hash} for head in days]
        return frame_as_file(request.GET["format"], Sheet("audit-heads", pl.DataFrame(rows), _("Heads of the audit log")), "audit-heads")
    crumbs = [{"name": _("Audit log"), "url": reverse("audit:search")}, {"name": _("Heads of the days")}]
    return render(request, "audit/heads.html", {"days": days[:DAYS_SHOWN], "earlier": len(days) > DAYS_SHOWN, "crumbs": crumbs})


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


def _search_page(request: HttpRequest, wanted: Search, more: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    entries = visible_to(scope_of(request))
    part = wanted.part(entries)
    words = Words(part.entries)
    tables = sorted({*entries.order_by().values_list("table", flat=True).distinct()} - {""})
    whose = [Entry(actor=wanted.who, context="{}")] if wanted.who else []
    about = [Entry(actor=f"user:{wanted.about}", context="{}")] if wanted.about is not None else []
    named = Words([*whose, *about])
    context = {
        "wanted": wanted,
        "part": part,
        "most": MOST_COUNTED,
        "rows": [(each, words.who(each), words.sentence(each), ACTIONS[each.action]) for each in part.entries],
        "tables": sorted(((table, thing_name(table)(language())) for table in tables), key=lambda pair: pair[1]),
        "actions": [(action.value, name(language())) for action, name in ACTIONS.items()],
        "whose": named.who(whose[0]) if whose else None,
        "about": named.who(about[0]) if about else None,
        "crumbs": [{"name": _("Audit log")}],
        **(more or {}),
    }
    return render(request, "audit/search.html", context, status=status)


MOST_EXPORTED = 50_000


def _file(kind: str, entries: QuerySet[Entry]) -> HttpResponse:
    """The entries as a file, with their hashes; where there are too many, a note says so."""
    speak = language()
    rows = list(entries[: MOST_EXPORTED + 1])
    cut = len(rows) > MOST_EXPORTED
    words = Words(rows[:MOST_EXPORTED])
    columns = {
        _("Number"): [each.seq for each in words.entries],
        _("Time (UTC)"): [each.at for each in words.entries],
        _("Who"): [words.who(each)(speak) for each in words.entries],
        _("Action"): [ACTIONS[each.action](speak) for each in words.entries],
        _("What happened"): [words.sentence(each)(speak) for each in words.entries],
        _("Reason"): [each.circumstances.get("reason", "") for each in words.entries],
        pgettext("audit", "Table"): [each.table for each in words.entries],
        pgettext("audit", "Key"): [each.key for each in words.entries],
        _("Before"): [each.before or "" for each in words.entries],
        _("After"): [each.after or "" for each in words.entries],
        "SHA-256": [each.hash for each in words.entries],
    }
    notes = (_("Only the newest {n} entries; narrow the filters for the rest.").format(n=MOST_EXPORTED),) if cut else ()
    return frame_as_file(kind, Sheet("audit", pl.DataFrame(columns, strict=False), _("Audit log"), notes), "audit")
