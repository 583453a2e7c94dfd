"""Addresses of returns."""

from django.urls import include, path

from junheng.web.returns.approval import views as approval_views
from junheng.web.returns.board import deadline_views, opening_views, releasing_views, reminder_views
from junheng.web.returns.board import views as board_views
from junheng.web.returns.entry import views as entry_views

app_name = "returns"

urlpatterns = [
    path("", entry_views.mine, name="list"),
    path("worker.js", entry_views.worker, name="worker"),
    path("<int:number>/", include("junheng.web.returns.entry.urls")),
    path("<int:number>/review/", approval_views.review, name="review"),
    path("<int:number>/decide/", approval_views.decide, name="decide"),
    path("<int:number>/correct/", approval_views.correct, name="correct"),
    path("waiting/", approval_views.waiting, name="waiting"),
    path("waiting/approve/", approval_views.approve_many, name="approve_many"),
    path("waiting/take-back/", approval_views.take_back, name="take_back"),
    path("board/", board_views.start, name="board_start"),
    path("board/<str:region>/", board_views.board, name="board"),
    path("board/<str:region>/open/", opening_views.open_returns, name="open"),
    path("board/<str:region>/due/", deadline_views.set_due, name="set_due"),
    path("board/<str:region>/remind/", reminder_views.remind, name="remind"),
    path("board/<str:region>/reminders/", reminder_views.reminders, name="reminders"),
    path("board/<str:region>/release/<str:form>/<str:period>/", releasing_views.publish, name="publish"),
    path("forms/", opening_views.forms, name="forms"),
    path("forms/<str:region>/<str:form>/", opening_views.form, name="form"),
]
