"""Addresses of returns."""

from django.urls import path

from junheng.web.returns import entry_views

app_name = "returns"

urlpatterns = [
    path("", entry_views.mine, name="list"),
    path("<int:number>/", entry_views.entry, name="entry"),
]
