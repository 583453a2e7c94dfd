"""Figures to pick: what fits the words that were typed, each with its value and its field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from junheng.reports.summary import Choice, Figure, TemplateError, Values, choices, field, read_template, writer_of
from junheng.web.format import language
from junheng.web.shell.jump import fits
from junheng.web.summaries.goals import goals_of
from junheng.web.summaries.models import Summary

#: As many as a person reads through.
MOST = 30

#: What a template writes before and behind the figure, by form.
FORMS: Mapping[str, tuple[str | Promise, str, str]] = {
    "figure": (_("the figure"), "", ""),
    "change": (_("its change beside the period before"), "change ", ""),
    "growth": (_("its growth in per cent"), "growth ", ""),
    "rose": (_("a phrase: rose, fell, unchanged"), "rose ", "|上升|下降|持平"),
    "met": (_("a phrase: within its limit or not"), "met ", "|在上限以内|超过上限|数据不全"),
}


@dataclass(frozen=True, slots=True)
class Pick:
    """A figure with the words that name it."""

    name: str
    shown: str
    field: str
    front: str = ""  # what the front matter needs for it


def picks(summary: Summary, values: Values, typed: Mapping[str, str]) -> list[Pick]:
    """The first that fit all words typed, by name, pinyin or code; a form that a figure cannot take leaves it out."""
    words = [word.casefold() for word in typed.get("q", "")[:100].split()]
    return list(islice(chain(_goals(summary, values, words), _written(summary, values, typed, words)), MOST))


def _goals(summary: Summary, values: Values, words: list[str]) -> Iterator[Pick]:
    """What the region's plans ask, how much of it is done, and whether; a plan's figure that the release lacks is left out."""
    for goal in goals_of(summary.region):
        if not all(word in goal.words.casefold() or fits(word, goal.words) for word in words):
            continue
        writer = writer_of(read_template(f'+++\ntitle = "-"\n{goal.front}+++\n'), values, area=summary.area, period=summary.period)
        for verb, behind in (("goal", ""), ("completion", ""), ("reached", "|完成|未完成")):
            asked = f"{verb} {goal.name}{behind}"
            try:
                span = field(writer, asked)
            except TemplateError:
                continue
            yield Pick(goal.words, span.text if isinstance(span, Figure) else span, f"{{{asked}}}", goal.front)


def _written(summary: Summary, values: Values, typed: Mapping[str, str], words: list[str]) -> Iterator[Pick]:
    template = read_template(f'+++\ntitle = "-"\nlanguage = "{read_template(summary.template).language}"\n+++\n')
    writer = writer_of(template, values, area=summary.area, period=summary.period)
    _name, before, behind = FORMS.get(typed.get("as", ""), FORMS["figure"])
    where = f" @{typed['area']}" if typed.get("area") else ""
    where += " -1" if typed.get("back") == "1" else ""
    for choice in choices(values):
        if not all(_fits(word, choice) for word in words):
            continue
        asked = f"{before}{choice.field}{where}{behind}"
        try:
            span = field(writer, asked)
        except TemplateError:  # no period before, no limit of that kind: it cannot be written so
            continue
        yield Pick(choice.name(language()), span.text if isinstance(span, Figure) else span, f"{{{asked}}}")


def _fits(word: str, choice: Choice) -> bool:
    return word in choice.field or word in choice.name.en.casefold() or fits(word, choice.name.zh)
