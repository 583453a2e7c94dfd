"""What the reader chose, as it stands in the address: every link keeps it, nothing else remembers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

#: Parameters that a form may send several times; the address writes them once, with commas.
MANY = ("column",)
#: Where in a list the reader is: given up with every other filter or order.
PLACE = ("page", "before", "after")


def plain(parameters: Mapping[str, str]) -> dict[str, str]:
    """One text a parameter: what was sent several times joined by commas where that is meant, else the last."""
    if not isinstance(parameters, QueryDict):
        return dict(parameters)
    return {name: ",".join(parameters.getlist(name)) if name in MANY else parameters[name] for name in parameters}


@dataclass(frozen=True, slots=True)
class Address:
    """The parameters that were chosen."""

    chosen: Mapping[str, str]

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Self:
        """All of a request's parameters that are not empty."""
        return cls({name: value for name, value in plain(parameters).items() if value})

    def __getitem__(self, name: str) -> str:
        """The chosen text; empty where nothing was chosen."""
        return self.chosen.get(name, "")

    def query(self, **changes: str | int | None) -> str:
        """The address after the question mark, question mark included, with changes; None takes a parameter out."""
        merged = {**self.chosen, **{name: None if value is None else str(value) for name, value in changes.items()}}
        pairs = [(name, value) for name, value in merged.items() if value]
        return f"?{urlencode(pairs)}" if pairs else ""

    def here(self, **changes: str | int | None) -> str:
        """The same as a link; without any parameter it leads to the bare page, where an empty link would keep the old ones."""
        return self.query(**changes) or "?"

    def fields(self, *without: str) -> tuple[tuple[str, str], ...]:
        """Hidden fields of a form that changes the parameters named."""
        return tuple((name, value) for name, value in self.chosen.items() if name not in without)
