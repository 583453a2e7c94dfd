"""What would have to be moved between units, with nothing added, so that each area meets the standard 最少调剂."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from junheng.engines.balance.compliance.norms import norms_of
from junheng.engines.balance.compliance.peers import Peers, peers_of
from junheng.engines.balance.least import check_transfers
from junheng.engines.balance.least.additions import limits_of, refuse_other_formula
from junheng.engines.balance.least.collisions import why_not
from junheng.engines.balance.least.errors import NotProvedError
from junheng.engines.balance.least.least_transfers import LeastTransfers, least_transfers
from junheng.engines.balance.problem import Problem
from junheng.language import Text
from junheng.packs import Pack

SCHEMA = {
    "area": pl.String(),
    "level": pl.String(),
    "indicator": pl.String(),
    "period": pl.String(),
    "unit": pl.String(),
    "change": pl.Int64(),
    "moved_bound": pl.Int64(),
    "gap": pl.Int64(),
}


@dataclass(frozen=True, slots=True)
class Transfers:
    """The least transfers of a problem under a pack: each with its proof, or the rules that collide."""

    problem: Problem
    peers: Peers
    answers: dict[tuple[int, int], LeastTransfers]  # by peers and index into Problem.indicators
    why_not: dict[tuple[int, int], tuple[Text, ...]]  # where moving alone cannot do it

    def transfers_table(self) -> pl.DataFrame:
        """One row a unit that receives, or gives (negative), in whole units; `moved_bound`: no less can be moved among its peers."""
        problem = self.problem
        rows = []
        for (one, at), answer in self.answers.items():
            start = int(self.peers.start[one])
            for row in np.flatnonzero(answer.whole):
                unit = problem.units[problem.unit[start + row]]
                gap = answer.whole_moved - answer.whole_bound
                rows.append((*self._key(one, at), unit, int(answer.whole[row]), answer.whole_bound, gap))
        return pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("area", "level", "indicator", "period", "unit")

    def totals_table(self) -> pl.DataFrame:
        """One row an area, level, indicator and period: what is moved; null where it cannot be done, with what must be added first."""
        rows = [
            (
                *self._key(one, at),
                answer.whole_moved if answer.whole_moved >= 0 else None,
                None if np.isnan(answer.moved) else answer.moved,
                answer.missing,
                "+".join(answer.collision) or None,
                answer.shortage,
            )
            for (one, at), answer in self.answers.items()
        ]
        schema = {name: SCHEMA[name] for name in ("area", "level", "indicator", "period")}
        more = {
            "moved": pl.Int64(),
            "fractional_moved": pl.Float64(),
            "missing": pl.Int64(),
            "collision": pl.String(),
            "shortage": pl.Float64(),
        }
        return pl.DataFrame(rows, schema=schema | more, orient="row")

    def _key(self, one: int, at: int) -> tuple[str, str, str, str]:
        problem, peers = self.problem, self.peers
        area, level, period = problem.areas[peers.area[one]], problem.levels[peers.level[one]], problem.periods[peers.period[one]]
        return area, level, problem.indicators[at].id, period


def transfers(problem: Problem, pack: Pack, period: str | None = None, *, floors: bool = True) -> Transfers:
    """Solve least transfers for every area, level and indicator that more of a resource improves.

    Arguments and errors as of `additions`.
    """
    norms, peers = norms_of(problem, pack), peers_of(problem)
    limit = limits_of(problem, norms, peers)
    answers, reasons = {}, {}
    for at, indicator in enumerate(problem.indicators):
        if indicator.resource is None or indicator.direction == "lower":
            continue
        refuse_other_formula(problem, at, indicator.resource.scale)
        held = np.where(np.isfinite(problem.value[:, at]), problem.amount[:, at], np.nan)
        for one in range(len(peers)):
            if period not in (None, problem.periods[peers.period[one]]):
                continue
            rows = peers.rows(one)
            floor = float(norms.floor[peers.level[one], peers.period[one], at]) if floors else float("nan")
            heads, cv_max, scale = problem.pupils[rows].astype(np.float64), float(limit[one, at]), indicator.resource.scale
            answer = least_transfers(held[rows], heads, scale=scale, cv_max=cv_max, floor=floor)
            if findings := check_transfers.verify(answer, held[rows], heads, scale=scale, cv_max=cv_max, floor=floor):
                raise NotProvedError(findings)
            answers[one, at] = answer
            if answer.collision:
                reasons[one, at] = why_not(answer, floor=floor, cv_max=cv_max)
    return Transfers(problem, peers, answers, reasons)
