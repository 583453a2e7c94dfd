"""Addresses of the workspace."""

from django.urls import path

from junheng.web.admission import after_views, chances_views, checks_views, numbers_views, results_views, roster_views, rules_views, views

app_name = "admission"
urlpatterns = [
    path("", views.draws, name="list"),
    path("<str:region>/new/", views.new, name="new"),
    path("<str:region>/<str:key>/", views.draw, name="draw"),
    path("<str:region>/<str:key>/list/", roster_views.roster, name="roster"),
    path("<str:region>/<str:key>/columns/", roster_views.columns, name="columns"),
    path("<str:region>/<str:key>/register/", roster_views.register, name="register"),
    path("<str:region>/<str:key>/rules/", rules_views.rules, name="rules"),
    path("<str:region>/<str:key>/rules.toml", rules_views.rule_file, name="rule_file"),
    path("<str:region>/<str:key>/checks/", checks_views.checks, name="checks"),
    path("<str:region>/<str:key>/reasons/", checks_views.reasons, name="reasons"),
    path("<str:region>/<str:key>/twins/", checks_views.twins, name="twins"),
    path("<str:region>/<str:key>/rehearsal/", checks_views.rehearsal, name="rehearsal"),
    path("<str:region>/<str:key>/chances/", chances_views.chances, name="chances"),
    path("<str:region>/<str:key>/chances.<str:kind>", chances_views.chances_file, name="chances_file"),
    path("<str:region>/<str:key>/seal/", checks_views.seal, name="seal"),
    path("<str:region>/<str:key>/reopen/", checks_views.reopen, name="reopen"),
    path("<str:region>/<str:key>/seals.json", checks_views.seals, name="seals"),
    path("<str:region>/<str:key>/seal-sheet/", checks_views.sheet, name="sheet"),
    path("<str:region>/<str:key>/numbers/", numbers_views.numbers, name="numbers"),
    path("<str:region>/<str:key>/results/", results_views.results, name="results"),
    path("<str:region>/<str:key>/names/", results_views.names, name="names"),
    path("<str:region>/<str:key>/verify/", results_views.verify, name="verify"),
    path("<str:region>/<str:key>/files/<str:name>", results_views.file, name="file"),
    path("<str:region>/<str:key>/publish/", results_views.publish, name="publish"),
    path("<str:region>/<str:key>/after/", after_views.after, name="after"),
    path("<str:region>/<str:key>/late/", after_views.late, name="late"),
    path("<str:region>/<str:key>/teams/", after_views.teams, name="teams"),
    path("<str:region>/<str:key>/move/", after_views.move, name="move"),
    path("<str:region>/<str:key>/drift/", after_views.drift, name="drift"),
    path("<str:region>/<str:key>/withdraw/", after_views.withdraw, name="withdraw"),
    path("<str:region>/<str:key>/erase/", after_views.erase, name="erase"),
]
