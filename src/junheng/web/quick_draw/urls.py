"""The form with its answers, and the example list."""

from django.urls import path

from junheng.web.quick_draw import views

app_name = "quick_draw"
urlpatterns = [
    path("", views.start, name="start"),
    path("example.csv", views.example, name="example"),
]
