"""A new plan: its form, and the file or text that it is read from."""

from __future__ import annotations

import tempfile
import uuid
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from junheng.language import Text
from junheng.reports.check import Document
from junheng.reports.check.readers import Unreadable
from junheng.reports.plan import Reading, open_plan, read_plan
from junheng.tables import Issue, Severity
from junheng.tables.groups import where
from junheng.web import regions
from junheng.web.access import allow
from junheng.web.format import language
from junheng.web.incoming import safe_name
from junheng.web.people.roles import Right
from junheng.web.plans import changing
from junheng.web.plans.finding import must_manage, shown_of
from junheng.web.uploads import too_large

#: Characters; a plan of some hundred items has a tenth of it.
LARGEST_TEXT = 300_000
#: Issues that the page lists; whoever has more begins with these.
LISTED = 100


@dataclass(frozen=True, slots=True)
class SaidIssue:
    """An issue in the reader's words."""

    where: str
    message: str
    remedy: str
    error: bool


@dataclass
class Opening:
    """What the form brought."""

    title: str = ""
    begins: date | None = None
    due: date | None = None
    reading: Reading | None = None
    wrong: dict[str, str] = field(default_factory=dict)


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.MANAGE_PLANS)
def new(request: HttpRequest, region: str) -> HttpResponse:
    """A plan from its text or file."""
    must_manage(request, region)
    year = timezone.localdate().year
    typed = request.POST if request.method == "POST" else {"begins": f"{year}-01-01", "due": f"{year}-12-31"}
    opening = _read(request) if request.method == "POST" else Opening()
    reading = opening.reading
    if reading is not None and not opening.wrong and opening.begins and opening.due:
        plan = changing.begin(
            request.user,
            region=region,
            title=opening.title[:200],
            begins=opening.begins,
            due=opening.due,
            items=reading.items,
            left_out=[_sentence(issue) for issue in reading.issues],
            once=_once(request),
        )
        return redirect(f"{plan.get_absolute_url()}?what=open")
    loaded = regions.region(region)
    issues = [_said(issue) for issue in reading.issues[:LISTED]] if reading is not None and reading.blocked else []
    context = {
        "loaded": loaded,
        "shown": shown_of(region),
        "typed": typed,
        "wrong": opening.wrong,
        "issues": issues,
        "more": len(reading.issues) - len(issues) if reading is not None and issues else 0,
        "once": uuid.uuid4().hex,
        "crumbs": [{"name": _("Plans"), "url": reverse("plans:list")}, {"name": _("New plan")}],
    }
    return render(request, "plans/new.html", context, status=422 if opening.wrong else 200)


def _read(request: HttpRequest) -> Opening:
    typed = request.POST
    found = Opening(typed.get("title", "").strip(), _day(typed.get("begins", "")), _day(typed.get("due", "")))
    if not found.title:
        found.wrong["title"] = _("Give the plan its name.")
    if found.begins is None or found.due is None or found.begins >= found.due:
        found.wrong["due"] = _("Give both days, the end after the beginning.")
    found.reading = _reading(request, found)
    if found.reading is not None and found.reading.blocked:
        errors = sum(issue.severity is Severity.ERROR for issue in found.reading.issues)
        found.wrong["document"] = _("{n} places in the file must be corrected first; nothing was imported.").format(n=errors)
    elif found.reading is not None and not found.reading.items:
        found.wrong["text"] = _("The text has no numbered items: 一、 （一） or 1、 at the beginning of a line.")
    return found


def _reading(request: HttpRequest, opening: Opening) -> Reading | None:
    if "document" in too_large(request):
        opening.wrong["document"] = _("The file is too large.")
        return None
    fresh = request.FILES.get("document")
    if fresh is None:
        text = request.POST.get("text", "").replace("\r\n", "\n")
        if not text.strip():
            opening.wrong["text"] = _("Choose the plan's file, or paste its text.")
            return None
        reading: Reading | None = read_plan(Document(text), begins=opening.begins, ends=opening.due)
        return _short(reading, text, "text", opening)
    name = safe_name(fresh.name or "")
    with tempfile.TemporaryDirectory(prefix="junheng-") as folder:
        path = Path(folder) / f"plan{Path(name).suffix}"
        path.write_bytes(fresh.read())
        try:
            reading = open_plan(path, name=name, begins=opening.begins, ends=opening.due)
        except Unreadable as unreadable:
            opening.wrong["document"] = unreadable.text(language())
            return None
    return _short(reading, "".join(item.text for item in reading.items), "document", opening)


def _short(reading: Reading | None, text: str, field: str, opening: Opening) -> Reading | None:
    if len(text) <= LARGEST_TEXT:
        return reading
    opening.wrong[field] = _("The file is too large.")
    return None


def _once(request: HttpRequest) -> uuid.UUID | None:
    """Which opened form this is, for this person."""
    try:
        return uuid.uuid5(uuid.UUID(request.POST.get("once", "")), str(request.user.pk))
    except ValueError:
        return None


def _said(issue: Issue) -> SaidIssue:
    words = language()
    return SaidIssue(where(issue)(words), issue.message(words), issue.remedy(words), issue.severity is Severity.ERROR)


def _sentence(issue: Issue) -> Text:
    return Text("{where}：{message}", "{where}: {message}").format(where=where(issue), message=issue.message)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
