"""The page on which the commission sets another date."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from junheng.web.access import allow, scope_of
from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.returns import services
from junheng.web.returns.board.page import rounds_of
from junheng.web.returns.board.views import board_crumb, setting_or_404
from junheng.web.returns.entry.finding import frame
from junheng.web.returns.models import Return
from junheng.web.shell.notes import note


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.MANAGE_RETURNS)
def set_due(request: HttpRequest, region: str) -> HttpResponse:
    """Say when the returns of a form and period are due, for all or for one area."""
    if not scope_of(request).whole(Right.MANAGE_RETURNS, region):
        raise Http404
    here = setting_or_404(region)
    wanted = (request.GET.get("form"), request.GET.get("period"))
    current = next((each for each in rounds_of(request, here) if (each.form.id, each.period) == wanted), None)
    if current is None:
        return redirect("returns:board", region)
    returns = Return.objects.filter(region=region, form=current.form.id, period=current.period)
    present = sorted(set(returns.values_list("area", flat=True)))
    areas = [(code, here.areas[code]["name"] if code in here.areas else code) for code in present]
    dates = list(returns.values_list("due_at").annotate(n=Count("pk")).order_by("-n"))
    area, typed, wrong = request.POST.get("area", ""), request.POST.get("due", ""), ""
    if request.method == "POST":
        try:
            due = datetime.fromisoformat(typed).replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
            chosen = [area] if area in present else None
            actor = services.Actor.of(request)
            n = services.set_due(actor, region, current.form.id, current.period, due, areas=chosen)
            note(request, ngettext("{n} return has a new date.", "{n} returns have a new date.", n).format(n=n))
            return redirect(f"{reverse('returns:board', args=(region,))}?{current.query}")
        except services.ReturnError as error:
            wrong = error.text(language())
        except ValueError:
            wrong = _("Choose a day and a time.")
    context = {
        "current": current,
        "areas": areas,
        "area": area,
        "due": typed or timezone.localtime(dates[0][0]).strftime("%Y-%m-%dT%H:%M"),
        "dates": dates,
        "wrong": wrong,
        **frame(here, board_crumb(region), {"name": _("Set the date")}),
    }
    return render(request, "returns/due.html", context, status=422 if wrong else 200)
