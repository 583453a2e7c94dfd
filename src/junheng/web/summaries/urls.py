"""Addresses of the workspace."""

from django.urls import path

from junheng.web.summaries import views

app_name = "summaries"
urlpatterns = [
    path("", views.summaries, name="list"),
    path("<str:region>/new/", views.new, name="new"),
    path("<str:region>/<int:number>/", views.summary, name="summary"),
    path("<str:region>/<int:number>/save/", views.save, name="save"),
    path("<str:region>/<int:number>/final/", views.final, name="final"),
    path("<str:region>/<int:number>/summary.<str:kind>", views.file, name="file"),
]
