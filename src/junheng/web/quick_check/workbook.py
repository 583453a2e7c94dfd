"""The workbook to take away: coefficients, schools, weak schools, issues; every text is text, none a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl
from django.utils.translation import gettext as _

from junheng.reports.export import Sheet, to_xlsx
from junheng.tables.issue import Issue, Severity
from junheng.web.format import language, school_year, unit_label
from junheng.web.quick_check.answer import Answer, Coefficient
from junheng.web.shell.shown import Shown


def workbook(answer: Answer | None, issues: Sequence[Issue], shown: Shown) -> bytes:
    """All sheets in the language of the page; only the issues where an error blocks the rest."""
    notes = (_("Quick check of {file}").format(file=shown.region(language())),)
    if shown.synthetic:
        notes = (*notes, _("Synthetic data: schools, people and amounts are made by a program and stand for no real school or region."))
    if answer is None:
        return to_xlsx((_issues(issues, notes),))
    notes = (
        *notes,
        _("Standard: {title}, {number}").format(title=answer.pack.title(language()), number=answer.pack.source.number or answer.pack.name),
    )
    return to_xlsx((_coefficients(answer, notes), _schools(answer, notes), _weak(answer, notes), _issues(issues, notes)))


def _frame(heads: Sequence[str], rows: Iterable[Sequence[object]], numbers: Sequence[str]) -> pl.DataFrame:
    schema = {head: pl.Float64 if head in numbers else pl.String for head in heads}
    return pl.DataFrame([[None if cell is None else cell for cell in row] for row in rows], schema=schema, orient="row")


def _verdict(meets: bool | None) -> str:
    return _("No data") if meets is None else _("Met") if meets else _("Not met")


def _coefficients(answer: Answer, notes: tuple[str, ...]) -> Sheet:
    heads = [
        _("Area"),
        _("Level"),
        _("Period"),
        _("Indicator"),
        _("Schools"),
        _("Without a value"),
        _("Mean"),
        _("Unit"),
        _("Coefficient of variation"),
        _("Limit"),
        _("Verdict"),
    ]
    rows = [
        [
            row.name,
            level.name(language()),
            school_year(level.period),
            *_coefficient(c),
        ]
        for level in answer.levels
        for row in level.rows
        for c in (*row.coefficients, row.comprehensive)
    ]
    return Sheet(_("Coefficients"), _frame(heads, rows, (heads[4], heads[5], heads[6], heads[8], heads[9])), "", notes)


def _coefficient(c: Coefficient) -> list[object]:
    """What stands in the row of one coefficient; the mean of all has no schools and no mean of its own."""
    verdict = "" if c.limit is None else _verdict({"met": True, "near": True, "miss": False, "none": None}[c.verdict])
    if c.indicator is None:
        return [_("Mean of the coefficients"), None, None, None, None, c.value, c.limit, verdict]
    return [c.indicator.name(language()), c.units, c.missing, c.mean, unit_label(c.indicator.unit), c.value, c.limit, verdict]


def _schools(answer: Answer, notes: tuple[str, ...]) -> Sheet:
    heads = [
        _("School"),
        _("Code"),
        _("Area"),
        _("Level"),
        _("Period"),
        _("Indicator"),
        _("Value"),
        _("Unit"),
        _("Floor"),
        _("Share of floor"),
        _("Verdict"),
    ]
    problem, table = answer.problem, answer.verdicts.units_table()
    names = {code: problem.unit_name(k) for k, code in enumerate(problem.units)}
    areas = {code: problem.area_name(k) for k, code in enumerate(problem.areas)}
    levels = {code: problem.level_name(k)(language()) for k, code in enumerate(problem.levels)}
    indicators = {indicator.id: indicator for indicator in problem.indicators}
    rows = [
        [
            names[r["unit"]],
            r["unit"],
            areas[r["area"]],
            levels[r["level"]],
            school_year(r["period"]),
            indicators[r["indicator"]].name(language()),
            r["value"],
            unit_label(indicators[r["indicator"]].unit),
            r["floor"],
            r["share_of_floor"],
            _verdict(r["meets"]),
        ]
        for r in table.filter(pl.col("value").is_not_null().any().over("indicator")).iter_rows(
            named=True
        )  # what nobody states says nothing
    ]
    return Sheet(_("Schools"), _frame(heads, rows, (heads[6], heads[8], heads[9])), "", notes)


def _weak(answer: Answer, notes: tuple[str, ...]) -> Sheet:
    heads = [
        _("School"),
        _("Code"),
        _("Area"),
        _("Level"),
        _("Floors reached"),
        _("Of"),
        _("Weak aspect"),
        _("Value"),
        _("Unit"),
        _("Floor"),
        _("Share of floor"),
    ]
    rows = [
        [
            school.name,
            school.code,
            school.area,
            school.level(language()),
            school.reached,
            school.counted,
            a.indicator.name(language()),
            a.value,
            unit_label(a.indicator.unit),
            a.floor,
            a.share,
        ]
        for school in answer.weak
        for a in school.aspects
    ]
    return Sheet(_("Weak schools"), _frame(heads, rows, (heads[4], heads[5], heads[7], heads[9], heads[10])), "", notes)


def _issues(issues: Sequence[Issue], notes: tuple[str, ...]) -> Sheet:
    heads = [_("Severity"), _("File"), _("Sheet"), _("Row"), _("Column"), _("Cell"), _("Value"), _("What is wrong"), _("What to do")]
    rows = [
        [
            _("Error") if i.severity is Severity.ERROR else _("Warning"),
            i.place.file,
            i.place.sheet,
            i.place.row,
            i.place.column,
            i.place.cell,
            i.value,
            i.message(language()),
            i.remedy(language()),
        ]
        for i in issues
    ]
    return Sheet(_("Issues"), _frame(heads, rows, (heads[3],)), "", notes)
