"""A family's own row 自查: application number and salt from their slip, against what was published."""

from __future__ import annotations

from dataclasses import dataclass

from junheng.draw.seed import narrow

from .certificate import Certificate
from .concealment import identifier, salts
from .listing import parse
from .short_code import typed


@dataclass(frozen=True, slots=True)
class OwnRow:
    """What a family finds."""

    public_code: str
    got: str  # "" where the row got nothing


def own_row(certificate: Certificate, code: str, salt: str) -> OwnRow | None:
    """The row of a code and the salt beside it; None where the list has no such row. Typing is forgiven: case, groups, full width."""
    public = identifier(narrow(code).strip(), typed(salt))
    if not any(public in shown.by_code for shown in certificate.lists.values()):
        return None
    return OwnRow(public, str(certificate.assigned.get(public, "")))


def slips(certificate: Certificate, name: str = "list") -> list[tuple[str, str]]:
    """Code and salt of every row, to be printed for each family alone. Needs the office's own certificate.

    Raises
    ------
    KeyError
        The certificate has no private list of that name.
    """
    people = parse(certificate.private[name])
    return list(zip(people.codes, salts(people, people.codes), strict=True))
