"""Teams for sites by chains of exchanges: complete, and the same on every machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence


def assigned(drawn: Sequence[str], choices: dict[str, list[str]], team: int, cap: int) -> dict[str, list[str]] | None:
    """A team for every site, each taking those who come first in its choices; None where no cap-respecting one exists."""
    teams: dict[str, list[str]] = {site: [] for site in drawn}
    visits: dict[str, list[str]] = {inspector: [] for site in drawn for inspector in choices[site]}
    for site in drawn:
        for _ in range(team):
            if not _one_more(site, choices, teams, visits, cap):
                return None
    return teams


def _one_more(start: str, choices: dict[str, list[str]], teams: dict[str, list[str]], visits: dict[str, list[str]], cap: int) -> bool:
    """Give a site one inspector more by the shortest chain of exchanges; breadth first, in the order of the choices."""
    came_from: dict[str, str] = {}  # inspector → the site that asks for them
    gives_up: dict[str, str] = {}  # site → the inspector whom it would give up
    queue = deque([start])
    while queue:
        site = queue.popleft()
        for inspector in choices[site]:
            if inspector in came_from or inspector in teams[site]:
                continue
            came_from[inspector] = site
            if len(visits[inspector]) < cap:
                _exchange(inspector, start, came_from, gives_up, teams, visits)
                return True
            for other in visits[inspector]:
                if other != start and other not in gives_up:
                    gives_up[other] = inspector
                    queue.append(other)
    return False


def _exchange(
    inspector: str,
    start: str,
    came_from: dict[str, str],
    gives_up: dict[str, str],
    teams: dict[str, list[str]],
    visits: dict[str, list[str]],
) -> None:
    while True:
        site = came_from[inspector]
        teams[site].append(inspector)
        visits[inspector].append(site)
        if site == start:
            return
        inspector = gives_up[site]
        teams[site].remove(inspector)
        visits[inspector].remove(site)
