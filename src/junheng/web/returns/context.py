"""What a return is filled in and checked against: the last period, like units, other returns, what was explained before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from junheng.packs.forms import Form
from junheng.packs.forms.answers import Answers
from junheng.packs.forms.checking import check
from junheng.web.people.places import places
from junheng.web.returns.known import Cells, known_of, last_period, ranges_of
from junheng.web.returns.mergers import together
from junheng.web.returns.models import Cell, Explanation, Return, State
from junheng.web.returns.setting import Setting, setting

Json = dict[str, Any]

#: States in which a return says more than the release before it.
_SAID = (State.COMMISSION_APPROVED.value, State.RELEASED.value)


def given_of(ret: Return, cells: Iterable[Cell] | None = None) -> Json:
    """A return's answers, as `junheng.packs.forms.checking.check` takes them."""
    found = Cell.objects.filter(ret=ret) if cells is None else cells
    return {"nothing": ret.nothing, "cells": {cell.address: {"value": cell.value, "nothing": cell.nothing} for cell in found}}


def context_of(here: Setting, ret: Return) -> Json:
    """What the checks of a return look at besides its answers."""
    form = here.form(ret.form)
    period, last = last_of(here, ret)
    return {
        "last_period": period,
        "last": last,
        "last_with": [here.organisation.unit_name(unit) for unit in merged_since(here, ret, period)] if period is not None else [],
        "ranges": ranges_of(here, form, period, ret.unit) if period is not None else {},
        "taken": _taken(here, ret, form),
        "others": {other.id: found for other in form.others if (found := _other(here, ret, other.form, other.table)) is not None},
    }


def findings_of(ret: Return) -> list[Json]:
    """All findings of a return as it stands in the database, explained or not."""
    here = setting(ret.region)
    return check(here.layout(ret), given_of(ret), context_of(here, ret))


def explanations_of(ret: Return) -> list[Json]:
    """What was explained, as `junheng.packs.forms.checking.unexplained` takes it, with who and when."""
    return [
        {
            "check": each.check_id,
            "table": each.table,
            "row": each.row,
            "column": each.column,
            "value": each.value,
            "text": each.text,
            "by": each.by.get_username() if each.by is not None else "",
            "at": each.at.isoformat(),
        }
        for each in Explanation.objects.filter(ret=ret).select_related("by").order_by("pk")
    ]


def offered(ret: Return) -> dict[str, Json]:
    """What was said about the same findings in the newest earlier period, by ``check/table/row/column``: offered again."""
    # A unit that moved has said it wherever it lay.
    place = {"ret__unit": ret.unit} if ret.unit else {"ret__unit": "", "ret__area": ret.area}
    earlier = Explanation.objects.filter(ret__region=ret.region, ret__form=ret.form, ret__period__lt=ret.period, **place)
    return {
        f"{each.check_id}/{each.table}/{each.row}/{each.column}": {"text": each.text, "period": each.ret.period}
        for each in earlier.select_related("ret").order_by("ret__period", "ret__revision", "pk")
    }


def last_of(here: Setting, ret: Return) -> tuple[str | None, dict[str, str]]:
    """The last period and its values by address; from an approved return where there is one, else from the release.

    What other units said that have gone into this one since is added, where a sum makes sense.
    """
    form = here.form(ret.form)
    in_release = last_period(here, form, ret.period)
    in_returns = _approved(ret.region, ret.form, ret.unit, ret.area).filter(period__lt=ret.period).order_by("-period").first()
    period = max(filter(None, (in_release, in_returns and in_returns.period)), default=None)
    if period is None:
        return None, {}
    own = _said(here, form, ret.unit, ret.area, period)
    others = [_said(here, form, unit, "", period) for unit in merged_since(here, ret, period)]
    return period, _by_key(form, together(form, own, others) if others else own)


def merged_since(here: Setting, ret: Return, period: str) -> tuple[str, ...]:
    """Units that have gone into a return's unit since a period."""
    return here.organisation.merged_into(ret.unit, here.first_day(period), here.first_day(ret.period)) if ret.unit else ()


def _approved(region: str, form: str, unit: str, area: str) -> QuerySet[Return]:
    """What a place has said for good; a unit that moved has said it wherever it lay."""
    said = Return.objects.filter(region=region, form=form, unit=unit, state__in=_SAID)
    return said if unit else said.filter(area=area)


def _said(here: Setting, form: Form, unit: str, area: str, period: str) -> dict[str, str]:
    """A place's values for a period by address, from its approved return, else from the release."""
    before = _approved(here.region, form.id, unit, area).filter(period=period).order_by("-revision").first()
    if before is not None:
        return {cell.address: "0" if cell.nothing else cell.value for cell in Cell.objects.filter(ret=before)}
    return {address: known.value for address, known in known_of(here, form, period, unit or area).items()}


def _by_key(form: Form, values: Mapping[str, str]) -> dict[str, str]:
    """Free rows under what tells them apart instead of their names, which differ from period to period."""
    free = {table.id: table.unique for table in form.tables if table.rows == "free"}
    found = {}
    for address, value in values.items():
        table, row, column = address.split("/")
        if table in free:
            row = "|".join(values.get(f"{table}/{row}/{key}", "") for key in free[table])
        found[f"{table}/{row}/{column}"] = value
    return found


def _taken(here: Setting, ret: Return, form: Form) -> dict[str, str]:
    """Codes among the answers that belong to a unit elsewhere or of another kind, or stand in another place's return too."""
    taken: dict[str, str] = {}
    for table in form.tables:
        if table.into != "units":
            continue
        column = next(column.id for column in table.columns if column.field == "unit")
        same = Cell.objects.filter(ret__region=ret.region, ret__form=ret.form, ret__period=ret.period, table=table.id, column=column)
        codes = list(same.filter(ret=ret).values_list("value", flat=True))
        for cell in same.filter(value__in=codes).exclude(ret__area=ret.area).exclude(value="").select_related("ret"):
            taken[cell.value] = here.name_of(cell.ret)
        within, tree = places(ret.region).within(ret.area), here.tree(ret.period)
        for code in codes:
            unit = here.units.get(code)
            if unit is not None and (tree.get(code) not in within or unit["kind"] != table.unit_kind):
                taken[code] = unit["name"]
    return taken


def _other(here: Setting, ret: Return, form: str, table: str) -> Json | None:
    """Another form's table for the same place and period: as it stands in its return, else as the release has it."""
    same = Return.objects.filter(region=ret.region, form=form, period=ret.period, unit=ret.unit)
    other = (same if ret.unit else same.filter(area=ret.area)).order_by("-revision").first()
    declared = here.form(form)
    if other is not None:
        layout, given = here.layout(other), given_of(other)
    else:
        known: Cells = known_of(here, declared, ret.period, ret.place)
        if not any(address.startswith(f"{table}/") for address in known):
            return None
        layout = here.layout(Return(region=ret.region, form=form, period=ret.period, unit=ret.unit, area=ret.area))
        given = {"cells": {address: {"value": each.value} for address, each in known.items()}}
    answers = Answers(layout, given, {})
    numbers = [column.id for column in declared.table(table).columns if column.kind == "number"]
    return {
        "form": form,
        "rows": [
            {"level": row.level, "grade": row.grade, "values": {name: answers.number(table, row, name) for name in numbers}}
            for row in answers.rows(table)
        ],
    }
