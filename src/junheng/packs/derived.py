"""Measures that no observation states: they follow from the tables of enrolment and classes."""

from __future__ import annotations

from collections.abc import Mapping

from junheng.language import Text
from junheng.tables.vocabulary import Measure

#: Every formula may use these.
DERIVED: Mapping[str, Measure] = {
    # of the unit at the level and period, from `enrolment`
    "pupils": Measure(Text("在校生数", "Pupils"), "pupil", whole=True),
    # of the unit at all levels of the indicator together
    "unit_pupils": Measure(Text("全校在校生数", "Pupils of the whole unit"), "pupil", whole=True),
    # of the unit at the level and period, from `classes`
    "classes": Measure(Text("班级数", "Classes"), "class", whole=True),
    # pupils in the largest of those classes
    "largest_class": Measure(Text("最大班额", "Largest class"), "pupil/class", whole=True, additive=False),
}

#: Those that a pack may declare too, with header words, so that a sheet can state them where no list of classes exists.
STATED_TOO = ("classes", "largest_class")
