"""Addresses of the workspace."""

from django.urls import path

from junheng.web.plans import item_views, views

app_name = "plans"
urlpatterns = [
    path("", views.plans, name="list"),
    path("<str:region>/new/", views.new, name="new"),
    path("<str:region>/<int:plan>/", views.board, name="board"),
    path("<str:region>/<int:plan>/<int:place>/", item_views.item, name="item"),
    path("<str:region>/<int:plan>/<int:place>/details/", item_views.details, name="details"),
    path("<str:region>/<int:plan>/<int:place>/target/", item_views.target, name="target"),
    path("<str:region>/<int:plan>/<int:place>/report/", item_views.report, name="report"),
    path("<str:region>/<int:plan>/<int:place>/step/", item_views.step, name="step"),
]
