"""Addresses of the Monitor workspace; codes come from an office's files and may hold any character."""

from django.urls import path

from junheng.web.monitor import views

app_name = "monitor"

urlpatterns = [
    path("", views.start, name="start"),
    path("<str:region>/", views.region_page, name="region"),
    path("<str:region>/area/<path:code>/", views.area, name="area"),
    path("<str:region>/indicator/<str:indicator>/", views.indicator, name="indicator"),
    path("<str:region>/map/", views.map_in_full, name="map"),
    path("<str:region>/needs/", views.needs, name="needs"),
    path("<str:region>/trace/<path:figure>/", views.trace, name="trace"),
    path("<str:region>/unit/<path:code>/", views.unit, name="unit"),
    path("<str:region>/units/", views.units, name="units"),
]
