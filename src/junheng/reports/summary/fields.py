"""Fields of a template: names, figures, and what is said of them; docs/methods/summaries.md lists all of them."""

from __future__ import annotations

import re

from junheng.language import Text

from .asking import read_asked
from .comparing import VERBS
from .document import Span
from .writer import LOOP_NAMES, Writer

_FIELD = re.compile(r"\{([^{}]*)\}")


def spans(writer: Writer, text: str) -> tuple[Span, ...]:
    """The words and figures of a line."""
    found: list[Span] = []
    place = 0
    for each in _FIELD.finditer(text):
        found += [text[place : each.start()], field(writer, each[1].strip())]
        place = each.end()
    return tuple(span for span in (*found, text[place:]) if span != "")


def field(writer: Writer, text: str) -> Span:
    """What stands between two braces, written out.

    Raises
    ------
    TemplateError
        It cannot be read, or names what the pack or the release does not have.
    """
    if text in writer.names:
        return writer.names[text]
    if text in LOOP_NAMES:
        return writer.loop_name(text)
    words, *phrases = (part.strip() for part in text.split("|"))
    head, *rest = words.split() or [""]
    if head in VERBS:
        return VERBS[head](writer, rest, phrases)
    if len(rest) < 2 or phrases:
        raise writer.refused(Text("读不懂 {{{word}}}。", "{{{word}}} cannot be read."), text)
    asked = read_asked([head, *rest], writer.line)
    return writer.shown(writer.figure(asked), asked)
