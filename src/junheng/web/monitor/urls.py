"""Addresses of the Monitor workspace."""

from django.urls import path

from junheng.web.monitor import views

app_name = "monitor"

urlpatterns = [
    path("", views.start, name="start"),
    path("<slug:region>/", views.region_page, name="region"),
    path("<slug:region>/area/<str:code>/", views.area, name="area"),
    path("<slug:region>/indicator/<str:indicator>/", views.indicator, name="indicator"),
    path("<slug:region>/map/", views.map_in_full, name="map"),
    path("<slug:region>/needs/", views.needs, name="needs"),
    path("<slug:region>/trace/<str:figure>/", views.trace, name="trace"),
    path("<slug:region>/unit/<str:code>/", views.unit, name="unit"),
    path("<slug:region>/units/", views.units, name="units"),
]
