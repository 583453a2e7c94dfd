"""The notice 公告 and the sheet that witnesses sign 见证单: HTML that prints to A4, made from the certificate alone."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from string import Template
from typing import Any

from junheng.draw import joined_text
from junheng.language import Language

from .certificate import Certificate
from .notice_words import WORDS
from .rows import result_rows, roll_rows
from .seal import Seal


def notice(certificate: Certificate, *, language: Language = "zh") -> str:
    """The public notice: what was sealed, which numbers were drawn, how to check, where to object, and the result.

    It shows the published part only, whichever certificate it is given.
    """
    public = certificate.published()
    rules = _rules(public)
    return _page(
        "notice.html",
        language,
        title=public.title or WORDS["draw"](language),
        rehearsal=_rehearsal(public, language),
        facts=_facts(public, language),
        seals=_seals(public, language),
        sources=_sources(public, language),
        line=html.escape(joined_text(public.sources, round_name=public.round_name)),
        seed=grouped(public.seed),
        digest=grouped(public.digest),
        short_code=public.short_code,
        results=_results(public, language),
        office=html.escape(str(rules.get("office", ""))),
        objections=html.escape(str(rules.get("objections") or WORDS["no_objections"](language))),
    )


def witness_sheet(certificate: Certificate, *, language: Language = "zh") -> str:
    """The sheet on which witnesses write the numbers that they saw and sign; hashes beside them, one A4 page."""
    public = certificate.published()
    rows = "".join(
        f"<tr><td>{html.escape(source.label or source.name)}</td><td class=mono>{html.escape(source.value)}</td><td></td></tr>"
        for source in public.sources
    )
    return _page(
        "witness.html",
        language,
        title=public.title or WORDS["draw"](language),
        rehearsal=_rehearsal(public, language),
        seals=_seals(public, language),
        sources=rows,
        line=html.escape(joined_text(public.sources, round_name=public.round_name)),
        seed=grouped(public.seed),
        digest=grouped(public.digest),
        short_code=public.short_code,
        office=html.escape(str(_rules(public).get("office", ""))),
    )


def grouped(digest: str) -> str:
    """A hash in groups of four, as people compare them.

    >>> grouped("1452193cc80c")
    '1452 193c c80c'
    """
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def shown_time(at: str, language: Language) -> str:
    """A time as people write it, in the offset in which it was written."""
    if not at:
        return "—"
    when = datetime.fromisoformat(at)
    return f"{when.year} 年 {when.month} 月 {when.day} 日 {when:%H:%M}" if language == "zh" else f"{when:%Y-%m-%d %H:%M %z}"


def _page(template: str, language: Language, **places: str) -> str:
    """A template with its words and places; what is a place is HTML already, titles and codes are escaped here."""
    text = files("junheng.certificates").joinpath(template).read_text(encoding="utf-8")
    words = {f"w_{name}": word(language) for name, word in WORDS.items()}
    escaped = {name: html.escape(places[name]) for name in ("title", "short_code")}
    page = Template(text).substitute(words | places | escaped | {"lang": "zh-CN" if language == "zh" else "en"})
    # A line whose place is empty leaves no gap on paper.
    return re.sub(r"\n[ \t]*(?=\n)", "", page)


def _rules(certificate: Certificate) -> dict[str, Any]:
    try:
        return tomllib.loads(certificate.rules)
    except tomllib.TOMLDecodeError:
        return {}


def _rehearsal(certificate: Certificate, language: Language) -> str:
    return f'<p class="rehearsal">{WORDS["rehearsal"](language)}</p>' if certificate.rehearsal else ""


def _facts(certificate: Certificate, language: Language) -> str:
    rows = sum(len(shown.rows) for shown in certificate.lists.values())
    sentence = WORDS["finding"].format(rows=rows, got=len(certificate.assigned), sources=len(certificate.sources))(language)
    late = (
        WORDS["follows"].format(round=certificate.round_name, previous=certificate.previous[:12])(language) if certificate.previous else ""
    )
    reason = WORDS["because"].format(reason=certificate.reason)(language) if certificate.reason else ""
    return html.escape(sentence + late + reason)


def _seals(certificate: Certificate, language: Language) -> str:
    return "".join(_seal(each, language) for each in certificate.seals)


def _seal(each: Seal, language: Language) -> str:
    lines = [
        (WORDS["list"], html.escape(f"{_list_name(each.name, language)} · {WORDS['rows'].format(n=each.list_rows)(language)}")),
        (WORDS["sealed_at"], shown_time(each.at, language)),
        (WORDS["list_hash"], _mono(grouped(each.list_sha256))),
        (WORDS["rules_hash"], _mono(grouped(each.rules_sha256))),
        (WORDS["public_hash"], _mono(grouped(each.public_sha256))),
    ]
    if each.reason:
        lines.append((WORDS["changed"], html.escape(each.reason)))
    if each.comparison is not None:
        compared = each.comparison
        counts = WORDS["comparison"].format(
            register=compared.register,
            register_rows=compared.register_rows,
            rows=compared.list_rows,
            common=compared.common,
            absent=len(compared.absent),
            added=len(compared.added),
        )
        lines.append((WORDS["complete"], html.escape(counts(language))))
        lines.append((WORDS["register_hash"], _mono(grouped(compared.register_sha256))))
        lines += [(WORDS["absent"], html.escape(f"{who.name or who.code[:8]}：{who.reason}")) for who in compared.absent]
        lines += [(WORDS["added"], html.escape(f"{who.name or who.code[:8]}：{who.reason}")) for who in compared.added]
    return "".join(f"<dt>{term(language)}</dt><dd>{value}</dd>" for term, value in lines)


def _mono(digest: str) -> str:
    return f'<span class="mono">{digest}</span>'


def _list_name(name: str, language: Language) -> str:
    return WORDS[f"list_{name}"](language) if f"list_{name}" in WORDS else name


def _sources(certificate: Certificate, language: Language) -> str:
    return "".join(
        _table_row(
            (
                source.label or source.name,
                source.value,
                shown_time(source.at, language),
                _fallback(source.fallback, source.failed, language),
            )
        )
        for source in certificate.sources
    )


def _fallback(fallback: str, failed: str, language: Language) -> str:
    return WORDS["failed"].format(why=failed, fallback=fallback)(language) if failed else fallback or "—"


def _table_row(cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>"


def _results(certificate: Certificate, language: Language) -> str:
    roll = roll_rows(certificate)
    # A roll without names and numbers would help nobody to find a row.
    return _roll(roll, language) if any(end or name for _, end, name in roll) else _coded_results(certificate, language)


def _roll(rows: Sequence[tuple[str, str, str]], language: Language) -> str:
    parts = []
    for number, members in groupby(rows, key=itemgetter(0)):
        people = list(members)
        parts.append(f'<li class="head">{html.escape(WORDS["class"].format(number=number, n=len(people))(language))}</li>')
        parts += [f"<li><span>{html.escape(end)}</span> {html.escape(name)}</li>" for _, end, name in people]
    return "".join(parts)


def _coded_results(certificate: Certificate, language: Language) -> str:
    tails = {code: row.get("tail", "") for shown in certificate.lists.values() for code, row in shown.by_code.items()}
    rows: Sequence[tuple[str, str, str]] = result_rows(certificate)
    return (
        "".join(
            f"<li><span>{html.escape(tails.get(code) or code[:8])}</span> {html.escape(name)} <b>{html.escape(got)}</b></li>"
            for code, name, got in rows
        )
        or f"<li>{WORDS['see_certificate'](language)}</li>"
    )
