"""Addresses of one return, for whoever fills it in."""

from django.urls import path

from junheng.web.returns.entry import excel, views, writing

urlpatterns = [
    path("", views.entry, name="entry"),
    path("data/", views.data, name="data"),
    path("cells/", writing.cells, name="cells"),
    path("rows/", writing.rows, name="rows"),
    path("say/", writing.say, name="say"),
    path("nothing/", writing.nothing, name="nothing"),
    path("reopen/", writing.reopen, name="reopen"),
    path("submit/", writing.submit, name="submit"),
    path("now/", writing.now, name="now"),
    path("withdraw/", views.withdraw, name="withdraw"),
    path("template.xlsx", excel.template, name="template"),
    path("upload/", excel.upload, name="upload"),
]
