"""The rules for a roster that came without: which of its columns a class list is balanced by."""

from __future__ import annotations

from collections.abc import Sequence

from junheng.certificates import Listing
from junheng.draw import DeclaredSource

from .heads import ASKED, DISABILITY, ENTRY, GUARDIAN, MULTIPLE, ORIGIN, PERSONAL, columns_of, wish_columns
from .rules import ENTRY_GRADE, SCORE_ALLOWED, Rules
from .scores import LISTED, is_score

#: More values than this are no trait by which one would balance; known traits, such as kindergartens, may have some more.
_MOST_VALUES, _MOST_KNOWN_VALUES = 8, 12
#: Top tenth, next fifth, middle, next fifth, bottom tenth; in smaller classes a tenth is hardly anybody.
_BANDS, _PUPILS_FOR_BANDS = (10, 30, 70, 90), 30


def sensible_rules(people: Listing, classes: int, sources: Sequence[DeclaredSource] = ()) -> Rules:
    """The rules for a roster that came without: its sex, its traits of few values, its wishes; scores where it has any.

    Traits are multiples, disability and origin, in this order, then whatever else has few values and does not say who somebody is.
    Namesakes are shared out where the roster has their labels, and scores have bands where classes are large.
    A roster that says where its pupils come from, such as kindergartens, is an entry grade's.
    Another one with scores is taken for classes that are re-formed, and says so by its mode: whoever forms an entry
    grade writes entry-grade, which refuses the scores.
    """
    wishes = wish_columns(people)
    personal = {column for heads in (GUARDIAN, PERSONAL, ASKED) for column in columns_of(people, heads)}
    asked = columns_of(people, ASKED)  # what parents of twins want is no trait of the twins
    named = (column for heads in (MULTIPLE, DISABILITY, ORIGIN) for column in columns_of(people, heads))
    known = tuple(dict.fromkeys(column for column in named if column not in asked))
    left = [column for column in people.columns if column not in LISTED and column not in wishes.values()]
    # Its scores are then refused with the roster.
    entry = bool(columns_of(people, ENTRY))
    scores = tuple(column for column in left if not entry and column not in known and is_score(people, column))
    traits = [column for column in known if column in left and _values(people, column) <= _MOST_KNOWN_VALUES]
    traits += [column for column in left if column not in (*known, *personal, *scores) and _values(people, column) <= _MOST_VALUES]
    return Rules(
        classes=classes,
        mode=SCORE_ALLOWED if scores else ENTRY_GRADE,
        sex="sex" if "sex" in people.columns else "",
        traits=tuple(trait for trait in traits if _values(people, trait) > 1),
        scores=scores,
        sources=tuple(sources),
        together=wishes["together"],
        apart=wishes["apart"],
        preset=wishes["preset"],
        namesakes=wishes["namesakes"],
        bands=_BANDS if scores and len(people.rows) >= _PUPILS_FOR_BANDS * classes else (),
    )


def _values(people: Listing, column: str) -> int:
    return len(set(people.column(column) or ()))
