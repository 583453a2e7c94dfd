"""Pages about people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from junheng.web.access import SIGNED_IN, allow
from junheng.web.format import language
from junheng.web.people.download import download
from junheng.web.people.roles import RIGHT_NAMES, RIGHTS, ROLE_NAMES, ROLE_PURPOSES, Right, Role
from junheng.web.people.roles_table import RULES, rights_sheet


@require_GET
@allow(SIGNED_IN)
def rights(request: HttpRequest) -> HttpResponse:
    """What each role may do, as one page or one file."""
    if request.GET.get("format"):
        return download(request.GET["format"], rights_sheet(language()))
    return render(
        request,
        "people/rights.html",
        {
            "rules": RULES,
            "roles": [(ROLE_NAMES[role], ROLE_PURPOSES[role]) for role in Role],
            "rows": [(RIGHT_NAMES[right], [right in RIGHTS[role] for role in Role]) for right in Right],
        },
    )
