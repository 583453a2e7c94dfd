"""Tables as files that people take away: CSV, Excel, JSON, HTML. No cell that is written can be a formula."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from junheng.language import Text

#: A text that starts so would be run as a formula by a spreadsheet (OWASP, "CSV injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_STYLE = (
    "body{font:14px/1.5 sans-serif;margin:24px}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:2px 8px;text-align:left}"
)


class ExportError(ValueError):
    """The tables cannot be written to what was named."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table to write, with what its reader has to know."""

    name: str  # file and sheet name
    frame: pl.DataFrame
    title: str = ""
    notes: tuple[str, ...] = ()  # release, source, "synthetic"


def without_formulas(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with an apostrophe before each text that a spreadsheet would run."""
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    return frame.with_columns(
        pl.when(pl.any_horizontal([pl.col(name).str.starts_with(start) for start in FORMULA_STARTS]))
        .then(pl.concat_str([pl.lit("'"), pl.col(name)]))
        .otherwise(pl.col(name))
        .alias(name)
        for name in texts
    )


def to_csv(frame: pl.DataFrame, *, for_excel: bool = False) -> bytes:
    """UTF-8, one header row. `for_excel` adds the mark without which Excel reads Chinese as GBK."""
    text = without_formulas(frame).write_csv()
    return text.encode("utf-8-sig" if for_excel else "utf-8")


def to_json(sheets: tuple[Sheet, ...]) -> bytes:
    """`{"sheet": {"title", "notes", "rows": [{column: value}]}}`; texts stay as they are, JSON runs nothing."""
    content = {s.name: {"title": s.title, "notes": list(s.notes), "rows": s.frame.to_dicts()} for s in sheets}
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False).encode()


def to_html(sheets: tuple[Sheet, ...], *, language: str) -> bytes:
    """One page without scripts, for a mail or an archive."""
    parts = [_html_table(sheet) for sheet in sheets]
    lang = {"zh": "zh-CN"}.get(language, language)
    title = html.escape(sheets[0].title or sheets[0].name)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>'
        f"<body>{''.join(parts)}</body></html>"
    ).encode()


def _html_table(sheet: Sheet) -> str:
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in sheet.frame.columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{'' if cell is None else html.escape(str(cell))}</td>" for cell in row) + "</tr>"
        for row in sheet.frame.iter_rows()
    )
    notes = "".join(f"<p>{html.escape(note)}</p>" for note in sheet.notes)
    return f"<h2>{html.escape(sheet.title or sheet.name)}</h2>{notes}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def to_xlsx(sheets: tuple[Sheet, ...]) -> bytes:
    """One workbook; each sheet has its notes above the head, a filter and a frozen head."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True, "nan_inf_to_errors": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        bold, faint = (
            book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}),
            book.add_format({"font_color": "#5f626b"}),
        )
        for sheet in sheets:
            page = book.add_worksheet(sheet.name[:31])
            lines = [line for line in (sheet.title, *sheet.notes) if line]
            for row, line in enumerate(lines):
                page.write_string(row, 0, line, faint)
            head = len(lines)
            page.write_row(head, 0, sheet.frame.columns, bold)
            for row, record in enumerate(without_formulas(sheet.frame).iter_rows(), start=head + 1):
                page.write_row(row, 0, record)
            page.freeze_panes(head + 1, 1)
            page.autofilter(head, 0, head + max(sheet.frame.height, 1), max(sheet.frame.width - 1, 0))
            for column, name in enumerate(sheet.frame.columns):
                page.set_column(column, column, _width(name, sheet.frame[name]))
    return buffer.getvalue()


def _width(name: str, column: pl.Series) -> float:
    """Characters; a Han character takes two."""
    shown = [name, *(str(value) for value in column.head(200) if value is not None)]
    return min(40, 2 + max(sum(2 if ord(c) > 0x2E7F else 1 for c in text) for text in shown))


def write(sheets: tuple[Sheet, ...], out: Path, *, language: str) -> tuple[Path, ...]:
    """Write to one .xlsx, .json, .html or .csv file, or else into a folder with a CSV for each sheet.

    Raises
    ------
    ExportError
        A single CSV file was asked for several tables, or a kind of file that is not written.
    """
    writers: Mapping[str, Callable[[], bytes]] = {
        ".xlsx": lambda: to_xlsx(sheets),
        ".json": lambda: to_json(sheets),
        ".html": lambda: to_html(sheets, language=language),
    }
    suffix = out.suffix.lower()
    if suffix == ".csv":
        if len(sheets) != 1:
            many = Text(
                "{out}：{n} 张表放不进一个 CSV 文件，请改为文件夹或 .xlsx 文件。",
                "{out}: {n} tables do not fit into one CSV file; name a folder or an .xlsx file.",
            )
            raise ExportError(many.format(out=out, n=len(sheets)))
        return (_save(out, to_csv(sheets[0].frame)),)
    if suffix in writers:
        return (_save(out, writers[suffix]()),)
    if names_a_file(out):
        kinds = Text(
            "{out}：不能写 {suffix} 文件。请用 .xlsx、.csv、.json、.html，或写一个文件夹名。",
            "{out}: {suffix} files are not written. Take .xlsx, .csv, .json or .html, or name a folder.",
        )
        raise ExportError(kinds.format(out=out, suffix=out.suffix))
    return tuple(_save(out / f"{sheet.name}.csv", to_csv(sheet.frame)) for sheet in sheets)


def names_a_file(out: Path) -> bool:
    """Whether a path that should be a folder looks like a file: out.pdf, not out, nor 2025.1, nor a folder that is there."""
    return not out.is_dir() and re.fullmatch(r"\.[A-Za-z]{2}[A-Za-z0-9]{0,3}", out.suffix) is not None


def _save(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
