"""The result as rows 结果表: everything that leaves the house is made from the certificate, and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .certificate import Certificate
from .concealment import public_codes
from .listing import parse
from .roll import ROLL

COLUMNS = ("code", "name", "result")


def people(certificate: Certificate) -> Mapping[str, tuple[str, str]]:
    """Code and name of every published code: the real ones where the certificate has its private lists, else as published."""
    found = {}
    for name, shown in certificate.lists.items():
        rows = shown.by_code
        found.update({code: (code, row.get("name", "")) for code, row in rows.items()})
        if name in certificate.private:
            own = parse(certificate.private[name])
            names = own.column("name") or ("",) * len(own.rows)
            public = own.codes if set(own.codes) == set(rows) else public_codes(own)
            found.update(dict(zip(public, zip(own.codes, names, strict=True), strict=True)))
    return found


def result_rows(certificate: Certificate) -> list[tuple[str, str, str]]:
    """Code, name and what it got, in the order of the result; codes inside a result (a team) are shown as people know them."""
    known = people(certificate)
    return [(*known[code], _shown(got, known)) for code, got in certificate.assigned.items()]


def roll_rows(certificate: Certificate) -> list[tuple[str, str, str]]:
    """Class, end of the number and masked name as published, in the roll's order; empty where the result has no roll 名册."""
    rows: Any = certificate.result.get(ROLL, ())
    return [(str(got), end, name) for got, end, name in rows]


def _shown(got: str | int, known: Mapping[str, tuple[str, str]]) -> str:
    words = str(got).split(" ")
    return " ".join(known[word][0] if word in known else word for word in words)
