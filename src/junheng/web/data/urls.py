"""Addresses of the Data workspace."""

from django.urls import path

from junheng.web.data import draft_views, issue_views, views

app_name = "data"

urlpatterns = [
    path("", views.start, name="start"),
    path("<str:region>/", views.region, name="region"),
    path("<str:region>/template.xlsx", views.template_of, name="template"),
    path("<str:region>/release/<str:label>/", views.release, name="release"),
    path("<str:region>/release/<str:label>/manifest.json", views.manifest, name="manifest"),
    path("<str:region>/difference/", views.difference, name="difference"),
    path("<str:region>/upload/", draft_views.upload, name="upload"),
    path("<str:region>/draft/<int:number>/", draft_views.draft, name="draft"),
    path("<str:region>/draft/<int:number>/add/", draft_views.add, name="add"),
    path("<str:region>/draft/<int:number>/act/", draft_views.act, name="act"),
    path("<str:region>/draft/<int:number>/mapping/<path:path>/", draft_views.mapping, name="mapping"),
    path("<str:region>/draft/<int:number>/issues/", issue_views.issues, name="issues"),
    path("<str:region>/draft/<int:number>/issue/<int:at>/", issue_views.issue, name="issue"),
    path("<str:region>/draft/<int:number>/waive/", issue_views.explain, name="waive"),
    path("<str:region>/draft/<int:number>/unwaive/", issue_views.unexplain, name="unwaive"),
    path("<str:region>/draft/<int:number>/marked/<path:path>/", issue_views.marked, name="marked"),
    path("<str:region>/draft/<int:number>/difference/", draft_views.difference, name="draft_difference"),
    path("<str:region>/draft/<int:number>/freeze/", draft_views.freeze, name="freeze"),
]
