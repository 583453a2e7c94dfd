"""Addresses of the people pages; people are numbers there, never names."""

from django.urls import path

from junheng.web.people import importing, several, views

app_name = "people"

urlpatterns = [
    path("", views.people, name="list"),
    path("search/", views.search, name="search"),
    path("rights/", views.rights, name="rights"),
    path("add/", views.add, name="add"),
    path("import/", importing.import_people, name="import"),
    path("import/<str:region>/template.xlsx", importing.template, name="template"),
    path("invitations.xlsx", several.invite_several, name="invitations"),
    path("deactivate/", several.deactivate_several, name="deactivate_several"),
    path("activate/", several.activate_several, name="activate_several"),
    path("<int:number>/", views.person, name="person"),
    path("<int:number>/name/", views.rename, name="rename"),
    path("<int:number>/roles/give/", views.give, name="give"),
    path("<int:number>/roles/take/", views.take, name="take"),
    path("<int:number>/invite/", views.invite, name="invite"),
    path("<int:number>/sessions/end/", views.end_session, name="end_session"),
    path("<int:number>/<str:what>/", views.act, name="act"),
]
