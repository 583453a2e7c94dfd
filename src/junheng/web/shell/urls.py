"""Start page and choices."""

from django.urls import path

from junheng.web.shell import views

urlpatterns = [
    path("", views.start, name="start"),
    path("language/", views.choose_language, name="language"),
    path("theme/", views.choose_theme, name="theme"),
    path("keys/", views.keys, name="keys"),
    path("jump/", views.jump_to, name="jump"),
]
