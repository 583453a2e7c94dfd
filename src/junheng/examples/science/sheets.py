"""The return of one year as the bureau keeps it: a sheet a subject, money in 10,000 yuan; and the mapping that says how they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from junheng import packs
from junheng.examples.chengdu.sheets import Cell, Head, Sheet
from junheng.examples.science import bodies, projects
from junheng.examples.science.city import CITY, CITY_NAME, COUNTIES, Record
from junheng.tables.units import unit
from junheng.tables.vocabulary import Vocabulary

PACK = "science_cn/annual"


@dataclass(frozen=True, slots=True)
class Subject:
    """A sheet: whose rows, and which measures are its columns."""

    name: str
    records: Callable[[int], Iterable[Record]]
    measures: tuple[str, ...]
    levels: bool = False  # it has a column of levels


# fmt: off
SUBJECTS = (
    Subject("项目", projects.project_records, (
        "applied", "approved", "funds_approved", "funds_own", "funds_first", "funds_due", "funds_paid", "funds_returned",
        "due", "accepted", "extended", "terminated"), levels=True),
    Subject("大型仪器", bodies.holder_records, (
        "instruments", "entered", "instrument_value", "hours_rated", "hours_effective", "hours_external", "visits", "firms_served",
        "institutes_served", "sharing_income")),
    Subject("企业", bodies.firm_records, ("firm_revenue", "firm_rd", "firm_researchers", "firm_patents", "newly_recognised")),
    Subject("孵化与金融", bodies.house_records, (
        "incubator_area", "tenants", "graduates", "tenant_jobs", "fund_public", "fund_private", "loans", "firms_financed",
        "firms_advised")),
    Subject("创新平台", bodies.platform_records, ("platform_researchers", "platform_spending"), levels=True),
    Subject("科普活动", bodies.activity_records, ("sessions", "participants", "exhibition_area")),
    Subject("县区与市局", bodies.office_records, (
        "gdp", "population", "rd_spending", "patents_granted", "inventions", "contracts", "contract_value", "envoys", "experts",
        "panels", "experts_drawn", "experts_recused", "experts_introduced", "rules_issued", "budget_venture", "budget_park",
        "budget_management")),
)
# fmt: on

_FIELDS = (("编号", "unit"), ("名称", "unit_name"), ("地区代码", "area"), ("类别", "kind"))
_LEVEL = ("级别", "level")
_NAMES = {CITY: CITY_NAME, **{county.code: county.name for county in COUNTIES}}


def year_sheets(year: int) -> list[Sheet]:
    """All sheets of a year's workbook."""
    words = packs.load(PACK).vocabulary
    return [_sheet(subject, year, words) for subject in SUBJECTS]


def _sheet(subject: Subject, year: int, words: Vocabulary) -> Sheet:
    fields = [*_FIELDS, _LEVEL] if subject.levels else [*_FIELDS]
    heads = [Head(title, adds=False) for title, _ in fields] + [Head("地区", adds=False)]
    heads += [Head(_head(measure, words)) for measure in subject.measures]
    rows = [_row(record, subject, words) for record in subject.records(year)]
    return Sheet(subject.name, f"{CITY_NAME}{year}年度科技统计：{subject.name}", heads, rows, total=False)


def _row(record: Record, subject: Subject, words: Vocabulary) -> list[Cell]:
    level = [words.levels[record.level].name.zh] if subject.levels else []
    cells: list[Cell] = [record.unit, record.name, record.county, words.unit_kinds[record.kind].name.zh, *level, _NAMES[record.county]]
    return [*cells, *(_cell(record, measure, words) for measure in subject.measures)]


def _cell(record: Record, measure: str, words: Vocabulary) -> Cell:
    value = record.values.get(measure)
    return None if value is None else value / 10_000 if words.measures[measure].unit == "yuan" else value


def _head(measure: str, words: Vocabulary) -> str:
    counted = words.measures[measure]
    return f"{counted.name.zh}（{'万元' if counted.unit == 'yuan' else unit(counted.unit).label.zh}）"


def mapping() -> str:
    """`mapping.toml`: the same for every year."""
    words = packs.load(PACK).vocabulary
    lines = ["# 年度统计怎样读入：每年一个工作簿。How the year's workbook is read; written by the generator.", "format = 1"]
    for subject in SUBJECTS:
        lines += ["", "[[sheet]]", f'name = "{subject.name}"', "head = [2, 3]", 'period = { from = "file" }']
        columns = [(title, f'field = "{field}"') for title, field in ([*_FIELDS, _LEVEL] if subject.levels else _FIELDS)]
        columns += [("地区", "ignore = true"), *((_head(measure, words), f'measure = "{measure}"') for measure in subject.measures)]
        lines += _columns(columns)
    return "\n".join(lines) + "\n"


def _columns(columns: Sequence[tuple[str, str]]) -> list[str]:
    return [line for head, meaning in columns for line in ("", "[[sheet.column]]", f'head = "{head}"', meaning)]
