"""What the reader chose, as it stands in the address: every link keeps it, nothing else remembers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

#: What every page of the workspace keeps, in the order in which an address names it.
SCOPE = ("area", "level", "period", "pack", "release")


@dataclass(frozen=True, slots=True)
class Address:
    """The parameters that were chosen; what is not chosen follows the newest release, period and so on."""

    chosen: Mapping[str, str]

    @classmethod
    def read(cls, parameters: Mapping[str, str], *, own: tuple[str, ...] = ()) -> Address:
        """Keep the scope and a page's own parameters (``to-*`` is all that begin so); drop what no page knows, and what is empty."""
        begins = tuple(name[:-1] for name in own if name.endswith("*"))
        named = (*SCOPE, *own, *sorted(name for name in parameters if begins and name.startswith(begins)))
        return cls({name: parameters[name] for name in named if parameters.get(name)})

    def __getitem__(self, name: str) -> str:
        """The chosen text; empty where nothing was chosen."""
        return self.chosen.get(name, "")

    def query(self, **changes: str | int | None) -> str:
        """The address after the question mark, question mark included, with changes; None takes a parameter out."""
        merged = {**self.chosen, **{name: None if value is None else str(value) for name, value in changes.items()}}
        pairs = [(name, value) for name, value in merged.items() if value]
        return f"?{urlencode(pairs)}" if pairs else ""

    def scope(self, **changes: str | int | None) -> str:
        """The same for another page: only what all pages keep, with changes."""
        return Address({name: value for name, value in self.chosen.items() if name in SCOPE}).query(**changes)

    def fields(self, *without: str) -> tuple[tuple[str, str], ...]:
        """Hidden fields of a form that changes the parameters named."""
        return tuple((name, value) for name, value in self.chosen.items() if name not in without)
