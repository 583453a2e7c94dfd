"""Addresses of the audit log."""

from django.urls import path

from junheng.web.audit import views

app_name = "audit"

urlpatterns = [
    path("", views.search, name="search"),
    path("person/", views.find_person, name="person"),
    path("heads/", views.heads, name="heads"),
    path("heads/<str:day>/", views.head, name="head"),
    path("<int:seq>/", views.entry, name="entry"),
    path("<int:seq>/text/", views.text, name="text"),
    path("<int:seq>/restore/", views.restore, name="restore"),
]
