"""Opening the returns of a period: one for each unit or area that a form is for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from junheng.language import Text
from junheng.packs.forms import Form
from junheng.web.people.roles import Right
from junheng.web.returns.actor import Actor
from junheng.web.returns.errors import ReturnError
from junheng.web.returns.known import Known, known_of, last_period
from junheng.web.returns.models import Cell, Return
from junheng.web.returns.setting import Setting, setting

_PERIODS = {"year": re.compile(r"(19|20)\d\d"), "month": re.compile(r"(19|20)\d\d-\d\d"), "day": re.compile(r"(19|20)\d\d-\d\d-\d\d")}
_EXAMPLES = {"year": "2025", "month": "2025-09", "day": "2025-09-01"}
NO_PERIOD = Text("“{period}”不是期间；应写成 {example} 的形式。", "“{period}” is no period; write it as {example}.")


def window(form: Form, period: str, year_starts: tuple[int, int]) -> tuple[date, datetime]:
    """The day on which a period's return opens, and the moment at which it is due.

    Raises
    ------
    ReturnError
        The period is not of the form's kind.
    """
    first = _first_day(form.period, period, year_starts)
    if first is None:
        raise ReturnError(NO_PERIOD.format(period=period, example=_EXAMPLES[form.period]))
    due = datetime.combine(first + timedelta(days=form.due), time.fromisoformat(form.due_time), ZoneInfo(settings.TIME_ZONE))
    return first + timedelta(days=form.opens), due


def _first_day(kind: str, period: str, year_starts: tuple[int, int]) -> date | None:
    if not _PERIODS[kind].fullmatch(period):
        return None
    month, day = year_starts
    whole = {"year": f"{period}-{month:02}-{day:02}", "month": f"{period}-01", "day": period}[kind]
    try:
        return date.fromisoformat(whole)
    except ValueError:
        return None


def open_returns(actor: Actor, region: str, form: str, period: str) -> int:
    """Open a form for a period wherever it is not open yet, with what the region already knows filled in; how many were opened.

    Raises
    ------
    NotAllowed
        The actor does not manage returns in the whole region.
    ReturnError
        The region has no release, or the period is not of the form's kind.
    """
    actor.need_whole(Right.MANAGE_RETURNS, region)
    here = setting(region)
    declared = here.form(form)
    opens_on, due_at = window(declared, period, here.pack.year_starts)
    with transaction.atomic():
        new = [
            Return(
                region=region,
                form=form,
                period=period,
                unit=unit,
                area=area,
                fingerprint=declared.fingerprint,
                opens_on=opens_on,
                due_at=due_at,
            )
            for unit, area in without(here, declared, period)
        ]
        _prefill(here, declared, Return.objects.bulk_create(new))
    return len(new)


def without(here: Setting, form: Form, period: str) -> list[tuple[str, str]]:
    """Unit and area of everyone who is to fill a form in for a period and has no return yet."""
    known = Return.objects.filter(region=here.region, form=form.id, period=period).values_list("unit", "area")
    present = {unit or area for unit, area in known}
    return [(unit, area) for unit, area in _fillers(here, form, period) if (unit or area) not in present]


def _prefill(here: Setting, form: Form, returns: Iterable[Return]) -> None:
    """What the newest release says of the period already, and from the last one what rarely changes, each with its source."""
    carried = {(table.id, column.id) for table in form.tables for column in table.columns if column.carry}
    cells = []
    for ret in returns:
        known = dict(known_of(here, form, ret.period, ret.place))
        stated = {address.split("/")[0] for address in known} | {table.id for table in form.tables if table.into == "units"}
        last = last_period(here, form, ret.period) if carried else None
        for address, each in (known_of(here, form, last, ret.place) if last is not None else {}).items():
            table, _, column = address.split("/")
            if table not in stated and (table, column) in carried:
                known[address] = each
        cells += [_cell(here, ret, address, each) for address, each in known.items()]
    Cell.objects.bulk_create(cells, batch_size=1000)


def _cell(here: Setting, ret: Return, address: str, known: Known) -> Cell:
    table, row, column = address.split("/")
    source = {"release": here.release.label, "hash": here.release.hash, **known.source}
    return Cell(ret=ret, table=table, row=row, column=column, value=known.value, source=source)


def _fillers(here: Setting, form: Form, period: str) -> list[tuple[str, str]]:
    """Unit and area of everyone who fills a form in, of the units that there are in the period; no unit where areas do."""
    if form.filler == "area":
        return [("", code) for code, row in sorted(here.areas.items()) if row["kind"] == form.area_kind]
    return [(code, area) for code, area in sorted(here.tree(period).items()) if here.units[code]["kind"] in form.unit_kinds]
