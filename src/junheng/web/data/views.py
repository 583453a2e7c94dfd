"""Pages about a region's data and its releases."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from junheng.reports.balance import provenance_notes
from junheng.web import regions
from junheng.web.access import SIGNED_IN, allow, scope_of
from junheng.web.data import comparing
from junheng.web.data.checking import pack_of
from junheng.web.data.difference_page import difference_page
from junheng.web.data.finding import frame, loaded_region
from junheng.web.data.models import Draft, State
from junheng.web.data.placing import template
from junheng.web.data.region_page import region_page
from junheng.web.data.release_page import release_page
from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.tables.download import TYPES, as_file, file_name, listing_as_file


@require_GET
@allow(SIGNED_IN)
def start(request: HttpRequest) -> HttpResponse:
    """The regions whose data the reader sees."""
    scope = scope_of(request)
    mine = [loaded for loaded in regions.loaded_regions() if scope.may(Right.SEE_DATA, loaded.name)]
    return render(request, "data/start.html", {"regions": mine, "crumbs": [{"name": _("Data")}]})


@require_GET
@allow(Right.SEE_DATA)
def region(request: HttpRequest, region: str) -> HttpResponse:
    """What there is, what is missing, drafts and releases."""
    loaded, scope = loaded_region(region), scope_of(request)
    whole = scope.whole(Right.SEE_DATA, region)
    open_drafts = Draft.objects.filter(region=region, state=State.OPEN).select_related("created_by", "job") if whole else ()
    page = region_page(request, loaded, open_drafts)
    if request.GET.get("format") in TYPES:
        return listing_as_file(page.releases, request.GET["format"], region, *_named(page.newest))
    may_change = scope.whole(Right.CHANGE_DATA, region)
    may_see_returns = bool(loaded.releases) and scope.may(Right.SEE_RETURNS, region)
    context = {"page": page, "may_change": may_change, "may_see_returns": may_see_returns}
    return render(request, "data/region.html", context | frame(loaded, page.newest))


def _named(manifest: object) -> tuple[str, ...]:
    return (manifest.folder_name,) if manifest is not None else ()  # type: ignore[attr-defined]


@require_GET
@allow(Right.SEE_DATA)
def template_of(request: HttpRequest, region: str) -> HttpResponse:  # noqa: ARG001 (a view is given its request)
    """The workbook to fill in, for the region's pack."""
    pack = pack_of(loaded_region(region).folder)
    return as_file(template(pack), TYPES["xlsx"], file_name("xlsx", region, pack.name, _("template")))


@require_GET
@allow(Right.SEE_DATA)
def release(request: HttpRequest, region: str, label: str) -> HttpResponse:
    """One release."""
    loaded = loaded_region(region)
    manifest = loaded.manifest(label)
    if manifest is None:
        raise Http404
    page = release_page(request, loaded, manifest)
    if request.GET.get("format") in TYPES:
        return listing_as_file(page.waived, request.GET["format"], region, manifest.folder_name)
    return render(request, "data/release.html", {"page": page, **frame(loaded, manifest, {"name": manifest.label})})


@require_GET
@allow(Right.SEE_DATA)
def manifest(request: HttpRequest, region: str, label: str) -> HttpResponse:  # noqa: ARG001 (a view is given its request)
    """A release's manifest, byte for byte."""
    found = loaded_region(region).manifest(label)
    if found is None:
        raise Http404
    return as_file(
        (found.path / "manifest.json").read_bytes(), "application/json", file_name("json", region, found.folder_name, "manifest")
    )


@require_GET
@allow(Right.SEE_DATA)
def difference(request: HttpRequest, region: str) -> HttpResponse:
    """What changed between two releases; the newest and the one before where the address names none."""
    loaded = loaded_region(region)
    after = loaded.manifest(request.GET.get("to", ""))
    before = None if after is None else loaded.manifest(request.GET["from"]) if request.GET.get("from") else loaded.before(after)
    found = None if before is None or after is None else comparing.of_releases(loaded, before.label, after.label)
    if found is None:
        raise Http404
    page = difference_page(request, found)
    if request.GET.get("format") in TYPES:
        notes = (f"{before.folder_name} → {after.folder_name}", *provenance_notes(found.after, found.pack, language()))
        return listing_as_file(
            page.listing, request.GET["format"], region, f"{before.folder_name}-{after.folder_name}", page.kind, notes=notes
        )
    crumbs = ({"name": after.label, "url": reverse("data:release", args=(region, after.label))}, {"name": _("What changed")})
    return render(
        request,
        "data/difference.html",
        {
            "page": page,
            "choices": loaded.releases,
            "sides": (("from", before.label, pgettext("difference", "From")), ("to", after.label, pgettext("difference", "to"))),
            **frame(loaded, after, *crumbs),
        },
    )
