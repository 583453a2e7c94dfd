"""Addresses of the workspace."""

from django.urls import path

from junheng.web.plans import item_views, linking, opening, pages, views

app_name = "plans"
urlpatterns = [
    path("", views.plans, name="list"),
    path("<str:region>/new/", opening.new, name="new"),
    path("<str:region>/<int:plan>/", views.board, name="board"),
    path("<str:region>/<int:plan>/timeline/", pages.timeline_page, name="timeline"),
    path("<str:region>/<int:plan>/calendar.ics", pages.calendar, name="calendar"),
    path("<str:region>/<int:plan>/reminders/", pages.reminders, name="reminders"),
    path("<str:region>/<int:plan>/districts/", pages.districts, name="districts"),
    path("<str:region>/<int:plan>/withdraw/", views.withdraw, name="withdraw"),
    path("<str:region>/<int:plan>/restore/", views.restore, name="restore"),
    path("<str:region>/<int:plan>/<int:place>/", item_views.item, name="item"),
    path("<str:region>/<int:plan>/<int:place>/details/", item_views.details, name="details"),
    path("<str:region>/<int:plan>/<int:place>/target/", item_views.target, name="target"),
    path("<str:region>/<int:plan>/<int:place>/report/", item_views.report, name="report"),
    path("<str:region>/<int:plan>/<int:place>/step/", item_views.step, name="step"),
    path("<str:region>/<int:plan>/<int:place>/link/", linking.link, name="link"),
]
