"""The draws themselves: each reads its lists and rules, and hands what `draw` computes on as the certificate's result."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from junheng.certificates.canonical_json import Json
from junheng.draw import DrawError, inspectors_to_sites, lottery, quotas, sample, sites_to_visit, stratum_sizes
from junheng.language import Text

from .problem import EXCLUDED, INSPECTORS, LIST, SITES, Problem

Result = dict[str, Json]


def solve(problem: Problem, seed: bytes, *, first: int = 1) -> Result:
    """The result of a draw; `first` is the first number of a lottery, larger in a late round.

    Raises
    ------
    DrawError
        The rules ask for more than there is, or collide.
    """
    if problem.rules.method == "lottery":
        return _lottery(problem, seed, first)
    methods: Mapping[str, Callable[[Problem, bytes], Result]] = {"sample": _sample, "experts": _sample, "inspectors": _inspectors}
    return methods[problem.rules.method](problem, seed)


def figures(problem: Problem, result: Result) -> Result:
    """What the notice says in numbers."""
    numbers: Result = {f"in_{name}": len(shown.rows) for name, shown in problem.lists.items()}
    assigned = result["assigned"]
    numbers["drawn"] = len(assigned) if isinstance(assigned, list) else 0
    return numbers


def _lottery(problem: Problem, seed: bytes, first: int) -> Result:
    return {"first": first, "assigned": [[code, number] for code, number in lottery(seed, problem.lists[LIST].codes, first=first)]}


def _sample(problem: Problem, seed: bytes) -> Result:
    rules, people = problem.rules, problem.lists[LIST]
    strata = dict(zip(people.codes, people.column(rules.strata) or ("",) * len(people.rows), strict=True))
    barred = {code for code, why in zip(people.codes, people.column(EXCLUDED) or (), strict=False) if why}
    wanted = dict(rules.need) if rules.method == "experts" else quotas(seed, stratum_sizes(strata, barred), rules.pick, least=rules.least)
    if not wanted:
        raise DrawError(Text("规则没有写各专业需要几人（[need]）。", "The rules do not say how many of each field are needed ([need])."))
    picked = sample(seed, strata, wanted, excluded=barred)
    return {
        "assigned": [[code, place] for place, code in enumerate(picked, start=1)],
        "quotas": [[name, wanted[name]] for name in sorted(wanted, key=str.encode)],
    }


def _inspectors(problem: Problem, seed: bytes) -> Result:
    rules, sites, inspectors = problem.rules, problem.lists[SITES], problem.lists[INSPECTORS]
    visits = rules.pick or sites_to_visit(len(sites.rows), rules.percent)
    if not 1 <= visits <= len(sites.rows):
        raise DrawError(
            Text(
                "检查对象共 {n} 个，不能抽取 {visits} 个。请写 pick（个数）或 percent（百分比）。",
                "There are {n} sites; {visits} cannot be drawn. Say pick (how many) or percent.",
            ).format(n=len(sites.rows), visits=visits)
        )
    conflicts = {
        (code, site) for code, barred in zip(inspectors.codes, inspectors.column(EXCLUDED) or (), strict=False) for site in barred.split()
    }
    found = inspectors_to_sites(
        seed, sites.codes, inspectors.codes, visits=visits, team=rules.team, conflicts=conflicts, most=rules.most or None
    )
    return {"assigned": [[site, " ".join(team)] for site, team in found.teams], "most_visits": found.most_visits}
