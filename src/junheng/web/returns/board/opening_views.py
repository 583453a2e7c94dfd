"""Pages of forms, and the one on which returns are opened."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from junheng.web.access import allow, scope_of
from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.returns import services
from junheng.web.returns.board.opening_page import due_words, fillers, form_page, preview, proposed_period
from junheng.web.returns.board.views import board_crumb, setting_or_404, settings_of
from junheng.web.returns.entry.finding import frame
from junheng.web.returns.errors import ReturnError
from junheng.web.shell.notes import note


@require_GET
@allow(Right.SEE_RETURNS)
def forms(request: HttpRequest) -> HttpResponse:
    """Every form of every region in which the reader sees returns."""
    groups = []
    for here in settings_of(request, Right.SEE_RETURNS):
        rows = [
            (form, reverse("returns:form", args=(here.region, form.id)), pgettext("list", ", ").join(fillers(here, form)), due_words(form))
            for form in here.forms.values()
        ]
        groups.append((here.release.description.title, rows))
    crumbs = [{"name": _("Returns"), "url": reverse("returns:list")}, {"name": _("Forms")}]
    return render(request, "returns/forms.html", {"groups": groups, "crumbs": crumbs})


@require_GET
@allow(Right.SEE_RETURNS)
def form(request: HttpRequest, region: str, form: str) -> HttpResponse:
    """One form as its pack declares it."""
    here = setting_or_404(region)
    try:
        declared = here.form(form)
    except ReturnError as error:
        raise Http404 from error
    context = {
        "page": form_page(here, declared),
        "may_open": scope_of(request).whole(Right.MANAGE_RETURNS, region),
        "here": here,
        **frame(here, {"name": _("Forms"), "url": reverse("returns:forms")}, {"name": declared.title}),
    }
    return render(request, "returns/form.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@allow(Right.MANAGE_RETURNS)
def open_returns(request: HttpRequest, region: str) -> HttpResponse:
    """Choose a form and period, see who will get one, and open them: a second press says how many."""
    if not scope_of(request).whole(Right.MANAGE_RETURNS, region):
        raise Http404
    here = setting_or_404(region)
    typed = request.POST if request.method == "POST" else request.GET
    chosen, period, wrong, found = typed.get("form", ""), " ".join(typed.get("period", "").split()), "", None
    if chosen in here.forms:
        period = period or proposed_period(here, here.forms[chosen], timezone.localdate())
        try:
            found = preview(here, here.forms[chosen], period)
            if request.method == "POST" and (typed.get("count") == str(found.new) or not found.new):
                return _opened(request, region, chosen, period)
            if request.method == "POST":
                wrong = _("Who will get one has changed since you looked at it: see the count below.")
        except ReturnError as error:
            wrong = error.text(language())
    context = {
        "here": here,
        "forms": here.forms.values(),
        "chosen": chosen,
        "period": period,
        "wrong": wrong,
        "preview": found,
        **frame(here, board_crumb(region), {"name": _("Open returns")}),
    }
    return render(request, "returns/open.html", context, status=422 if wrong else 200)


def _opened(request: HttpRequest, region: str, form: str, period: str) -> HttpResponse:
    n = services.open_returns(services.Actor.of(request), region, form, period)  # none at the second click
    note(request, ngettext("{n} return is open.", "{n} returns are open.", n).format(n=n))
    return redirect(f"{reverse('returns:board', args=(region,))}?form={form}&period={period}")
