"""The return that an address names, for this reader; anything else is 404."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.web.access import scope_of
from junheng.web.people.roles import Right
from junheng.web.returns.errors import ReturnError
from junheng.web.returns.models import Return
from junheng.web.returns.setting import Setting, setting
from junheng.web.shell.shown import Shown


def seen(request: HttpRequest, right: Right = Right.SEE_RETURNS) -> QuerySet[Return]:
    """Every return, of whatever region, at whose place the reader holds a right."""
    scope = scope_of(request)
    found = Return.objects.none()
    for region in scope.regions:
        found = found | Return.objects.visible_to(scope, region, right)
    return found


def own_of(request: HttpRequest) -> QuerySet[Return]:
    """Those that the reader fills in: a school's officer the school's, a county's the county's own, not those of its schools."""
    schools = {held.unit for held in scope_of(request).held if held.unit}
    return seen(request, Right.FILL_RETURNS).filter(Q(unit="") | Q(unit__in=schools))


def return_of(request: HttpRequest, number: int) -> tuple[Setting, Return]:
    """One return with what it stands in."""
    ret = seen(request).filter(pk=number).first()
    if ret is None:
        raise Http404
    try:
        return setting(ret.region), ret
    except ReturnError as error:  # the region was taken away
        raise Http404 from error


def shown_of(regions: Iterable[str]) -> Shown | None:
    """Whose figures a page shows that lists several regions' returns: where any of them is invented, the page says so."""
    for region in sorted(set(regions)):
        try:
            described = setting(region).release.description
        except ReturnError:
            continue
        if described.synthetic:
            return Shown(described.title, synthetic=True)
    return None


def frame(here: Setting, *crumbs: dict[str, Any]) -> dict[str, Any]:
    """What every page of a return passes to its template."""
    described = here.release.description
    return {
        "crumbs": [{"name": _("Returns"), "url": reverse("returns:list")}, *crumbs],
        "shown": Shown(described.title, described.synthetic),
    }
