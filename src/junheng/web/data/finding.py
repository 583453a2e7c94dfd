"""The region or draft that an address names, for this reader; anything else is 404."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.releases import Manifest
from junheng.web import regions
from junheng.web.access import scope_of
from junheng.web.data.models import Draft
from junheng.web.people.roles import Right
from junheng.web.regions import LoadedRegion
from junheng.web.shell.shown import Shown


def loaded_region(name: str) -> LoadedRegion:
    """A region of this installation."""
    found = regions.region(name)
    if found is None:
        raise Http404
    return found


def whole_region(request: HttpRequest, name: str, right: Right) -> LoadedRegion:
    """A region in all of which the reader holds a right: files are not cut along areas."""
    if not scope_of(request).whole(right, name):
        raise Http404
    return loaded_region(name)


def draft_of(request: HttpRequest, region: str, number: int, right: Right) -> tuple[LoadedRegion, Draft]:
    """A draft with its region."""
    loaded = whole_region(request, region, right)
    return loaded, get_object_or_404(Draft.objects.select_related("job", "created_by"), pk=number, region=region)


def frame(loaded: LoadedRegion, manifest: Manifest | None, *here: dict[str, Any]) -> dict[str, Any]:
    """What every page of a region passes to its template."""
    crumbs = [{"name": _("Data"), "url": reverse("data:start")}, {"name": loaded.title, "url": reverse("data:region", args=(loaded.name,))}]
    if not here:
        crumbs[-1] = {"name": loaded.title}
    synthetic = manifest is not None and manifest.description.synthetic
    return {"loaded": loaded, "crumbs": [*crumbs, *here], "shown": Shown(loaded.title, synthetic)}


def draft_frame(loaded: LoadedRegion, draft: Draft, *here: dict[str, Any]) -> dict[str, Any]:
    """What every page of a draft passes to its template."""
    name = _("Draft {number}").format(number=draft.pk)
    crumbs = ({"name": name, "url": draft.get_absolute_url()}, *here) if here else ({"name": name},)
    newest = loaded.releases[-1] if loaded.releases else None
    return {"draft": draft, **frame(loaded, newest, *crumbs)}
