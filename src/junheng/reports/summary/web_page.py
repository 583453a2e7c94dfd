"""The summary as one web page: each figure leads to its entry in the trace annex below."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from junheng.language import Language, Text

from .annex import Entry
from .document import Block, Chart, Figure, Heading, Paragraph, Span, Summary, Table
from .words import FROM, SYNTHETIC

_STYLE = """
body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:17px/1.75 "Noto Serif SC","Songti SC",SimSun,serif;
color:#1d1f24;background:#fffefc}
h1{font-size:1.6rem;text-align:center;line-height:1.4}h2{font-size:1.2rem}h3{font-size:1.05rem}p{text-indent:2em;margin:.4em 0}
a{color:inherit;text-decoration:underline dotted #234f95 1px;text-underline-offset:.28em}
table{border-collapse:collapse;width:100%;font-size:.8em;margin:1em 0}caption{font-weight:600;margin:.4em 0}
th,td{border:1px solid #b9b6ad;padding:.2em .5em;text-align:right}th:first-child,td:first-child{text-align:left}
figure{margin:1.2em 0}figure svg{width:100%;height:auto}figcaption{font-weight:600;text-align:center;font-size:.9em}
figure p,summary{text-indent:0;font-size:.75em}.sign{text-align:right}
.annex{font:13px/1.6 system-ui,"Noto Sans SC",sans-serif;overflow-wrap:anywhere}.annex td{text-align:left}
.synthetic{border:1px solid #9a6b00;padding:.4em .8em;text-indent:0}
@media print{body{margin:0;max-width:none}a{text-decoration:none}tr{break-inside:avoid}}
"""
_ANNEX = Text("附：数字出处", "Annex: where the figures come from")
_HEADS = (
    Text("数字", "figure"),
    Text("编号", "address"),
    Text("名称", "name"),
    Text("公式", "formula"),
    Text("未舍入", "unrounded"),
    Text("原始行", "rows"),
)


def web_page(summary: Summary, entries: Sequence[Entry], *, language: Language) -> bytes:
    """One file without scripts."""
    places = iter(range(len(summary.figures)))
    body = "".join(_block(block, places) for block in summary.blocks)
    note = f'<p class="synthetic">{SYNTHETIC(language)}</p>' if summary.synthetic else ""
    source = html.escape(FROM.format(release=summary.release, pack=summary.pack)(language))
    return (
        f'<!doctype html><html lang="{"zh-CN" if language == "zh" else "en"}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{html.escape(summary.title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{html.escape(summary.title)}</h1>{note}{body}"
        f'<p class="sign">{html.escape(summary.office)}<br>{html.escape(summary.date)}</p>'
        f'<section class="annex"><h2>{_ANNEX(language)}</h2><p>{source}</p>{_annex(entries, language)}</section></body></html>'
    ).encode()


def _block(block: Block, places: Iterator[int]) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level + 1}>{_spans(block.spans, places)}</h{block.level + 1}>"
    if isinstance(block, Paragraph):
        return f"<p>{_spans(block.spans, places)}</p>"
    return _chart(block, places) if isinstance(block, Chart) else _table(block, places)


def _chart(chart: Chart, places: Iterator[int]) -> str:
    """The drawing, and its figures as a table that opens below it."""
    table = Table(chart.title, chart.head, chart.points)
    note = f"<p>{html.escape(chart.note)}</p>" if chart.note else ""
    return (
        f"<figure><figcaption>{html.escape(chart.title)}</figcaption>{chart.svg}{note}"
        f"<details><summary>{html.escape(chart.head[1])}</summary>{_table(table, places)}</details></figure>"
    )


def _table(table: Table, places: Iterator[int]) -> str:
    head = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in table.head)
    rows = "".join("<tr>" + "".join(f"<td>{_spans((cell,), places)}</td>" for cell in row) + "</tr>" for row in table.rows)
    return f"<table><caption>{html.escape(table.title)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _spans(spans: Sequence[Span], places: Iterator[int]) -> str:
    return "".join(_figure(span, next(places)) if isinstance(span, Figure) else html.escape(span) for span in spans)


def _figure(figure: Figure, place: int) -> str:
    return f'<a id="f{place + 1}" href="#t{place + 1}">{html.escape(figure.text)}</a>'


def _annex(entries: Sequence[Entry], language: Language) -> str:
    head = "".join(f'<th scope="col">{text(language)}</th>' for text in _HEADS)
    rows = "".join(
        f'<tr id="t{entry.place}"><td><a href="#f{entry.place}">{html.escape(entry.text)}</a></td>'
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in entry.cells(language))
        + "</tr>"
        for entry in entries
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
