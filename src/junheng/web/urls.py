"""Every address of the site."""

from django.urls import include, path

urlpatterns = [
    path("", include("junheng.web.shell.urls")),
    path("", include("junheng.web.people.account_urls")),
    path("people/", include("junheng.web.people.urls")),
    path("quick-check/", include("junheng.web.quick_check.urls")),
    path("quick-draw/", include("junheng.web.quick_draw.urls")),
    path("figure-check/", include("junheng.web.figure_check.urls")),
    path("audit/", include("junheng.web.audit.urls")),
    path("jobs/", include("junheng.web.jobs.urls")),
    path("tables/", include("junheng.web.tables.urls")),
    path("returns/", include("junheng.web.returns.urls")),
    path("data/", include("junheng.web.data.urls")),
    path("admission/", include("junheng.web.admission.public.office_urls")),
    path("admission/", include("junheng.web.admission.urls")),
    path("admission/", include("junheng.web.admission.hall.urls")),
    path("draws/", include("junheng.web.admission.public.urls")),
    path("plans/", include("junheng.web.plans.urls")),
    path("summaries/", include("junheng.web.summaries.urls")),
    path("monitor/", include("junheng.web.monitor.urls")),
]

handler400 = "junheng.web.shell.errors.bad_request"
handler403 = "junheng.web.shell.errors.forbidden"
handler404 = "junheng.web.shell.errors.not_found"
handler429 = "junheng.web.shell.errors.too_many"
handler500 = "junheng.web.shell.errors.broken"
