"""A roster made ready for its seal 封存前的准备: wishes of twins and namesakes as labels, which the rules read."""

from __future__ import annotations

from dataclasses import dataclass

from junheng.certificates import Listing, listing

from .heads import wish_columns
from .multiples import Answer, Multiples, multiples, with_wishes
from .namesakes import Namesakes, labels, namesakes

#: The column that is added.
NAMESAKES = "namesakes"


@dataclass(frozen=True, slots=True)
class Roster:
    """What is sealed, and what people should look at before."""

    people: Listing
    namesakes: tuple[Namesakes, ...]
    multiples: tuple[Multiples, ...]

    @property
    def to_ask(self) -> tuple[Multiples, ...]:
        """Likely twins whose parents nobody has asked."""
        return tuple(one for one in self.multiples if one.answer is Answer.ASK)


def prepare_roster(people: Listing) -> Roster:
    """Add what is worked out before the seal: labels of wishes that are in words, and the column `namesakes`.

    A column of namesakes that the roster has is kept as it is: the office knows better, and a prepared roster stays the same.

    Raises
    ------
    ClassesError
        Twins whose answers cannot be read or differ.
    """
    twins = multiples(people)
    wished = with_wishes(people, twins)
    columns = wish_columns(wished)
    if columns[NAMESAKES] or "name" not in wished.columns:
        return Roster(wished, (), twins)
    groups = namesakes(wished, together=columns["together"])
    label = labels(groups)
    rows = [(*row, label.get(row[0], "")) for row in wished.rows]
    return Roster(listing((*wished.columns, NAMESAKES), rows), groups, twins)
