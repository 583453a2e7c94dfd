"""Pages of long work."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from junheng.web.access import SIGNED_IN, allow, scope_of
from junheng.web.jobs import rights, services
from junheng.web.jobs.listing import listing, overseer
from junheng.web.jobs.models import Job
from junheng.web.jobs.standing import name_of, standing
from junheng.web.tables.download import TYPES, listing_as_file


def _seen(request: HttpRequest, number: int) -> Job:
    """The job, where the reader may see it."""
    visible = Job.objects.visible_to(request.user, scope_of(request))
    return get_object_or_404(visible.select_related("user", "cancelled_by"), pk=number)


@never_cache
@require_GET
@allow(SIGNED_IN)
def jobs(request: HttpRequest) -> HttpResponse:
    """Someone's own jobs, and all of the regions that they oversee, as a page or a file."""
    found = listing(request)
    if (kind := request.GET.get("format")) in TYPES:
        return listing_as_file(found, kind)
    context = {
        "listing": found,
        "overseer": overseer(request),
        "live": any(not row.job.ended for row in found.page_rows),  # something on it will change by itself
        "crumbs": [{"name": _("Long work")}],
    }
    return render(request, "jobs/list.html", context)


@never_cache
@require_GET
@allow(SIGNED_IN)
def job(request: HttpRequest, number: int) -> HttpResponse:
    """One job; 404 for whoever neither submitted it nor oversees its region."""
    found = _seen(request, number)
    context = {
        "job": found,
        "page": standing(found, all_lines=request.GET.get("log") == "all"),
        "may_cancel": rights.may_cancel(request, found),
        "may_retry": rights.may_retry(request, found),
        "oversees": rights.oversees(request, found),
        "crumbs": [{"name": _("Long work"), "url": reverse("jobs:list")}, {"name": f"{name_of(found)} {found.pk}"}],
    }
    return render(request, "jobs/job.html", context)


@require_POST
@allow(SIGNED_IN)
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Ask a job to stop; where it has ended meanwhile, its page says so."""
    found = _seen(request, number)
    if not rights.may_manage(request, found):
        raise PermissionDenied
    services.cancel(found, request.user)
    return redirect(found)


@require_POST
@allow(SIGNED_IN)
def retry(request: HttpRequest, number: int) -> HttpResponse:
    """Put a job that failed or was cancelled back into the queue; a second click finds it there."""
    found = _seen(request, number)
    if rights.may_retry(request, found):
        services.retry(found)
    elif found.ended or not rights.may_manage(request, found):
        raise PermissionDenied
    return redirect(found)
