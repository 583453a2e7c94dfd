"""Links of an item to what serves it: find something of this site, or name an address or a document."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from junheng.web.access import allow
from junheng.web.people.roles import Right
from junheng.web.plans import changing
from junheng.web.plans.finding import item_of, must_manage
from junheng.web.plans.item_views import item_page, whole
from junheng.web.shell.notes import note

#: What a reference may not begin with: a link to it would run, or lead to another site without saying so.
_REFUSED = ("javascript:", "data:", "vbscript:", "file:", "//")


@require_POST
@allow(Right.MANAGE_PLANS)
def link(request: HttpRequest, region: str, plan: int, place: int) -> HttpResponse:
    """Add a link, or take one away."""
    found = item_of(request, region, plan, place, Right.MANAGE_PLANS)
    must_manage(request, region)
    if request.POST.get("remove"):
        one = get_object_or_404(found.links, pk=whole(request.POST["remove"]))
        changing.remove_link(one)
        fields = {"label": one.label, "reference": one.reference}
        note(request, _("The link to “{label}” is removed.").format(label=one.label), undo=request.path, fields=fields.items())
        return redirect(found)
    label, reference = request.POST.get("label", "").strip(), request.POST.get("reference", "").strip()
    wrong = {}
    if not label:
        wrong["label"] = _("Give the link its name.")
    if not reference:
        wrong["reference"] = _("Give an address or the number of a document.")
    elif reference.lower().replace("\t", "").startswith(_REFUSED):
        wrong["reference"] = _("An address begins with https://, http:// or /.")
    if wrong:
        return item_page(request, found, wrong, request.POST)
    changing.add_link(request.user, found, label=label[:200], reference=reference[:500])
    return redirect(f"{found.get_absolute_url()}#links")
