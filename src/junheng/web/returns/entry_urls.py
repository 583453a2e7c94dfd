"""Addresses of one return, for whoever fills it in."""

from django.urls import path

from junheng.web.returns import entry_excel, entry_views, entry_writing

urlpatterns = [
    path("", entry_views.entry, name="entry"),
    path("data/", entry_views.data, name="data"),
    path("cells/", entry_writing.cells, name="cells"),
    path("rows/", entry_writing.rows, name="rows"),
    path("say/", entry_writing.say, name="say"),
    path("nothing/", entry_writing.nothing, name="nothing"),
    path("reopen/", entry_writing.reopen, name="reopen"),
    path("submit/", entry_writing.submit, name="submit"),
    path("now/", entry_writing.now, name="now"),
    path("withdraw/", entry_views.withdraw, name="withdraw"),
    path("template.xlsx", entry_excel.template, name="template"),
    path("upload/", entry_excel.upload, name="upload"),
]
