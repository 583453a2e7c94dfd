"""The words of a trade as sheets write them: from 九年一贯制学校, 小学 or 三年级 to the codes of a vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from junheng.language import Text
from junheng.tables.heads import plain, split_unit
from junheng.tables.schema import ALL_GRADES, ALL_LEVELS, WHOLE_SCHOOL, WHOLE_UNIT
from junheng.tables.vocabulary import Vocabulary

_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12}
#: 初一 is the seventh grade of twelve.
_STAGES = {"小": 0, "初": 6, "高": 9}
_KINDERGARTEN = {"小班": "K1", "中班": "K2", "大班": "K3"}
_GRADE = re.compile(
    r"(?:小学|初中|高中)?(?P<stage>[小初高])?(?P<number>十[一二]?|[一二三四五六七八九]|\d{1,2})(?:年级|年)?|grade(?P<english>\d{1,2})"
)
_WHOLE = frozenset(("合计", "小计", "总计", "全部", "total", "all", "在校生数", "学生数"))


@dataclass(frozen=True, slots=True)
class Words:
    """From plain texts to codes; a code stands for itself. A name that two things share stands for neither."""

    levels: Mapping[str, str]
    unit_kinds: Mapping[str, str]
    measures: Mapping[str, str]
    area_kinds: Mapping[str, str]
    grades: Mapping[str, tuple[str, ...]]  # level -> its grades
    taught: Mapping[str, tuple[str, ...]]  # kind of unit -> levels

    def grade(self, text: str) -> str | None:
        """The code of a grade as sheets write it: 三年级, 初一, Grade 3, 大班, 合计; None where it is none."""
        tidy = plain(text)
        known = {grade for grades in self.grades.values() for grade in grades}
        if text in known or text == ALL_GRADES:
            return text
        if tidy in _WHOLE:
            return ALL_GRADES
        if tidy in _KINDERGARTEN:
            return _KINDERGARTEN[tidy] if _KINDERGARTEN[tidy] in known else None
        match = _GRADE.fullmatch(tidy)
        if match is None:
            return next((grade for grade in known if plain(grade) == tidy), None)
        number = match["number"] or match["english"]
        grade = str(_DIGITS.get(number, number if not number.isdigit() else int(number)))
        if match["stage"]:
            grade = str(int(grade) + _STAGES[match["stage"]])
        return grade if grade in known else None

    def level_of(self, grade: str) -> str | None:
        """The level that a grade belongs to; None where several have it."""
        levels = [level for level, grades in self.grades.items() if grade in grades]
        return levels[0] if len(levels) == 1 else None

    def level_in(self, text: str) -> str | None:
        """The level that a longer text names (小学教师情况表); the longest name wins, None where there is none."""
        tidy = plain(text)
        names = sorted((name for name in self.levels if name in tidy and self.levels[name] != ALL_LEVELS), key=len)
        return self.levels[names[-1]] if names else None

    def level_taught(self, kind: str) -> str:
        """The level that a kind of unit teaches, `all` where it teaches several."""
        levels = self.taught.get(self.unit_kinds.get(plain(kind), kind), ())
        return levels[0] if len(levels) == 1 else ALL_LEVELS


def words(vocabulary: Vocabulary) -> Words:
    """The lookups of a vocabulary."""
    return Words(
        levels=_lookup((code, level.name, level.synonyms) for code, level in vocabulary.levels.items())
        | {plain(text): ALL_LEVELS for text in (ALL_LEVELS, WHOLE_SCHOOL.zh, WHOLE_UNIT.zh, WHOLE_UNIT.en, "全部")},
        unit_kinds=_lookup((code, kind.name, kind.synonyms) for code, kind in vocabulary.unit_kinds.items()),
        measures=_lookup((code, measure.name, measure.synonyms) for code, measure in vocabulary.measures.items()),
        area_kinds=_lookup((code, kind.name, kind.synonyms) for code, kind in vocabulary.area_kinds.items()),
        grades={code: level.grades for code, level in vocabulary.levels.items()},
        taught={code: kind.levels for code, kind in vocabulary.unit_kinds.items()},
    )


def _lookup(entries: Iterable[tuple[str, Text, tuple[str, ...]]]) -> dict[str, str]:
    """Codes by plain code, names and synonyms, with and without a unit in brackets; codes and names win over synonyms."""
    lists = list(entries)
    found: dict[str, str] = {}
    shared: set[str] = set()
    for rank in range(3):
        round_: dict[str, str] = {}
        for code, name, synonyms in lists:
            for text in ((code,), (name.zh, name.en), synonyms)[rank]:
                for form in {plain(text), plain(split_unit(text)[0])}:
                    if form in round_ and round_[form] != code:
                        shared.add(form)
                    round_.setdefault(form, code)
        found = {form: code for form, code in round_.items() if form not in shared} | found
    return found
