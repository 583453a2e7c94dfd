"""Objections as the office sees them, beside the workspace's own addresses."""

from django.urls import path

from junheng.web.admission.public import office_views

app_name = "objections"
urlpatterns = [
    path("<str:region>/<str:key>/objections/", office_views.objections, name="list"),
    path("<str:region>/<str:key>/objections/time/", office_views.time_limit, name="time"),
    path("<str:region>/<str:key>/objections/<int:number>/", office_views.answer, name="answer"),
]
