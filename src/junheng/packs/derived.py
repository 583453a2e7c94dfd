"""Measures that no file states: they follow from the tables of enrolment and classes."""

from __future__ import annotations

from collections.abc import Mapping

from junheng.language import Text
from junheng.tables.vocabulary import Measure

#: Every formula may use these; a pack must not declare measures of the same names.
DERIVED: Mapping[str, Measure] = {
    "pupils": Measure(Text("在校生数", "Pupils"), "pupil", whole=True),  # of the level
    "unit_pupils": Measure(Text("全校在校生数", "Pupils of the whole unit"), "pupil", whole=True),  # in all of the indicator's levels
    "classes": Measure(Text("班级数", "Classes"), "class", whole=True),  # of the level
    "largest_class": Measure(Text("最大班额", "Largest class"), "pupil/class", whole=True),  # pupils in the level's largest class
}
