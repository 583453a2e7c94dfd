"""Addresses of the workspace."""

from django.urls import path

from junheng.web.summaries import editor, views

app_name = "summaries"
urlpatterns = [
    path("", views.summaries, name="list"),
    path("<str:region>/new/", views.new, name="new"),
    path("<str:region>/<int:number>/", editor.summary, name="summary"),
    path("<str:region>/<int:number>/save/", editor.save, name="save"),
    path("<str:region>/<int:number>/pick/", editor.pick, name="pick"),
    path("<str:region>/<int:number>/final/", views.final, name="final"),
    path("<str:region>/<int:number>/discard/", views.discard, name="discard"),
    path("<str:region>/<int:number>/summary.<str:kind>", views.file, name="file"),
]
