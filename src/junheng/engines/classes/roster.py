"""A roster made ready for its seal 封存前的准备: wishes of twins and namesakes as labels, which the rules read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from junheng.certificates import Listing, listing
from junheng.language import Text

from .errors import ClassesError
from .heads import wish_columns
from .multiples import Answer, Multiples, multiples, with_wishes
from .namesakes import Namesakes, labels, namesakes

#: The column that is added.
NAMESAKES = "namesakes"
#: What people write into a column of labels who take it for a question.
_NO_LABELS = frozenset(("是", "有", "对", "√", "✓", "同班", "分开", "需要", "yes"))


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
        Twins whose answers cannot be read or differ, a label that nobody shares, a pupil without a sex.
    """
    _refuse_blank_sex(people)
    _refuse_odd_labels(people)
    twins = multiples(people)
    wished = with_wishes(people, twins)
    columns = wish_columns(wished)
    if columns[NAMESAKES] or "name" not in wished.columns:
        return Roster(wished, (), twins)
    groups = namesakes(wished, together=columns["together"])
    label = labels(groups)
    rows = [(*row, label.get(row[0], "")) for row in wished.rows]
    return Roster(listing((*wished.columns, NAMESAKES), rows), groups, twins)


def _refuse_blank_sex(people: Listing) -> None:
    blank = [code for code, sex in zip(people.codes, people.column("sex") or (), strict=False) if not sex]
    if blank and len(blank) < len(people.rows):
        raise ClassesError(
            Text(
                "{codes} 等 {n} 人没有填性别。各班男女要均分，请补上。",
                "{n} pupils have no sex, such as {codes}. Every class shares it evenly: fill it in.",
            ).format(codes=Text("、".join(blank[:3]), ", ".join(blank[:3])), n=len(blank)),
            codes=blank,
        )


def _refuse_odd_labels(people: Listing) -> None:
    """Labels of one pupil alone are typing errors; "yes" is no label, for it would bind strangers together."""
    wishes = wish_columns(people)
    for column in (wishes["together"], wishes["apart"]):
        cells = dict(zip(people.codes, people.column(column) or (), strict=False))
        counts = Counter(label for cell in cells.values() for label in set(cell.split()))
        for label, count in counts.items():
            codes = [code for code, cell in cells.items() if label in cell.split()]
            if label.lower() in _NO_LABELS:
                raise ClassesError(
                    Text(
                        "“{column}”列写着“{label}”，看不出谁和谁。请给每一家写一个自己的标记，如 T1、T2；同一标记的人算一家。",
                        "The column “{column}” says “{label}”, which does not tell who belongs to whom. "
                        "Write a label of its own for each family, such as T1 and T2.",
                    ).format(column=column, label=label),
                    codes=codes,
                )
            if count == 1:
                raise ClassesError(
                    Text(
                        "“{column}”列的标记“{label}”只有 {code} 一人。请核对是否写错，或删去。",
                        "The label “{label}” in the column “{column}” is that of {code} alone. Look whether it is mistyped, or remove it.",
                    ).format(column=column, label=label, code=codes[0]),
                    codes=codes,
                )
