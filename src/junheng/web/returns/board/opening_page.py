"""A form as its pack declares it, for people: tables, columns, checks, source; and which periods can be opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from junheng.language import Text
from junheng.packs.forms import Column, Form, Table
from junheng.tables.units import unit as unit_of_measure
from junheng.web.format import language, number
from junheng.web.returns.known import last_period
from junheng.web.returns.models import Return
from junheng.web.returns.opening import window, without
from junheng.web.returns.setting import Setting


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """A column as the page tells it."""

    name: Text
    unit: Text | None
    note: Text | None
    says: tuple[str, ...]  # what is particular about it


@dataclass(frozen=True, slots=True)
class TableWords:
    """A table as the page tells it."""

    name: Text
    rows: str
    into: str
    columns: tuple[ColumnWords, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A check beyond single cells."""

    hard: bool
    table: Text
    sentence: str
    how: str  # as the pack writes it


@dataclass(frozen=True)
class FormPage:
    """Everything on the page."""

    form: Form
    fillers: str
    due: str
    approvals: tuple[str, ...]
    tables: tuple[TableWords, ...]
    checks: tuple[Check, ...]


def form_page(here: Setting, form: Form) -> FormPage:
    """Put the page together."""
    names = {"county": _("County"), "commission": _("Commission")}
    return FormPage(
        form,
        pgettext("list", ", ").join(fillers(here, form)),
        due_words(form),
        tuple(names[each] for each in form.approvals),
        tuple(_table(table) for table in form.tables),
        tuple(_checks(form)),
    )


def fillers(here: Setting, form: Form) -> list[str]:
    """Kinds of those who fill a form in."""
    if form.filler == "area":
        areas = here.pack.vocabulary.area_kinds
        return [areas[form.area_kind].name(language())] if form.area_kind in areas else []
    kinds = here.pack.vocabulary.unit_kinds
    return [kinds[kind].name(language()) for kind in form.unit_kinds if kind in kinds]


def due_words(form: Form) -> str:
    """When a form is due, in words."""
    if form.period == "day":
        return _("every day until {time}").format(time=form.due_time)
    first = {"year": _("the first day of the school year"), "month": _("the first day of the month")}[form.period]
    return ngettext("{n} day after {first}, until {time}", "{n} days after {first}, until {time}", form.due).format(
        n=form.due, first=first, time=form.due_time
    )


def _table(table: Table) -> TableWords:
    rows = {
        "levels": _("One row a level"),
        "grades": _("One row a grade"),
        "fixed": _("Rows: {rows}").format(rows=pgettext("list", ", ").join(name(language()) for name in table.fixed.values())),
        "free": _("Rows are added, at most {n}").format(n=number(table.most)),
    }[table.rows]
    if table.shared:
        rows = _("{rows}, and one for what the whole school shares").format(rows=rows)
    into = {
        "observations": _("Goes into the release as observations"),
        "enrolment": _("Goes into the release as enrolment"),
        "classes": _("Goes into the release as classes"),
        "units": _("Each row goes into the release as a unit"),
        "area": _("The row “{row}” goes into the release as what the area says of itself").format(
            row=table.fixed[table.kept](language()) if table.kept else ""
        ),
        None: _("Is approved and kept, and goes into no release"),
    }[table.into]
    return TableWords(table.name, rows, into, tuple(_column(column) for column in table.columns))


def _column(column: Column) -> ColumnWords:
    label = unit_of_measure(column.unit).label if column.unit is not None else None
    return ColumnWords(column.name, label, column.note, tuple(_says(column)))


def _says(column: Column) -> Iterator[str]:
    if column.total is not None:
        yield _("computed: {formula}").format(formula=column.total.text)
        return
    if not column.required:
        yield _("may stay empty")
    if column.nothing:
        yield _("may be marked as nothing to report")
    if column.whole:
        yield _("whole numbers")
    if column.kind == "number" and column.minimum:
        yield _("at least {n}").format(n=number(column.minimum))
    if column.maximum is not None:
        yield _("at most {n}").format(n=number(column.maximum))
    if isinstance(column.choices, Mapping) and column.choices:
        yield _("one of: {choices}").format(choices=pgettext("list", ", ").join(name(language()) for name in column.choices.values()))
    if column.carry:
        yield _("filled in from the last period")


def _checks(form: Form) -> Iterator[Check]:
    for rule in form.rules:
        how = f"{rule.left.text} {rule.relation} {rule.right.text}"
        yield Check(not rule.soft, form.table(rule.table).name, rule.message(language()), how)
    for change in form.changes:
        table = form.table(change.table)
        names = pgettext("list", ", ").join(table.column(name).name(language()) for name in change.columns)
        sentence = _("Differs from the last period by more than {percent}% and by more than {least}: {columns}")
        yield Check(False, table.name, sentence.format(percent=number(change.percent), least=number(change.least), columns=names), "")
    for outlier in form.outliers:
        sentence = _("{name} is unlike that of like units: outside median ± {times} × median absolute deviation")
        words = sentence.format(name=outlier.name(language()), times=number(outlier.times))
        yield Check(False, form.table(outlier.table).name, words, outlier.value.text)


def proposed_period(here: Setting, form: Form, today: date) -> str:
    """The period that one would open now: the newest that has begun."""
    if form.period == "day":
        return today.isoformat()
    if form.period == "month":
        return today.isoformat()[:7]
    month, day = here.pack.year_starts
    return str(today.year if (today.month, today.day) >= (month, day) else today.year - 1)


@dataclass(frozen=True, slots=True)
class Preview:
    """What opening would do."""

    form: Form
    period: str
    opens_on: date
    due_at: datetime
    new: int  # that would be opened
    present: int  # that are open already
    areas: tuple[tuple[str, int], ...]  # name of each county and how many it would get
    last: str | None  # period from which values are compared and carried


def preview(here: Setting, form: Form, period: str) -> Preview:
    """What opening a form for a period would do.

    Raises
    ------
    ReturnError
        The period is not of the form's kind.
    """
    opens_on, due_at = window(form, period, here.pack.year_starts)
    new = without(here, form, period)
    present = Return.objects.filter(region=here.region, form=form.id, period=period, revision=1).count()
    counts = Counter(area for _unit, area in new)
    named = tuple((here.areas[area]["name"] if area in here.areas else area, n) for area, n in sorted(counts.items()))
    return Preview(form, period, opens_on, due_at, len(new), present, named, last_period(here, form, period))
