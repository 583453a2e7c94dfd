"""Addresses of the hall and of the papers, below those of a draw."""

from django.urls import path

from junheng.web.admission.hall import paper_views, views

app_name = "hall"
urlpatterns = [
    path("<str:region>/<str:key>/hall/", views.hall, name="hall"),
    path("<str:region>/<str:key>/notice/", paper_views.notice_page, name="notice"),
    path("<str:region>/<str:key>/notice.pdf", paper_views.notice_file, name="notice_file"),
    path("<str:region>/<str:key>/witness/", paper_views.witness_page, name="witness"),
    path("<str:region>/<str:key>/witness.pdf", paper_views.witness_file, name="witness_file"),
    path("<str:region>/<str:key>/slips.pdf", paper_views.slips_file, name="slips"),
]
