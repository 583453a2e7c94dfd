"""What the columns of a file mean: shown with what stands in them, corrected and confirmed by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _

from junheng.packs import Pack
from junheng.tables import Mapping as TableMapping
from junheng.tables import read_mapping, write_mapping
from junheng.tables.cells import read_period
from junheng.tables.grid import TOP, Grid
from junheng.tables.head_rows import find_head
from junheng.tables.heads import plain
from junheng.tables.layout import column_letters
from junheng.tables.mapping import ColumnMapping, SheetMapping
from junheng.tables.schema import ALL_LEVELS
from junheng.web.data.placing import heads_of
from junheng.web.data.sheet import grids_of
from junheng.web.format import language
from junheng.web.meanings import KEPT, chosen_column, goals

SAMPLES = 3
#: The period is typed into the form.
TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of the file."""

    field: str  # of the form
    letter: str
    head: str
    samples: tuple[str, ...]
    state: str  # sure, unsure or unknown
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class SheetForm:
    """One sheet of the file."""

    number: int
    name: str
    columns: tuple[ColumnRow, ...]
    periods: tuple[Option, ...]  # empty where a column says it
    period: str  # typed, where it stands nowhere
    period_wrong: str
    levels: tuple[Option, ...]  # empty where a column says it

    @property
    def doubtful(self) -> tuple[ColumnRow, ...]:
        """Columns to look at."""
        return tuple(column for column in self.columns if column.state != "sure")

    @property
    def sure(self) -> tuple[ColumnRow, ...]:
        """Columns whose heads say what they are, or that somebody confirmed."""
        return tuple(column for column in self.columns if column.state == "sure")


@dataclass(frozen=True, slots=True)
class MeaningForm:
    """All sheets that a mapping reads in a file."""

    sheets: tuple[SheetForm, ...]

    @property
    def doubtful(self) -> int:
        """How many columns to look at."""
        return sum(len(sheet.doubtful) for sheet in self.sheets)

    @property
    def wrong(self) -> tuple[SheetForm, ...]:
        """Sheets whose period is none."""
        return tuple(sheet for sheet in self.sheets if sheet.period_wrong)


def form_of(folder: Path, path: str, mapping_path: str, pack: Pack, posted: Mapping[str, str] | None = None) -> MeaningForm:
    """The form, with what was posted where it comes back."""
    mapping = read_mapping(folder / mapping_path)
    grids = grids_of(folder / path, path)
    return MeaningForm(
        tuple(
            _sheet_form(number, sheet, grid, pack, posted or {})
            for number, sheet in enumerate(mapping.sheets)
            if (grid := next((grid for grid in grids if sheet.fits(grid.sheet)), None)) is not None
        )
    )


def confirm(folder: Path, path: str, mapping_path: str, pack: Pack, posted: Mapping[str, str]) -> MeaningForm | None:
    """Write the mapping as it was posted; the form again where something in it is wrong."""
    form = form_of(folder, path, mapping_path, pack, posted)
    if form.wrong:
        return form
    mapping = read_mapping(folder / mapping_path)
    grids = grids_of(folder / path, path)
    sheets = []
    for number, sheet in enumerate(mapping.sheets):
        grid = next((grid for grid in grids if sheet.fits(grid.sheet)), None)
        sheets.append(sheet if grid is None else _confirmed(number, sheet, grid, pack, posted))
    fresh = folder / f"{mapping_path}.new"
    write_mapping(TableMapping(tuple(sheets)), fresh)
    fresh.replace(folder / mapping_path)
    return None


def _sheet_form(number: int, sheet: SheetMapping, grid: Grid, pack: Pack, posted: Mapping[str, str]) -> SheetForm:
    heads = heads_of(grid, sheet.head)
    samples = _samples(grid, sheet, heads)
    columns = [
        _column_row(number, at, head, _mapped(sheet, head), samples[at], pack, posted)
        for at, head in enumerate(heads)
        if head and not (_mapped(sheet, head) is None and not samples[at])
    ]
    order = ("unknown", "unsure", "sure")
    typed = posted.get(f"period:{number}:typed", sheet.constants.get("period", ""))
    chosen = posted.get(f"period:{number}", f"from {sheet.sources['period']}" if sheet.sources.get("period") else TYPED)
    wrong = ""
    if posted and chosen == TYPED and not _says(sheet, "period") and read_period(typed) is None:
        wrong = _("Write the school year as 2025, or a month as 2025-09.")
    return SheetForm(
        number,
        grid.sheet or "",
        tuple(sorted(columns, key=lambda column: order.index(column.state))),
        () if _says(sheet, "period") else _period_options(chosen),
        typed,
        wrong,
        () if _says(sheet, "level") else _level_options(sheet, pack, posted.get(f"level:{number}", "")),
    )


