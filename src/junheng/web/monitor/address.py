"""What the reader chose, as it stands in the address: every link keeps it, nothing else remembers it."""

from __future__ import annotations

from collections.abc import Mapping

from junheng.web.tables import address as tables

#: What every page of the workspace keeps, in the order in which an address names it.
SCOPE = ("area", "level", "period", "pack", "release")


class Address(tables.Address):
    """The parameters that were chosen; what is not chosen follows the newest release, period and so on."""

    @classmethod
    def read(cls, parameters: Mapping[str, str], *, own: tuple[str, ...] = ()) -> Address:
        """Keep the scope and a page's own parameters (``to-*`` is all that begin so); drop what no page knows, and what is empty."""
        parameters = tables.plain(parameters)
        begins = tuple(name[:-1] for name in own if name.endswith("*"))
        named = (*SCOPE, *own, *sorted(name for name in parameters if begins and name.startswith(begins)))
        return cls({name: parameters[name] for name in named if parameters.get(name)})

    def scope(self, **changes: str | int | None) -> str:
        """The same for another page: only what all pages keep, with changes."""
        return Address({name: value for name, value in self.chosen.items() if name in SCOPE}).query(**changes)
