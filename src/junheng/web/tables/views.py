"""Saving, renaming by saving again, and forgetting views of lists; everyone has their own."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from junheng.web.access import SIGNED_IN, allow
from junheng.web.shell.notes import note
from junheng.web.tables.address import Address
from junheng.web.tables.models import SavedView
from junheng.web.tables.views_kept import viewed


@require_POST
@allow(SIGNED_IN)
def save(request: HttpRequest) -> HttpResponse:
    """Keep what is shown under a name; the name of a view that there is already changes that one."""
    page = _page(request.POST.get("page", ""))
    query = viewed(Address.of(QueryDict(request.POST.get("query", "")[:2000])))
    name = " ".join(request.POST.get("name", "").split())[:60]
    if not name:
        return redirect(f"{page}?{query}")
    view, _made = SavedView.objects.update_or_create(user=request.user, page=page, name=name, defaults={"query": query})
    return redirect(view.address)


@require_POST
@allow(SIGNED_IN)
def forget(request: HttpRequest, number: int) -> HttpResponse:
    """Forget one; what it showed stays on the page, with a way to have the view back."""
    view = get_object_or_404(SavedView, pk=number, user=request.user)
    view.delete()
    said = _("The view “{name}” is forgotten.").format(name=view.name)
    note(request, said, undo=reverse("tables:save_view"), fields=[("page", view.page), ("query", view.query), ("name", view.name)])
    return redirect(f"{view.page}?{view.query}" if view.query else view.page)


def _page(path: str) -> str:
    """A path of this site.

    Raises
    ------
    Http404
        It is none.
    """
    try:
        resolve(path)
    except Resolver404:
        raise Http404 from None
    if len(path) > 300 or urlsplit(path).path != path or path.startswith("//"):
        raise Http404
    return path
