"""What a plain draw is about: its rules, and its lists as they are published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from junheng.certificates import Listing, listing, public_codes, published
from junheng.draw import DrawError
from junheng.language import Text

from .rules import Rules

#: The column that says who is excluded: a reason, or for inspectors the sites, a blank between them.
EXCLUDED = "excluded"
LIST, SITES, INSPECTORS = "list", "sites", "inspectors"


@dataclass(frozen=True)
class Problem:
    """A draw before its seed."""

    rules: Rules
    lists: Mapping[str, Listing]  # as published


def list_names(rules: Rules) -> tuple[str, ...]:
    """The lists that a method draws from."""
    return (SITES, INSPECTORS) if rules.method == "inspectors" else (LIST,)


def pose(rules: Rules, people: Mapping[str, Listing]) -> Problem:
    """State a draw over canonical lists.

    Raises
    ------
    DrawError
        A list or a column that the rules speak of is not there, or an excluded site is not in its list.
    """
    for name in list_names(rules):
        if name not in people:
            raise DrawError(Text("缺少名单“{name}”。", "The list “{name}” is missing.").format(name=name))
    if rules.strata and rules.strata not in people[LIST].columns:
        raise DrawError(
            Text("名单中没有列“{column}”，有 {known}。", "The list has no column “{column}”; it has {known}.").format(
                column=rules.strata, known="、".join(people[LIST].columns)
            )
        )
    if rules.method == "inspectors":
        return Problem(rules, _two_lists(rules, people[SITES], people[INSPECTORS]))
    columns = [column for column in (rules.strata, EXCLUDED) if column and column in people[LIST].columns]
    return Problem(rules, {LIST: published(people[LIST], columns, open_codes=rules.open_codes)})


def _two_lists(rules: Rules, sites: Listing, inspectors: Listing) -> dict[str, Listing]:
    """The inspectors' excluded sites are published under the sites' published codes."""
    shown = dict(zip(sites.codes, public_codes(sites, open_codes=rules.open_codes), strict=True))
    own = dict(zip(inspectors.codes, public_codes(inspectors, open_codes=rules.open_codes), strict=True))
    plain = published(inspectors, open_codes=rules.open_codes)
    excluded = {}
    for code, row in inspectors.by_code.items():
        named = row.get(EXCLUDED, "").split()
        for site in named:
            if site not in shown:
                raise DrawError(
                    Text(
                        "{code} 回避的“{site}”不在检查对象名单中，请核对编号。",
                        "{code} is excluded from “{site}”, which is not in the list of sites. Look at its code.",
                    ).format(code=code, site=site)
                )
        excluded[own[code]] = " ".join(sorted(shown[site] for site in named))
    rows = [(*row, excluded[row[0]]) for row in plain.rows]
    return {
        SITES: published(sites, open_codes=rules.open_codes),
        INSPECTORS: listing((*plain.columns, EXCLUDED), rows),
    }


def with_exclusions(people: Listing, excluded: Mapping[str, str]) -> Listing:
    """The list with its column of exclusions, by code.

    Raises
    ------
    DrawError
        A code is not in the list.
    """
    for code in excluded:
        if code not in people.by_code:
            raise DrawError(
                Text(
                    "回避表中的 {code} 不在名单中，请核对编号。",
                    "{code} is in the table of exclusions and not in the list. Look at the code.",
                ).format(code=code)
            )
    kept = [column for column in people.columns if column != EXCLUDED]
    rows = [(*(row[column] for column in kept), excluded.get(code, row.get(EXCLUDED, ""))) for code, row in people.by_code.items()]
    return listing((*kept, EXCLUDED), rows)
