"""The form with its results."""

from django.urls import path

from junheng.web.figure_check import views

app_name = "figure_check"
urlpatterns = [path("", views.start, name="start")]
