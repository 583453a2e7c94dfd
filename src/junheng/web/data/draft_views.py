"""Pages of drafts: files come in, are confirmed, compared and frozen, or taken back."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng.web.access import allow, scope_of
from junheng.web.data import checking, comparing, drafts, meaning, placing, sending
from junheng.web.data.checking import pack_of
from junheng.web.data.difference_page import difference_page
from junheng.web.data.draft_page import draft_page
from junheng.web.data.explaining import SHORTEST
from junheng.web.data.finding import draft_frame, draft_of, frame, whole_region
from junheng.web.data.from_returns import not_given_up, rows_from_returns
from junheng.web.data.issue_views import found_or_404
from junheng.web.data.long_work import CHECK, RELEASE
from junheng.web.data.models import Deed, Draft, State
from junheng.web.format import number
from junheng.web.incoming import Refused
from junheng.web.jobs.services import submit
from junheng.web.people.roles import Right
from junheng.web.regions import LoadedRegion
from junheng.web.tables.download import TYPES, listing_as_file
from junheng.web.uploads import keeps_files, too_large

REFUSED = "data_refused"  # in the session: what the next page says of the files that were not taken


def _room(request: HttpRequest) -> int:
    """How many bytes the sender may send: none without the right."""
    region = request.resolver_match.kwargs["region"]
    allowed = request.user.is_authenticated and scope_of(request).whole(Right.CHANGE_DATA, region)
    return settings.DATA_LARGEST_UPLOAD if allowed else 0


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.CHANGE_DATA)
@keeps_files(_room)
def upload(request: HttpRequest, region: str) -> HttpResponse:
    """Send files into a new draft."""
    loaded = whole_region(request, region, Right.CHANGE_DATA)
    if request.method == "GET":
        return _upload_page(request, loaded, [])
    draft, refused = _sent(request, loaded, None)
    if draft is None:
        return _upload_page(request, loaded, refused)
    request.session[REFUSED] = refused
    return redirect(draft)


def _upload_page(request: HttpRequest, loaded: LoadedRegion, refused: list[dict[str, str]]) -> HttpResponse:
    newest = loaded.releases[-1] if loaded.releases else None
    context = {"refused": refused, "largest": settings.DATA_LARGEST_UPLOAD, "largest_mb": settings.DATA_LARGEST_UPLOAD // 2**20}
    page = {"open": Draft.objects.filter(region=loaded.name, state=State.OPEN).select_related("created_by"), **context}
    return render(request, "data/upload.html", page | frame(loaded, newest, {"name": _("Send files")}), status=422 if refused else 200)


def _sent(request: HttpRequest, loaded: LoadedRegion, draft: Draft | None) -> tuple[Draft | None, list[dict[str, str]]]:
    files = request.FILES.getlist("files")
    refused = []
    if "files" in too_large(request):
        limit = number(settings.DATA_LARGEST_UPLOAD / 2**20)
        refused.append(
            {
                "name": "",
                "wrong": _("The files are larger than {limit} MB together; what went beyond was not read.").format(limit=limit),
                "remedy": _("Send them in several parts, or split them by year or county."),
            }
        )
    elif not files:
        refused.append(
            {"name": "", "wrong": _("No file was chosen."), "remedy": _("Choose one or several Excel workbooks (.xlsx) or CSV files.")}
        )
    found, others = sending.send(files, loaded.folder, draft, request.user) if files else (draft, [])
    return found, refused + [{"name": other.name, "wrong": other.wrong, "remedy": other.remedy} for other in others]


@never_cache
@require_POST
@allow(Right.CHANGE_DATA)
@keeps_files(_room)
def add(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """Send more files into a draft; a file of the same name replaces the one sent before."""
    loaded, draft = draft_of(request, region, number, Right.CHANGE_DATA)
    _draft, request.session[REFUSED] = _sent(request, loaded, draft)
    return redirect(draft)


@never_cache
@require_GET
@allow(Right.SEE_DATA)
def draft(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """Where a draft stands."""
    loaded, found = draft_of(request, region, number, Right.SEE_DATA)
    return _draft_page(request, loaded, found)


def _draft_page(request: HttpRequest, loaded: LoadedRegion, found: Draft, **typed: str) -> HttpResponse:
    if found.state != State.OPEN:
        return render(request, "data/closed.html", {"steps": found.steps.select_related("user"), **draft_frame(loaded, found)})
    checked = checking.checked(found)
    page = draft_page(loaded, found, checked)
    scope = scope_of(request)
    context: dict[str, Any] = {
        "page": page,
        "refused": request.session.pop(REFUSED, []),
        "may_change": scope.whole(Right.CHANGE_DATA, loaded.name) and found.open,
        "may_release": scope.whole(Right.RELEASE, loaded.name) and found.open,
        "next_label": _next_label(loaded),
        "lost": rows_from_returns(loaded),
        "newest_label": loaded.releases[-1].label if loaded.releases else "",
        "state": drafts.signature(found.folder),
        "once": secrets.token_urlsafe(16),
        "largest": settings.DATA_LARGEST_UPLOAD,
        "largest_mb": settings.DATA_LARGEST_UPLOAD // 2**20,
        "comparison": comparing.of_draft(loaded, found)
        if checked is not None and not checked.errors and not checking.large(found)
        else None,
        **typed,
    }
    return render(request, "data/draft.html", context | draft_frame(loaded, found), status=422 if typed else 200)


def _next_label(loaded: LoadedRegion) -> str:
    return f"R{1 + max((manifest.number for manifest in loaded.releases), default=0)}"


@never_cache
@require_POST
@allow(Right.CHANGE_DATA)
def act(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """Do something with a file of the draft, or with the draft as a whole; see `_ACTS`."""
    loaded, found = draft_of(request, region, number, Right.CHANGE_DATA)
    what = _ACTS.get(request.POST.get("do", ""))
    if what is None:
        raise Http404
    try:
        return what(request, loaded, found) or redirect(found)
    except Refused as refusal:
        request.session[REFUSED] = [{"name": request.POST.get("path", ""), "wrong": refusal.wrong, "remedy": refusal.remedy}]
        return redirect(found)
    except drafts.DraftBusyError:
        return redirect(found)


def _path(request: HttpRequest, found: Draft) -> str:
    """A file that was sent into the draft, as the form names it."""
    path = request.POST.get("path", "")
    if path not in drafts.changed_files(found):
        raise Http404
    return path


def _replace(request: HttpRequest, _loaded: LoadedRegion, found: Draft) -> None:
    path, other = _path(request, found), request.POST.get("other", "")
    if other not in drafts.base_of(found):
        raise Http404
    with drafts.changing(found):
        sending.put_in_place_of(found, path, other)
        drafts.note(found, request.user, Deed.UPLOADED, f"{path} → {other}", drafts.digest(found.folder / other))


def _remove(request: HttpRequest, loaded: LoadedRegion, found: Draft) -> None:
    path = _path(request, found)
    with drafts.changing(found):
        sending.remove(found, path, loaded.folder)
        drafts.note(found, request.user, Deed.REMOVED, path)


def _catch_up(request: HttpRequest, loaded: LoadedRegion, found: Draft) -> None:
    drafts.catch_up(found, loaded.folder, request.user)


def _take_back(request: HttpRequest, loaded: LoadedRegion, found: Draft) -> HttpResponse:
    if request.POST.get("confirm", "").strip() != str(found.pk):  # its files are gone for good
        raise Refused(_("The draft was not taken back."), _("Type its number to confirm."))
    drafts.take_back(found, request.user)
    return redirect("data:region", loaded.name)


def _check(request: HttpRequest, loaded: LoadedRegion, found: Draft) -> HttpResponse:
    return redirect(submit(CHECK, {"region": loaded.name, "draft": found.pk}, request.user, loaded.name, request.POST.get("once") or None))


_ACTS = {"replace": _replace, "remove": _remove, "catch_up": _catch_up, "take_back": _take_back, "check": _check}


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.SEE_DATA)
def mapping(request: HttpRequest, region: str, number: int, path: str) -> HttpResponse:
    """What the columns of a file mean."""
    right = Right.CHANGE_DATA if request.method == "POST" else Right.SEE_DATA
    loaded, found = draft_of(request, region, number, right)
    reading = next((r for r in placing.readings(found.folder, [path], drafts.base_of(found)) if r.mapping), None) if found.open else None
    if reading is None:
        raise Http404
    pack = pack_of(found.folder)
    form = None
    if request.method == "POST":
        with drafts.changing(found):
            form = _change_mapping(request, found, path, reading.mapping, pack)
        if form is None:
            where = reverse("data:mapping", args=(region, number, path)) if "like" in request.POST else found.get_absolute_url()
            return redirect(where)
    context = {
        "form": form or meaning.form_of(found.folder, path, reading.mapping, pack),
        "reading": reading,
        "pack": pack,
        "others": [name for name in placing.mappings(found.folder) if name != reading.mapping],
        "may_change": scope_of(request).whole(Right.CHANGE_DATA, region),
    }
    return render(request, "data/mapping.html", context | draft_frame(loaded, found, {"name": path}), status=422 if form else 200)


def _change_mapping(request: HttpRequest, found: Draft, path: str, name: str, pack: Any) -> meaning.MeaningForm | None:
    """Take another mapping for the file, or confirm the one that it has; the form again where something in it is wrong."""
    other = request.POST.get("like")
    if other is None:
        form = meaning.confirm(found.folder, path, name, pack, request.POST)
        if form is None:
            drafts.note(found, request.user, Deed.CONFIRMED, path, name)
        return form
    if other in placing.mappings(found.folder):
        placing.read_like(found.folder, path, other)
    else:
        placing.read_by_itself(found.folder, path, pack)
    return None


@never_cache
@require_GET
@allow(Right.SEE_DATA)
def difference(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """What the draft would change."""
    loaded, found = draft_of(request, region, number, Right.SEE_DATA)
    comparison = None if found_or_404(found).errors or checking.large(found) else comparing.of_draft(loaded, found)
    if comparison is None:
        raise Http404
    page = difference_page(request, comparison)
    if request.GET.get("format") in TYPES:
        name = f"{loaded.releases[-1].folder_name}-{_('draft-{number}').format(number=found.pk)}-{comparison.after.hash[:8]}"
        return listing_as_file(page.listing, request.GET["format"], region, name, page.kind)
    return render(request, "data/difference.html", {"page": page, **draft_frame(loaded, found, {"name": _("What changes")})})


@never_cache
@require_POST
@allow(Right.RELEASE)
def freeze(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """Make a release of the draft: long work, which this begins once however often the form is sent."""
    loaded, found = draft_of(request, region, number, Right.RELEASE)
    if not found.open:
        return redirect(found.job or found)
    reason = " ".join(request.POST.get("reason", "").split())[:500]
    confirmed = request.POST.get("confirm", "").strip()
    given_up = request.POST.get("lost", "").strip()
    wrong = _not_frozen(loaded, found, reason, confirmed, request.POST.get("state", "")) or not_given_up(loaded, given_up)
    if wrong:
        return _draft_page(request, loaded, found, wrong=wrong, reason=reason, confirm=confirmed, given_up=given_up)
    with drafts.changing(found):
        found.reason = reason
        found.job = submit(
            RELEASE, {"region": region, "draft": number, "reason": reason}, request.user, region, request.POST.get("once") or None
        )
        found.save(update_fields=["reason", "job"])
        drafts.note(found, request.user, Deed.SUBMITTED, "", reason)
    return redirect(found.job)


def _not_frozen(loaded: LoadedRegion, found: Draft, reason: str, confirmed: str, state: str) -> str:
    """Why the draft cannot be frozen now; empty where it can."""
    checked = checking.checked(found)
    if state != drafts.signature(found.folder):
        return _("The draft has changed since you looked at it. Look at it again, then freeze it.")
    if checked is None or checked.open:
        left = 0 if checked is None else len(checked.open)
        return ngettext("{n} problem is not settled yet.", "{n} problems are not settled yet.", left).format(n=left)
    if len(reason) < SHORTEST:
        return _("Say in a few words why this release is made.")
    if confirmed.upper() != _next_label(loaded):
        return _("Type {label} to confirm: a release cannot be withdrawn, only followed by a correction.").format(label=_next_label(loaded))
    return ""
