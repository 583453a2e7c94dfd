"""A form 填报表: what is asked, of whom, when, and which answers pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from junheng.language import Text
from junheng.packs.expression import Expression
from junheng.packs.form_scope import Relation
from junheng.packs.model import Citation

Period = Literal["year", "month", "day"]
Filler = Literal["unit", "area"]
Approver = Literal["county", "commission"]


@dataclass(frozen=True, slots=True)
class Column:
    """One thing asked in every row of a table."""

    id: str
    name: Text
    note: Text | None  # what counts and what does not
    kind: Literal["number", "text", "code", "choice"]
    measure: str | None  # of the pack, as which a release holds it
    field: str | None  # of the release's table, e.g. "pupils", "class_number"
    unit: str | None  # of measure, for numbers
    whole: bool
    minimum: float | None
    maximum: float | None
    required: bool
    nothing: bool  # may be answered by "nothing to report"
    shared: Literal["either", "never", "only"]  # may the row of the whole unit answer it for its levels?
    choices: Mapping[str, Text] | Literal["grades", "levels", "areas"]  # code -> name, or whatever the place has
    carry: bool  # filled in from the last period, since it rarely changes
    total: Expression | None  # computed from the row's other columns, never typed
    additive: bool  # its sum over the rows means something


@dataclass(frozen=True, slots=True)
class Table:
    """Rows and columns; `into` says which of a release's tables holds what was answered."""

    id: str
    name: Text
    rows: Literal["levels", "grades", "fixed", "free"]
    fixed: Mapping[str, Text]  # names of fixed rows
    shared: bool  # a unit with several levels has a row for what they share
    into: Literal["observations", "enrolment", "classes", "units", "area"] | None
    kept: str | None  # the fixed row that goes into the release, where `into` is "area"
    level: str | None  # of all rows, where they have no level of their own
    unit_kind: str | None  # of the units that rows are, where `into` is "units"; of the unit that stands for the area, where it is "area"
    most: int  # free rows
    unique: tuple[str, ...]  # columns that together tell free rows apart
    totals: bool  # a row with the sums
    columns: tuple[Column, ...]

    def column(self, id: str) -> Column:  # noqa: A002 - the word that the pack uses
        """The column of that id; `KeyError` where there is none."""
        return next(column for column in self.columns if column.id == id)


@dataclass(frozen=True, slots=True)
class Rule:
    """Two sides that must compare; soft ones may be explained instead."""

    id: str
    table: str
    each: Literal["row", "level", "grade", "table"]  # what the sides are computed for
    left: Expression
    relation: Relation
    right: Expression
    marks: tuple[str, ...]  # columns that a finding points at
    message: Text
    soft: bool


@dataclass(frozen=True, slots=True)
class Change:
    """Soft: differs from the last period by more than a share and more than an amount."""

    id: str
    table: str
    columns: tuple[str, ...]
    percent: float
    least: float  # differences up to this are never worth a word


@dataclass(frozen=True, slots=True)
class Outlier:
    """Soft: outside the median of like units ± times × median absolute deviation."""

    id: str
    table: str
    column: str  # that a finding points at
    value: Expression
    name: Text  # of the value, e.g. "Sports area per pupil"
    times: float


@dataclass(frozen=True, slots=True)
class Other:
    """A table of another form for the same place and period, which rules may look at."""

    id: str
    form: str
    table: str


@dataclass(frozen=True, eq=False)
class Form:
    """One return as its pack declares it."""

    id: str
    title: Text
    note: Text | None
    filler: Filler
    unit_kinds: tuple[str, ...]  # who fills it in, where units do
    area_kind: str | None  # where areas do
    levels: tuple[str, ...]
    period: Period
    opens: int  # days after the first day of the period
    due: int
    due_time: str  # "18:00" of that day
    approvals: tuple[Approver, ...]
    nothing: bool  # the whole return may be answered by "nothing to report"
    tables: tuple[Table, ...]
    rules: tuple[Rule, ...]
    changes: tuple[Change, ...]
    outliers: tuple[Outlier, ...]
    others: tuple[Other, ...]
    source: Citation
    fingerprint: str  # of all that is declared: a template made from another declaration is stale

    def table(self, id: str) -> Table:  # noqa: A002 - the word that the pack uses
        """The table of that id; `KeyError` lists those that exist."""
        for table in self.tables:
            if table.id == id:
                return table
        raise KeyError(f"{self.id} has no table {id!r}; it has {', '.join(t.id for t in self.tables)}")
