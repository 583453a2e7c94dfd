"""Addresses without a login."""

from django.urls import path

from junheng.web.admission.public import mine_views, objection_views, views

app_name = "draws"
urlpatterns = [
    path("", views.draws, name="list"),
    path("verify.html", views.verifier, name="verifier"),
    path("receipt/", objection_views.receipt, name="receipt"),
    path("<str:key>/", views.draw, name="draw"),
    path("<str:key>/seals.json", views.seals, name="seals"),
    path("<str:key>/rules.toml", views.rules, name="rules"),
    path("<str:key>/certificate.json", views.certificate, name="certificate"),
    path("<str:key>/notice.pdf", views.notice, name="notice"),
    path("<str:key>/mine/", mine_views.mine, name="mine"),
    path("<str:key>/objection/", objection_views.objection, name="objection"),
]
