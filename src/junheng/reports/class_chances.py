"""Tables of the chances of class draws 分班机会: every pupil's classes, and the pairs that chance does not explain."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from junheng.engines.classes.chances_file import Document, spoken
from junheng.language import Language, Text
from junheng.reports.export import Sheet

#: The pupil's own code and name, by the published code; the office has it, the public has not.
Known = Mapping[str, tuple[str, str]]

_CODE, _NAME = Text("编号", "Code"), Text("姓名", "Name")
_OTHER, _OTHER_NAME = Text("另一名学生", "Other code"), Text("另一名学生的姓名", "Other name")
_BOUND = Text("受要求约束", "Bound by a wish")
_CLASS = Text("{n}班", "Class {n}")
_NUMBER = Text("班级", "Class")
_DRAWS, _P = Text("次数", "Draws"), Text("p 值（已校正）", "p, corrected")
_LEAST, _MOST = Text("公平应为，至少", "Fair, at least"), Text("公平应为，至多", "Fair, at most")
_YES = Text("是", "yes")


def chances_sheets(content: Document, *, language: Language, known: Known | None = None) -> tuple[Sheet, ...]:
    """Pupils by class, and who and which pairs are named; by published code, or by their own code and name where `known`."""
    notes = tuple(sentence(language) for sentence in spoken(content))
    return (
        Sheet(
            "pupils",
            _pupils(content, language, known),
            Text("学生进各班的次数", "Draws in which a pupil sat in each class")(language),
            notes,
        ),
        Sheet("named-pupils", _named(content, "classes", language, known), Text("超出偶然的学生", "Pupils beyond chance")(language), notes),
        Sheet("named-pairs", _named(content, "pairs", language, known), Text("超出偶然的各对学生", "Pairs beyond chance")(language), notes),
    )


def _pupils(content: Document, language: Language, known: Known | None) -> pl.DataFrame:
    bound = set(content["bound"])
    draws = content["classes"]["draws"]
    columns: dict[str, list[object]] = _who(content["codes"], language, known, (_CODE, _NAME))
    columns[_BOUND(language)] = [_YES(language) if code in bound else "" for code in content["codes"]]
    for place in range(len(draws[0])):
        columns[_CLASS.format(n=place + 1)(language)] = [row[place] for row in draws]
    return pl.DataFrame(columns)


def _named(content: Document, what: str, language: Language, known: Known | None) -> pl.DataFrame:
    rows = content[what]["named"]
    columns: dict[str, list[object]] = _who([row[0] for row in rows], language, known, (_CODE, _NAME))
    if what == "pairs":
        columns |= _who([row[1] for row in rows], language, known, (_OTHER, _OTHER_NAME))
    else:
        columns[_NUMBER(language)] = [row[1] for row in rows]
    for place, head in enumerate((_DRAWS, _LEAST, _MOST, _P), start=2):
        columns[head(language)] = [row[place] for row in rows]
    return pl.DataFrame(columns)


def _who(codes: list[str], language: Language, known: Known | None, heads: tuple[Text, Text]) -> dict[str, list[object]]:
    code, name = (head(language) for head in heads)
    if known is None:
        return {code: [*codes]}
    return {code: [known[one][0] for one in codes], name: [known[one][1] for one in codes]}
