"""Addresses of the people pages; people are numbers there, never names."""

from django.urls import path

from junheng.web.people import views

app_name = "people"

urlpatterns = [
    path("rights/", views.rights, name="rights"),
]
