"""Who sits where after a draw, its late rounds and moves, as the office's own list; and late pupils made ready beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from junheng.certificates import Certificate, CertificateError, Listing, listing, parse, public_codes, refuse_unfit_round, salts
from junheng.draw import SeedSource
from junheng.language import Text

from .errors import ClassesError
from .heads import ASKED, columns_of, wish_columns
from .multiples import multiples
from .roster import prepare_roster
from .rules import Rules, parse_rules

LIST, BEFORE = "list", "before"
#: The column of the class in which somebody sits.
IN_CLASS = "in_class"
#: A label that was worked out in an earlier round; the next one counts from 1 again.
_WORKED_OUT = re.compile(r"\(([^()]*)\)")


def standing(certificate: Certificate) -> Listing:
    """Everybody whom a certificate gives a class, with the salts that make the same published codes again.

    Raises
    ------
    CertificateError
        It is the published one, without its lists.
    """
    open_codes = parse_rules(certificate.rules).open_codes
    rows: list[Mapping[str, str]] = []
    for name in certificate.lists:
        if name not in certificate.private:
            raise CertificateError(
                Text(
                    "上一轮证书是公布版，没有名单。请给出留存的完整证书。",
                    "The earlier certificate is the published one, without its lists. Give the office's own.",
                )
            )
        people = parse(certificate.private[name])
        salt = dict(zip(people.codes, salts(people, people.codes), strict=True))
        for public, row in zip(public_codes(people, open_codes=open_codes), people.by_code.values(), strict=True):
            salted = {} if open_codes else {"salt": salt[row["code"]]}
            rows.append({**row, **salted, IN_CLASS: str(certificate.assigned[public])})
    return _listed(rows)


def late_lists(previous: Certificate, people: Listing) -> dict[str, Listing]:
    """What is sealed for late arrivals: their roster and everybody who has a class, with labels for twins and namesakes of both.

    A late pupil's label of `together` or `apart` may also be the code of somebody who has a class.

    Raises
    ------
    ClassesError, CertificateError, ListRejected
        The roster lacks a column that the rules read, its wishes cannot be read, or somebody in it has a class already.
    """
    rules, before = parse_rules(previous.rules), standing(previous)
    refuse_drawn(previous, people)
    wishes = (rules.together, rules.apart, rules.preset, rules.namesakes)
    missing = [column for column in rules.columns if column not in (*people.columns, *wishes)]
    if missing:
        raise ClassesError(
            Text(
                "补录名单缺少规则所用的列：{columns}。请按首轮名单的列填写。",
                "The late roster lacks columns that the rules read: {columns}. Fill them in as in the first roster.",
            ).format(columns=Text("、".join(missing), ", ".join(missing)))
        )
    prepared = _prepared(rules, people, before).by_code
    return {LIST: _kept(rules, people, prepared), BEFORE: _kept(rules, before, prepared)}


def refuse_drawn(previous: Certificate, people: Listing, *, sources: Sequence[SeedSource] = (), round_name: str = "") -> None:
    """Refuse a further round that is not one: somebody in it has a class, or a source of its seed was known before.

    Raises
    ------
    CertificateError, ListRejected
        Names the source, or every pupil.
    """
    for name in previous.private:
        refuse_unfit_round(previous, people, previous.rules, sources=sources, round_name=round_name, name=name)


def _kept(rules: Rules, own: Listing, prepared: Mapping[str, Mapping[str, str]]) -> Listing:
    """The rows of a list out of those of both, with its own columns, those of the rules, and of wishes."""
    worked_out = [column for column in wish_columns(_listed([*prepared.values()])).values() if column]
    columns = list(dict.fromkeys((*own.columns, *rules.columns, *worked_out)))
    return listing(columns, [[prepared[code].get(column, "") for column in columns] for code in own.codes])


def _prepared(rules: Rules, people: Listing, before: Listing) -> Listing:
    """Both lists as one, with what is worked out before a seal."""
    late = set(people.codes)
    old = {code: dict(row) for code, row in before.by_code.items() if code not in late}
    new = {code: dict(row) for code, row in people.by_code.items()}
    for number, column in enumerate(column for column in (rules.together, rules.apart) if column):
        for row in old.values():
            row[column] = _WORKED_OUT.sub(r"(\1')", row.get(column, ""))
        for row in new.values():
            row[column] = " ".join(_joined(label, old, column, number) for label in row.get(column, "").split())
    if rules.namesakes not in people.columns:
        for row in old.values():
            row.pop(rules.namesakes, None)
    _answer_for_both(new, old)
    return prepare_roster(_listed([*old.values(), *new.values()])).people


def _joined(label: str, old: Mapping[str, dict[str, str]], column: str, number: int) -> str:
    """A label as it is; for a code that stands in one, a label of both, since codes are not published."""
    if label not in old:
        return label
    shared = f"({'+' * (number + 1)}{sorted(old).index(label)})"
    if shared not in old[label][column].split():
        old[label][column] = f"{old[label][column]} {shared}".strip()
    return shared


def _answer_for_both(new: Mapping[str, dict[str, str]], old: Mapping[str, dict[str, str]]) -> None:
    """What the parents of a late twin say holds for the twin who has a class; older answers have become labels."""
    both = _listed([*old.values(), *new.values()])
    asked = columns_of(both, ASKED)
    for row in old.values():
        row.update(dict.fromkeys(asked, ""))
    silent = _listed([{column: cell for column, cell in row.items() if column not in asked} for row in (*old.values(), *new.values())])
    for twins in multiples(silent):
        said = [new[code] for code in twins.codes if code in new]
        for code in twins.codes if said else ():
            if code in old:
                old[code].update({column: said[0].get(column, "") for column in asked})


def _listed(rows: list[Mapping[str, str]] | list[dict[str, str]]) -> Listing:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return listing(columns, [[row.get(column, "") for column in columns] for row in rows])
