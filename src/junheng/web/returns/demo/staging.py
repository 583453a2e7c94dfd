"""Bringing the returns there: each act by the person whose act it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from junheng.web.audit.acting import acting, because
from junheng.web.home import loaded_regions
from junheng.web.returns import services
from junheng.web.returns.context import last_of
from junheng.web.returns.demo.figures import COMMENT, answers, explanations
from junheng.web.returns.demo.people import Cast, commission
from junheng.web.returns.demo.plan import FORM, PERIOD, Stage, plan
from junheng.web.returns.models import Cell, Return
from junheng.web.returns.setting import Setting, setting
from junheng.web.shell.demo import CITY, COUNTY

#: Days from today at which the first county was due, and at which the others are.
_PASSED, _AHEAD = -3, 12
_HOUR = time(18)
_WHY = "演示数据 demonstration"


def stage() -> None:
    """Open the yearly return of the synthetic city and bring its schools as far as the plan says.

    The demo's logins must be there. Run again it changes nothing, except that the dates move on once all of them have passed.
    """
    if not any(folder.name == CITY for folder in loaded_regions()):
        return
    with transaction.atomic(), because(_WHY):
        found = _returns()
        if not found.exists():
            _play(setting(CITY))
        elif not found.filter(due_at__gt=timezone.now()).exists():
            _set_dates()


def _returns() -> QuerySet[Return]:
    return Return.objects.filter(region=CITY, form=FORM, period=PERIOD)


def _play(here: Setting) -> None:
    kinds = here.form(FORM).unit_kinds
    stages = plan({code: row for code, row in sorted(here.units.items()) if row["kind"] in kinds})
    with _acting(commission()) as manager:
        services.open_returns(manager, CITY, FORM, PERIOD)
    _set_dates()
    schools = {code: here.units[code]["name"] for code in stages}
    counties = {code: row["name"] for code, row in here.areas.items() if row["kind"] == here.release.description.compare}
    cast = Cast(next(iter(stages)), schools, counties)
    returns = {ret.unit: ret for ret in _returns().filter(unit__in=stages)}
    for unit, reached in stages.items():
        if reached != Stage.UNTOUCHED:
            _fill_in(here, cast.clerk(unit), returns[unit], reached)
        _approve(cast.officer(here.units[unit]["area"]), returns[unit], reached)


def _set_dates() -> None:
    """The first county was due, the others will be, counted from today."""
    counties = set(_returns().values_list("area", flat=True))
    with _acting(commission()) as manager:
        services.set_due(manager, CITY, FORM, PERIOD, _at(_PASSED), areas=[COUNTY])
        services.set_due(manager, CITY, FORM, PERIOD, _at(_AHEAD), areas=sorted(counties - {COUNTY}))


def _at(days: int) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), _HOUR))


def _fill_in(here: Setting, clerk: services.Actor, ret: Return, reached: Stage) -> None:
    _period, last = last_of(here, ret)
    given = answers(reached, ret.unit, last)
    with _acting(clerk):
        services.save_cells(clerk, ret, [services.Change(*address.split("/"), value, version=0) for address, value in given.items()])
        if reached == Stage.BEGUN:
            return
        said = list(explanations(reached, services.findings_of(ret)))
        if said:
            services.explain(clerk, ret, said)
        if reached != Stage.FINDINGS:
            services.submit(clerk, ret)


def _approve(officer: services.Actor, ret: Return, reached: Stage) -> None:
    if reached == Stage.SENT_BACK:
        sports = Cell.objects.filter(ret=ret, column="sports_area")[0].address
        with _acting(officer):
            services.send_back(officer, ret, {sports: COMMENT}, approve_rest=True)
    elif reached in (Stage.COUNTY_APPROVED, Stage.COMMISSION_APPROVED):
        with _acting(officer):
            services.approve(officer, ret)
    if reached == Stage.COMMISSION_APPROVED:
        with _acting(commission()) as approver:
            services.approve(approver, ret)


@contextmanager
def _acting(actor: services.Actor) -> Iterator[services.Actor]:
    with acting(actor.user):
        yield actor
