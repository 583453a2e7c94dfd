"""The form with its results, and the example table."""

from django.urls import path

from junheng.web.quick_check import views

app_name = "quick_check"
urlpatterns = [
    path("", views.start, name="start"),
    path("example.xlsx", views.example, name="example"),
]