def _says(sheet: SheetMapping, what: str) -> bool:
    """Whether columns say the period or level."""
    counted = [column for column in sheet.columns if column.measure or column.grade]
    return any(column.field == what for column in sheet.columns) or bool(counted and all(getattr(column, what) for column in counted))


def _period_options(chosen: str) -> tuple[Option, ...]:
    names = {
        "from file": _("in the file's name"),
        "from sheet": _("in the sheet's name"),
        "from title": _("above the head"),
        TYPED: _("as typed here:"),
    }
    return tuple(Option(value, name, value == chosen) for value, name in names.items())


def _level_options(sheet: SheetMapping, pack: Pack, posted: str) -> tuple[Option, ...]:
    chosen = posted or sheet.constants.get("level") or (f"from {sheet.sources['level']}" if sheet.sources.get("level") else "")
    options = {
        "": _("of each grade; whole school for the rest"),
        **{code: level.name(language()) for code, level in pack.vocabulary.levels.items()},
        ALL_LEVELS: _("the whole school"),
        "from kind": _("by the kind of school"),
        "from sheet": _("in the sheet's name"),
        "from title": _("above the head"),
        "from file": _("in the file's name"),
    }
    return tuple(Option(value, name, value == chosen) for value, name in options.items())


def _mapped(sheet: SheetMapping, head: str) -> ColumnMapping | None:
    return next((column for column in sheet.columns if plain(column.head) == plain(head)), None)


def _column_row(
    number: int, at: int, head: str, mapped: ColumnMapping | None, samples: Sequence[str], pack: Pack, posted: Mapping[str, str]
) -> ColumnRow:
    field = f"column:{number}:{at}"
    offered = dict(goals(mapped, pack))
    wanted = posted.get(field, KEPT)
    options = tuple(Option(value, name, value == (wanted if wanted in offered else KEPT)) for value, name in offered.items())
    state = "unknown" if mapped is None else "unsure" if mapped.unsure else "sure"
    return ColumnRow(field, column_letters(at), head, tuple(samples), state, options)


def _samples(grid: Grid, sheet: SheetMapping, heads: Sequence[str]) -> list[list[str]]:
    """The first contents under each head."""
    start = 0
    if grid.head is None:
        found = find_head(grid)
        start = sheet.head[1] - grid.first_row + 1 if sheet.head else found[1] + 1 if found else 1
    body = Grid(
        grid.file, grid.sheet, tuple(column[start : start + TOP] for column in grid.columns), max(min(grid.height - start, TOP), 0)
    ).top()
    return [[text for row in body if (text := row[at])][:SAMPLES] if at < grid.width else [] for at in range(len(heads))]


def _confirmed(number: int, sheet: SheetMapping, grid: Grid, pack: Pack, posted: Mapping[str, str]) -> SheetMapping:
    heads = heads_of(grid, sheet.head)
    columns = []
    for at, head in enumerate(heads):
        mapped = _mapped(sheet, head) if head else None
        column = chosen_column(head, mapped, posted.get(f"column:{number}:{at}", KEPT), pack) if head else None
        if column is None and head and f"column:{number}:{at}" in posted:
            column = ColumnMapping(head, ignore=True)  # somebody looked at it and left it unused
        if column is not None:
            columns.append(column)
    here = {plain(head) for head in heads}
    columns += [column for column in sheet.columns if plain(column.head) not in here]  # of other files of the mapping
    constants, sources = dict(sheet.constants), dict(sheet.sources)
    for what in ("period", "level"):
        stated = posted.get(f"{what}:{number}")
        if stated is None or any(column.field == what for column in columns):
            continue
        constants.pop(what, None)
        sources.pop(what, None)
        if stated.startswith("from "):
            sources[what] = stated.removeprefix("from ")
        elif stated == TYPED:
            constants[what] = read_period(posted.get(f"period:{number}:typed", "")) or ""
        elif stated:
            constants[what] = stated
    return replace(sheet, columns=tuple(columns), constants=constants, sources=sources)
