"""Likely twins 双胞胎、多胞胎: who they are, and whether their parents were asked: together, apart, or free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from junheng.certificates import Listing, listing
from junheng.language import Text

from .errors import ClassesError
from .heads import ASKED, GUARDIAN, columns_of, wish_columns
from .surnames import surname


class Answer(StrEnum):
    """What parents asked for; FREE is an answer too, which ASK waits for."""

    TOGETHER = "together"
    APART = "apart"
    FREE = "free"
    ASK = "ask"


ANSWER_TEXT: Mapping[Answer, Text] = {
    Answer.TOGETHER: Text("同班", "together"),
    Answer.APART: Text("分开", "apart"),
    Answer.FREE: Text("随机", "free"),
    Answer.ASK: Text("未问", "not asked"),
}

#: How an answer is written in a roster; the first word is what `with_answer` writes.
_WORDS: Mapping[Answer, Sequence[str]] = {
    Answer.TOGETHER: ("同班", "同一班", "一起", "together"),
    Answer.APART: ("分开", "不同班", "分班", "apart"),
    Answer.FREE: ("随机", "不限", "均可", "自由", "非双胞胎", "否", "free", "any", "no"),
    Answer.ASK: ("",),
}
_ANSWERS = {word: answer for answer, words in _WORDS.items() for word in words}
#: The column that `with_answer` adds.
_ASKED = "双胞胎意愿"


@dataclass(frozen=True, slots=True)
class Multiples:
    """Pupils who are likely twins or more."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    birth: str
    why: Text
    answer: Answer


def multiples(people: Listing) -> tuple[Multiples, ...]:
    """Sets of two or more with one birthday and one guardian or telephone, or one surname, in the order of their first code.

    A surname and a birthday meet by chance in most intakes, so where guardians are known the surname counts only for those whose
    guardian is not. The office asks, it is not decided here.

    Raises
    ------
    ClassesError
        An answer that is none, or twins whose answers differ.
    """
    guardians = columns_of(people, GUARDIAN)
    found: dict[tuple[str, ...], Text] = {}
    for column in guardians:
        for codes in _sharing(people, column):
            found.setdefault(codes, Text("同日出生，“{column}”相同", "one birthday, one {column}").format(column=column))
    rows = people.by_code
    for codes in _sharing(people, "name"):
        known = all(any(rows[code][column] for column in guardians) for code in codes)
        if not known and not any(set(codes) <= set(other) for other in found):
            found[codes] = Text("同日出生，同姓", "one birthday, one surname")
    return tuple(
        Multiples(codes, tuple(rows[code].get("name", "") for code in codes), rows[codes[0]]["birth"], why, _answer(people, codes))
        for codes, why in sorted(found.items(), key=lambda one: one[0][0].encode())
    )


def _sharing(people: Listing, column: str) -> Iterator[tuple[str, ...]]:
    sets = defaultdict(list)
    for code, birth, cell in zip(people.codes, people.column("birth") or (), people.column(column) or (), strict=False):
        shared = surname(cell) if column == "name" else cell
        if birth and shared:
            sets[birth, shared].append(code)
    for codes in sets.values():
        if len(codes) > 1:
            yield tuple(codes)


def _answer(people: Listing, codes: Sequence[str]) -> Answer:
    rows = [people.by_code[code] for code in codes]
    wishes = wish_columns(people)
    for answer in (Answer.TOGETHER, Answer.APART):
        column = wishes[answer]
        if column and set.intersection(*(set(row[column].split()) for row in rows)):
            return answer
    said = {code: _said(people, code) for code in codes}
    if len(set(said.values())) > 1:
        zh = "、".join(f"{code} {row.get('name', '')}（{ANSWER_TEXT[said[code]].zh}）" for code, row in zip(said, rows, strict=True))
        en = ", ".join(f"{code} {row.get('name', '')} ({ANSWER_TEXT[said[code]].en})" for code, row in zip(said, rows, strict=True))
        raise ClassesError(
            Text(
                "疑似双胞胎 {people}的意愿不一致。请与家长核对后填成一样。",
                "The likely twins {people} have different answers. Ask their parents and write the same in each row.",
            ).format(people=Text(zh, en)),
            codes=codes,
        )
    return said[codes[0]]


def _said(people: Listing, code: str) -> Answer:
    for column in columns_of(people, ASKED):
        cell = people.by_code[code][column]
        if cell.lower() not in _ANSWERS:
            raise ClassesError(
                Text(
                    "{code} 的“{column}”为“{cell}”。请写 同班、分开 或 随机。",
                    "{code} has “{cell}” as {column}. Write together, apart or free.",
                ).format(code=code, column=column, cell=cell),
                codes=(code,),
            )
        return _ANSWERS[cell.lower()]
    return Answer.ASK


def with_answer(people: Listing, codes: Sequence[str], answer: Answer) -> Listing:
    """The roster with the parents' answer in words for these pupils; a column for it is added where there is none.

    Raises
    ------
    KeyError
        There is no such pupil.
    """
    column = next(iter(columns_of(people, ASKED)), _ASKED)
    rows = {code: dict(row) for code, row in people.by_code.items()}
    for code in codes:
        rows[code][column] = _WORDS[answer][0]
    columns = tuple(dict.fromkeys((*people.columns, column)))
    return listing(columns, [[row.get(name, "") for name in columns] for row in rows.values()])


def with_wishes(people: Listing, found: Sequence[Multiples]) -> Listing:
    """The roster with a label in its column of wishes for everyone whose answer is in words only.

    Raises
    ------
    ClassesError
        A pupil has an answer, and nobody with that birthday to whom it could refer.
    """
    asking = (Answer.TOGETHER, Answer.APART)
    alone = sorted({code for code in people.codes if _said(people, code) in asking} - {code for one in found for code in one.codes})
    if alone:
        raise ClassesError(
            Text(
                "{codes} 写了双胞胎意愿，却没有同日出生、同姓或同一监护人的人。请核对出生日期；"
                "别的人确要同班或分开的，在“同班”或“分开”列给他们写同一个标记。",
                "{codes} have an answer for twins, and nobody has their birthday and surname or guardian. Look at the birthdays; "
                "for others who are to be together or apart, write one label for them in a column “together” or “apart”.",
            ).format(codes="、".join(alone)),
            codes=alone,
        )
    wishes = wish_columns(people)
    rows = {code: dict(row) for code, row in people.by_code.items()}
    columns = list(people.columns)
    for number, one in enumerate(found, start=1):
        if one.answer not in asking:
            continue
        column = wishes[one.answer] or str(one.answer)
        if set.intersection(*(set(rows[code].get(column, "").split()) for code in one.codes)):
            continue
        if column not in columns:
            columns.append(column)
        for code in one.codes:
            # The brackets keep it apart from what an office would write.
            rows[code][column] = f"{rows[code].get(column, '')} ({number})".strip()
    return listing(columns, [[row.get(column, "") for column in columns] for row in rows.values()])
