"""Inspectors to sites 双随机: sites drawn, a team drawn for each, nobody where they have an interest, work spread evenly."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from .collisions import InfeasibleDraw, colliding_rules
from .keyed_order import keyed_order
from .matching import assigned

#: Fewer than two inspectors are no team (双随机一公开).
LEAST_TEAM = 2


@dataclass(frozen=True, slots=True)
class Teams:
    """Who goes where."""

    teams: tuple[tuple[str, tuple[str, ...]], ...]  # sites in the order drawn, inspectors in the order of their code
    most_visits: int  # of one inspector; no smaller number is possible


def sites_to_visit(sites: int, percent: int) -> int:
    """How many sites a stated share is, rounded up.

    >>> sites_to_visit(81, 5)
    5
    """
    return -(-sites * percent // 100)


def inspectors_to_sites(
    seed: bytes,
    sites: Sequence[str],
    inspectors: Sequence[str],
    *,
    visits: int,
    team: int = LEAST_TEAM,
    conflicts: AbstractSet[tuple[str, str]] = frozenset(),
    most: int | None = None,
) -> Teams:
    """Draw `visits` sites and a team for each.

    Sites in the keyed order ``sites``. Site after site takes the inspectors that come first in its own keyed order ``team``
    (of ``site``, line break, ``inspector``), among those without a conflict who have fewer visits than the cap. Where none is
    left, the shortest chain of exchanges makes room. The cap is the smallest with which every site gets its team.

    `conflicts` are pairs of inspector and site that are excluded; `most` is the largest number of visits that one inspector
    may have, None where nothing is said.

    Raises
    ------
    InfeasibleDraw
        Not every site can have a team; names the rules that collide.
    ValueError
        A team of fewer than two, or more sites than there are.
    """
    if team < LEAST_TEAM or not 1 <= visits <= len(sites):
        raise ValueError(f"{visits} of {len(sites)} sites by teams of {team}.")
    drawn = keyed_order(seed, "sites", sites)[:visits]
    choices = {site: _choices(seed, site, inspectors, conflicts) for site in drawn}
    ceiling = visits if most is None else min(most, visits)
    for cap in range(-(-visits * team // max(len(inspectors), 1)), ceiling + 1):
        found = assigned(drawn, choices, team, cap)
        if found is not None:
            return Teams(tuple((site, tuple(sorted(found[site], key=str.encode))) for site in drawn), cap)
    raise InfeasibleDraw(colliding_rules(drawn, inspectors, team=team, conflicts=conflicts, most=most))


def _choices(seed: bytes, site: str, inspectors: Sequence[str], conflicts: AbstractSet[tuple[str, str]]) -> list[str]:
    pairs = [f"{site}\n{inspector}" for inspector in inspectors if (inspector, site) not in conflicts]
    return [pair.split("\n")[1] for pair in keyed_order(seed, "team", pairs)]
