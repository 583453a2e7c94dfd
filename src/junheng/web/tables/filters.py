"""What narrows a list: selects over it and a search by name, code or pinyin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic

from django.db.models import Q
from django.utils.translation import gettext as _

from junheng.web.shell.jump import spellings
from junheng.web.tables.order import Row

#: Longest search text that is looked at.
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Select:
    """A filter with its options, the first one meaning all; or an input, where `kind` is that of one."""

    name: str
    label: str
    options: tuple[Choice, ...]
    kind: str = "select"
    value: str = ""


def select(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> Select:
    """A select of pairs of value and name, with all before them; a chosen value that none of them has stands in it as it is."""
    found = [Choice(value, shown, value == chosen) for value, shown in options]
    if chosen and not any(choice.chosen for choice in found):
        found.append(Choice(chosen, chosen, True))
    return Select(name, label, (Choice("", _("All"), not chosen), *found))


def _everything(_row: object, _value: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Filter(Generic[Row]):
    """A select over the rows, or an input; without `fits` the rows that come in are those that it leaves."""

    name: str  # of its parameter in the address
    label: str
    options: Sequence[tuple[str, str]] = ()  # value and name
    fits: Callable[[Row, str], bool] = field(default=_everything)
    where: Callable[[str], Q] | None = None  # the same for rows in the database
    kind: str = "select"  # or of the input: "date", "text"; "hidden" where links choose it

    @property
    def shown(self) -> bool:
        """Whether there is something to choose."""
        return self.kind != "hidden" and (self.kind != "select" or bool(self.options))

    def select(self, chosen: str) -> Select:
        """As a form shows it."""
        if self.kind != "select":
            return Select(self.name, self.label, (), self.kind, chosen)
        return select(self.name, self.label, self.options, chosen)

    def apply(self, rows: Sequence[Row], chosen: str) -> Sequence[Row]:
        """The rows that it leaves."""
        return [row for row in rows if self.fits(row, chosen)] if chosen else rows


def found(text: str, names: Iterable[str | None]) -> bool:
    """Whether one of a row's names or codes has the text; pinyin (initials or whole) counts where Latin letters were typed."""
    text = "".join(text[:LONGEST].casefold().split())
    return any(
        text in "".join(name.casefold().split())
        or (text.isascii() and not name.isascii() and any(text in spelling for spelling in spellings(name)))
        for name in names
        if name
    )
