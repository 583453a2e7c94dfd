"""The notice 公告 and the sheet that witnesses sign 见证单: HTML that prints to A4, made from the certificate alone."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from string import Template

from junheng.language import Language

from .certificate import Certificate
from .notice_facts import Facts, Group, Term, facts_of
from .notice_words import WORDS


def notice(certificate: Certificate, *, language: Language = "zh") -> str:
    """The public notice: what was sealed, which numbers were drawn, how to check, where to object, and the result.

    It shows the published part only, whichever certificate it is given.
    """
    facts = facts_of(certificate, language=language)
    return _page(
        "notice.html",
        facts,
        language,
        finding=html.escape(facts.finding),
        sources="".join(_table_row((row.label, row.value, row.at, row.fallback)) for row in facts.sources),
        results="".join(_results(facts.groups)) or f"<li>{WORDS['see_certificate'](language)}</li>",
        balance=_balance(facts, language),
        objections=html.escape(facts.objections),
    )


def witness_sheet(certificate: Certificate, *, language: Language = "zh") -> str:
    """The sheet on which witnesses write the numbers that they saw and sign; hashes beside them, one A4 page."""
    facts = facts_of(certificate, language=language)
    rows = "".join(
        f"<tr><td>{html.escape(row.label)}</td><td class=mono>{html.escape(row.value)}</td><td></td></tr>" for row in facts.sources
    )
    return _page("witness.html", facts, language, sources=rows)


def _page(template: str, facts: Facts, language: Language, **places: str) -> str:
    """A template with its words and places; those given are HTML already."""
    text = files("junheng.certificates").joinpath(template).read_text(encoding="utf-8")
    words = {f"w_{name.replace('-', '_')}": word(language) for name, word in WORDS.items()}
    rehearsal = f'<p class="rehearsal">{facts.rehearsal}</p>' if facts.rehearsal else ""
    common = {
        "lang": "zh-CN" if language == "zh" else "en",
        "rehearsal": rehearsal,
        "seals": "".join(_term(each) for each in facts.seals),
        **{name: html.escape(getattr(facts, name)) for name in ("title", "line", "seed", "digest", "short_code", "office")},
    }
    page = Template(text).substitute(words | common | places)
    # A line whose place is empty leaves no gap on paper.
    return re.sub(r"\n[ \t]*(?=\n)", "", page)


def _term(each: Term) -> str:
    value = html.escape(each.value)
    shown = f'<span class="mono">{value}</span>' if each.code else value
    return f"<dt>{each.term}</dt><dd>{shown}</dd>"


def _table_row(cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>"


def _balance(facts: Facts, language: Language) -> str:
    if not facts.gaps:
        return ""
    rows = "".join(f"<li>{html.escape(each.name)} <b>{each.gap}</b> ({each.bound}){' *' if each.wider else ''}</li>" for each in facts.gaps)
    return f'<h2>{WORDS["h_balance"](language)}</h2><p>{facts.balance}</p><ol class="gaps">{rows}</ol>'


def _results(groups: Iterable[Group]) -> Iterator[str]:
    for group in groups:
        if group.head:
            yield f'<li class="head">{html.escape(group.head)}</li>'
        for end, name, got in group.rows:
            outcome = f" <b>{html.escape(got)}</b>" if got else ""
            yield f"<li><span>{html.escape(end)}</span> {html.escape(name)}{outcome}</li>"
