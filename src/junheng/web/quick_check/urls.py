"""One address: the form, and the result of what was sent to it."""

from django.urls import path

from junheng.web.quick_check import views

app_name = "quick_check"
urlpatterns = [path("", views.start, name="start")]
