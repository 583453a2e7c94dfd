"""From a request to the scope of a page; what does not exist becomes a page that helps."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from junheng.web.access import scope_of
from junheng.web.format import language
from junheng.web.monitor.address import Address
from junheng.web.monitor.scope import NoPupilsError, NothingYetError, NotThereError, resolve
from junheng.web.monitor.tally.scope import resolve_tally
from junheng.web.people.roles import Right
from junheng.web.regions import loaded_regions

Page = Callable[..., HttpResponse]


def scoped(*own: str, tally: Page) -> Callable[[Page], Page]:
    """Give the view below its scope instead of the region's name.

    Parameters
    ----------
    own
        The parameters that its address has.
    tally
        The same page of a region without pupils.
    """

    def decorate(view: Page) -> Page:
        @wraps(view)
        def resolved(request: HttpRequest, region: str, **arguments: str) -> HttpResponse:
            mine = scope_of(request)
            regions = [each for each in loaded_regions() if mine.may(Right.SEE_FIGURES, each.name)]
            loaded = next((each for each in regions if each.name == region), None)
            try:
                if loaded is None:
                    raise NotThereError(
                        _("There is no region {name}").format(name=region),
                        _("There are: {known}.").format(known=_(", ").join(each.title(language()) for each in regions))
                        if regions
                        else _("No region is loaded yet."),
                    )
                try:
                    scope = resolve(loaded, Address.read(request.GET, own=own))
                except NoPupilsError as other:
                    return tally(request, resolve_tally(other.place), **arguments)
                return view(request, scope, **arguments)
            except NotThereError as missing:
                return render(request, "monitor/missing.html", {"missing": missing, "loaded": loaded}, status=404)
            except NothingYetError as missing:
                return render(request, "monitor/empty.html", {"missing": missing, "loaded": loaded})

        return resolved

    return decorate
