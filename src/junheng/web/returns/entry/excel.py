"""A return as an Excel template, and the template that comes back."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from junheng.web.access import allow
from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.returns import services
from junheng.web.returns.actor import Actor
from junheng.web.returns.entry.finding import frame, return_of
from junheng.web.returns.workbook_reading import LARGEST, TOO_LARGE
from junheng.web.tables.download import TYPES, as_file, file_name
from junheng.web.uploads import too_large


@never_cache
@require_GET
@allow(Right.SEE_RETURNS)
def template(request: HttpRequest, number: int) -> HttpResponse:
    """The return as a workbook to fill in, as it stands now."""
    here, ret = return_of(request, number)
    content = services.template(Actor.of(request), ret, language())
    name = file_name("xlsx", here.form(ret.form).title(language()), here.name_of(ret), ret.period, f"v{ret.version}")
    return as_file(content, TYPES["xlsx"], name)


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.FILL_RETURNS)
def upload(request: HttpRequest, number: int) -> HttpResponse:
    """Take a template that was filled in, or say of each cell why it cannot be taken; all of it is written or nothing."""
    here, ret = return_of(request, number)
    actor = Actor.of(request)
    refused, cells = "", ()
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if "file" in too_large(request):
                refused = TOO_LARGE.format(most=min(LARGEST, settings.QUICK_CHECK_LARGEST_FILE) // 2**20)(language())
            elif file is None:
                refused = _("No file was sent. Choose the template that you filled in.")
            else:
                data = file.read(LARGEST + 1)
                imported = services.import_template(actor, data, file.name or "", expected=ret)
                return redirect(f"{reverse('returns:entry', args=(ret.pk,))}?imported={imported.changed}")
        except services.CellsRejected as error:
            refused, cells = error.text(language()), error.cells
        except services.ReturnError as error:
            refused = error.text(language())
    context = {
        "ret": ret,
        "form": here.form(ret.form),
        "place": here.name_of(ret),
        "refused": refused,
        "cells": cells,
        **frame(here, {"name": here.name_of(ret), "url": reverse("returns:entry", args=(ret.pk,))}, {"name": _("Upload a template")}),
    }
    return render(request, "returns/entry_upload.html", context, status=422 if refused else 200)
