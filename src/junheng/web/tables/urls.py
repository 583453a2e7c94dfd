"""Addresses of saved views."""

from django.urls import path

from junheng.web.tables import views

app_name = "tables"

urlpatterns = [
    path("views/save/", views.save, name="save_view"),
    path("views/<int:number>/forget/", views.forget, name="forget_view"),
]
