"""What several units said, as if one had said it: the last period of a unit into which others have gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from junheng.packs.forms import Form
from junheng.packs.forms.values import plain
from junheng.tables.schema import ALL_LEVELS

Values = Mapping[str, str]  # by address


def together(form: Form, own: Values, others: Sequence[Values]) -> dict[str, str]:
    """The unit's own values and those of the others, added where a sum makes sense, else left out.

    Numbers of additive columns are added, in tables whose rows every unit has alike (levels, grades, fixed rows). Free rows stand for
    things of one unit, such as its classes, and have no sum; nor has a column that is stated here for all levels and there for each.
    A column of which the others say nothing stays as the unit's own.
    """
    added = {(table.id, c.id) for table in form.tables for c in table.columns if c.kind == "number" and c.additive and table.rows != "free"}
    everybody = [{address: value for address, value in values.items() if value} for values in (own, *others)]
    rows: dict[tuple[str, str], set[str]] = {}
    for address in (address for values in everybody for address in values):
        table, row, column = address.split("/")
        rows.setdefault((table, column), set()).add(row)
    also = {_column(address) for values in everybody[1:] for address in values}
    found = {}
    for column, its_rows in rows.items():
        summed = column in also and column in added and not (ALL_LEVELS in its_rows and len(its_rows) > 1)
        for address in (f"{column[0]}/{row}/{column[1]}" for row in its_rows):
            said = [values[address] for values in everybody if address in values]
            if column not in also:
                found[address] = own[address]
            elif summed and (total := _sum(said)) is not None:
                found[address] = total
    return found


def _column(address: str) -> tuple[str, str]:
    table, _, column = address.split("/")
    return table, column


def _sum(texts: Sequence[str]) -> str | None:
    """Of plain numbers; None where one is none."""
    try:
        return plain(float(sum(map(Decimal, texts))))
    except InvalidOperation:
        return None
