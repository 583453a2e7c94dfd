"""A copy of a file with its issues on the very cells, and a first sheet that lists them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from junheng.language import Language, Text
from junheng.tables.csv_file import WrongEncodingError, delimiter_of, utf8
from junheng.tables.issue import Issue, Severity
from junheng.tables.layout import column_letters

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

#: Cells of tint and text that also tell in black and white: the comment is what says what is wrong.
_FILL = {Severity.ERROR: "FBE6E0", Severity.WARNING: "FAEFD6"}
_LIST = Text("问题", "Issues")
_HEADS = (
    Text("程度", "Severity"),
    Text("工作表", "Sheet"),
    Text("单元格", "Cell"),
    Text("行", "Row"),
    Text("列", "Column"),
    Text("原值", "Value"),
    Text("问题", "Problem"),
    Text("办法", "Remedy"),
    Text("规则", "Rule"),
)
_SEVERITY = {Severity.ERROR: Text("错误", "Error"), Severity.WARNING: Text("提醒", "Warning")}


def annotate_folder(folder: Path, issues: Sequence[Issue], target: Path, *, language: Language) -> tuple[Path, ...]:
    """Write a marked copy of each file that has issues at rows, and `issues.csv` with all of them, into another folder.

    A file that could not be opened at all is named in `issues.csv` only. Nothing in `folder` is changed.
    """
    target.mkdir(parents=True, exist_ok=True)
    by_file: dict[str, list[Issue]] = {}
    for issue in issues:
        if issue.place.row is not None:
            by_file.setdefault(issue.place.file, []).append(issue)
    written = [_write_list(issues, target / "issues.csv", language)]
    for name, found in by_file.items():
        source = folder / name
        copy = target / Path(name).with_suffix(".xlsx")
        if source.is_file() and source.suffix.lower() in (".xlsx", ".xlsm", ".csv", ".tsv", ".txt"):
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(annotate_workbook(source.read_bytes(), source.suffix.lower(), found, language=language))
            written.append(copy)
    return tuple(written)


def annotate_workbook(data: bytes, suffix: str, issues: Sequence[Issue], *, language: Language) -> bytes:
    """The file as a workbook whose cells are marked; formulas stand in it as text.

    Parameters
    ----------
    data
        The file's bytes, of a workbook or of a CSV file.
    suffix
        Of the file's name, in lower case.
    issues
        Of this file.
    language
        Of comments and list.
    """
    book = _workbook(data) if suffix in (".xlsx", ".xlsm") else _from_csv(data)
    for sheet in book.worksheets:
        _without_formulas(sheet)
    for issue in issues:
        _mark(book, issue, language)
    _add_list(book, issues, language)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _workbook(data: bytes) -> Workbook:
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(data))


def _from_csv(data: bytes) -> Workbook:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    try:
        text = utf8(data)
    except WrongEncodingError:
        text = data.decode("utf-8", errors="replace").encode()
    lines = csv.reader(io.StringIO(text.decode("utf-8"), newline=""), delimiter=delimiter_of(text))
    for row, record in enumerate(lines, start=1):
        for column, value in enumerate(record, start=1):
            cell = sheet.cell(row, column)
            cell.value, cell.data_type = value, "s"
    return book


def _without_formulas(sheet: Worksheet) -> None:
    """A formula in the copy would be run by whoever opens it; its text is what matters here."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                cell.value, cell.data_type = str(cell.value), "s"


def _mark(book: Workbook, issue: Issue, language: Language) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    place = issue.place
    sheet = book[place.sheet] if place.sheet in book.sheetnames else book.worksheets[0]
    cell: Any = sheet[place.cell] if place.cell else sheet[f"{_column(sheet, place.column)}{place.row}"]
    if not hasattr(cell, "comment") or type(cell).__name__ == "MergedCell":  # only the first cell of a merged range can carry a mark
        area = next(merged for merged in sheet.merged_cells.ranges if cell.coordinate in merged)
        cell = sheet.cell(area.min_row, area.min_col)
    said = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(f"{said}{issue.message(language)}\n{issue.remedy(language)}", "Junheng", width=320, height=140)
    cell.fill = PatternFill("solid", start_color=_FILL[issue.severity])


def _column(sheet: Worksheet, head: str | None) -> str:
    """The letters of the column under a head; the first where the issue is about the whole row."""
    heads = [str(cell.value or "").strip() for cell in sheet[1]]
    return column_letters(heads.index(head)) if head in heads else "A"


def _add_list(book: Workbook, issues: Sequence[Issue], language: Language) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(_LIST(language), 0)
    sheet.append([head(language) for head in _HEADS])
    for row, issue in enumerate(issues, start=2):
        for column, value in enumerate(_record(issue, language), start=1):
            cell = sheet.cell(row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDEFGHI", (8, 14, 8, 6, 24, 18, 48, 48, 22), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    book.active = 0


def _record(issue: Issue, language: Language) -> list[str | int | None]:
    place = issue.place
    said = (issue.value, issue.message(language), issue.remedy(language), issue.rule)
    return [_SEVERITY[issue.severity](language), place.sheet, place.cell, place.row, place.column, *said]


def _write_list(issues: Sequence[Issue], path: Path, language: Language) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([Text("文件", "File")(language), *(head(language) for head in _HEADS)])
        for issue in issues:
            cells = [issue.place.file, *_record(issue, language)]
            writer.writerow([f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell else cell for cell in cells])
    return path
