"""Why no allotment exists: the smallest set of rules that cannot all hold, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

from junheng.language import Text

from .errors import DrawError
from .matching import assigned

#: Sets of sites of up to so many are tried one by one; above, sites are left out while the rest still collides.
_TRIED = 3
_FEW_SITES = 40


class InfeasibleDraw(DrawError):  # noqa: N818 - what the rules are, not a defect of the program
    """No allotment keeps all rules; `rules` are those that collide. Without any one of them there would be one."""

    def __init__(self, rules: tuple[Text, ...]) -> None:
        super().__init__(
            Text(
                "无法同时满足以下规则，请放宽其中一条：" + "；".join(rule.zh for rule in rules) + "。",
                "These rules cannot all hold; give way in one of them: " + "; ".join(rule.en for rule in rules) + ".",
            )
        )
        self.rules = rules


def colliding_rules(
    drawn: Sequence[str],
    inspectors: Sequence[str],
    *,
    team: int,
    conflicts: AbstractSet[tuple[str, str]],
    most: int | None,
) -> tuple[Text, ...]:
    """The rules that collide: as few sites as can be, and of the conflicts only those without which it would work."""
    cap = len(drawn) if most is None else most

    def stuck(sites: Sequence[str], excluded: AbstractSet[tuple[str, str]], visits: int = cap) -> bool:
        return not _feasible(sites, inspectors, team, excluded, visits)

    sites = _fewest(drawn, lambda some: stuck(some, conflicts))
    needed = {pair for pair in conflicts if pair[1] in sites}
    for pair in sorted(needed):
        if stuck(sites, needed - {pair}):
            needed.discard(pair)
    rules = [
        Text("每处至少 {n} 人", "at least {n} inspectors a site").format(n=team),
        Text("检查 {sites}", "{sites} to be visited").format(sites=_listed(sites)),
        Text("检查人员共 {n} 人", "{n} inspectors in all").format(n=len(inspectors)),
    ]
    for site in sites:
        barred = sorted(inspector for inspector, where in needed if where == site)
        if barred:
            rules.append(Text("{who} 回避 {site}", "{who} excluded from {site}").format(who=_listed(barred), site=site))
    if most is not None and not stuck(sites, needed, len(drawn)):
        rules.append(Text("每人至多 {n} 处", "at most {n} visits each").format(n=most))
    return tuple(rules)


def _fewest(drawn: Sequence[str], stuck: Callable[[Sequence[str]], bool]) -> tuple[str, ...]:
    for size in range(1, (_TRIED if len(drawn) <= _FEW_SITES else 1) + 1):
        for some in combinations(drawn, size):
            if stuck(some):
                return some
    left = list(drawn)
    for site in drawn:
        rest = [other for other in left if other != site]
        if stuck(rest):
            left = rest
    return tuple(left)


def _feasible(sites: Sequence[str], inspectors: Sequence[str], team: int, conflicts: AbstractSet[tuple[str, str]], cap: int) -> bool:
    """Whether every site can have a team."""
    choices = {site: [each for each in inspectors if (each, site) not in conflicts] for site in sites}
    return assigned(sites, choices, team, cap) is not None


def _listed(codes: Sequence[str]) -> Text:
    return Text("、".join(codes), ", ".join(codes))
