"""What people call the areas, levels, units and measures of a release: the words of its pack, and those that sheets use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from junheng.packs import Pack
from junheng.releases import Release
from junheng.tables.head_words import PUPILS

WHOLE_REGION = re.compile("全市|全县|全区|全省|全州|全域")
#: Words around a name that change nothing of what it means.
_EMPTY = re.compile(
    r"各级各类|各类|各级|共有|现有|拥有|共计|总计|合计|总数|人数|数量|总量|总面积|共|总|有|的|达到?|为|约|辖区|境内|[我本]市|[我本]县|[我本]区"
)
_SCHOOLS = ("学校", "中小学", "中小学校")


@dataclass(frozen=True)
class Names:
    """Of one release under one pack."""

    release: Release
    pack: Pack

    @cached_property
    def top(self) -> str:
        """The area of the whole region."""
        areas = self.release.tables["areas"]
        return str(areas.filter(areas["parent"].is_null())["area"][0])

    @cached_property
    def areas(self) -> Mapping[str, str]:
        """Codes by name; the whole region by the words for it."""
        areas = self.release.tables["areas"]
        named = dict(zip(areas["name"].to_list(), areas["area"].to_list(), strict=True))
        return named | dict.fromkeys(WHOLE_REGION.pattern.split("|"), self.top)

    @cached_property
    def levels(self) -> Mapping[str, str]:
        """Codes by name and synonym."""
        return {word: code for code, level in self.pack.vocabulary.levels.items() for word in (level.name.zh, *level.synonyms)}

    @cached_property
    def indicators(self) -> Mapping[str, str]:
        """Ids by name and short name."""
        return {name: each.id for each in self.pack.indicators for name in (each.name.zh, each.short.zh)}

    @cached_property
    def measures(self) -> Mapping[str, str]:
        """Codes by name and synonym, without empty words."""
        return {self.core(word): code for code, one in self.pack.vocabulary.measures.items() for word in (one.name.zh, *one.synonyms)}

    @cached_property
    def units(self) -> Mapping[str, tuple[str, ...]]:
        """Kinds of unit by name and synonym; none of them for schools of any kind."""
        words: dict[str, tuple[str, ...]] = {}
        for code, kind in self.pack.vocabulary.unit_kinds.items():
            for word in (kind.name.zh, *kind.synonyms):
                words[word] = (*words.get(word, ()), code)
        return words | dict.fromkeys(_SCHOOLS, ())

    @cached_property
    def pupils(self) -> frozenset[str]:
        """What pupils are called; behind a level 生 alone is enough."""
        return frozenset({*map(self.core, PUPILS), "生"} - {""})

    def level_in(self, words: str) -> tuple[str | None, str]:
        """The level that words begin with, and the rest: 小学专任教师."""
        for name in sorted(self.levels, key=len, reverse=True):
            if words.startswith(name):
                return self.levels[name], words[len(name) :]
        return None, words

    def last(self, text: str, names: Mapping[str, str]) -> str | None:
        """The code of the name that stands last in a text; of names that end together the longest."""
        found = [(text.rfind(name) + len(name), len(name), code) for name, code in names.items() if name in text]
        return max(found)[2] if found else None

    def core(self, subject: str) -> str:
        """A subject without area and empty words: 全市现有小学在校学生 is 小学在校学生."""
        for name in sorted(self.areas, key=len, reverse=True):
            subject = subject.replace(name, "")
        return _EMPTY.sub("", subject)
