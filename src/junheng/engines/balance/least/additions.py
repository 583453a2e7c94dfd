"""What each unit would have to be given so that its area meets the standard, for every indicator that has a resource 最少增量."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from junheng.engines.balance import labels
from junheng.engines.balance.compliance.norms import Norms, norms_of
from junheng.engines.balance.compliance.peers import Peers, coefficients, equal_enough, peers_of
from junheng.engines.balance.compliance.verdicts import comprehensive
from junheng.engines.balance.least import check_additions
from junheng.engines.balance.least.errors import NotProvedError
from junheng.engines.balance.least.least_additions import LeastAdditions, least_additions
from junheng.engines.balance.problem import FloatArray, IntArray, Problem
from junheng.packs import Pack

SCHEMA = {
    "area": pl.String(),
    "level": pl.String(),
    "indicator": pl.String(),
    "period": pl.String(),
    "unit": pl.String(),
    "addition": pl.Int64(),
    "total_bound": pl.Int64(),
    "gap": pl.Int64(),
}
TOTALS = {
    "area": pl.String(),
    "level": pl.String(),
    "indicator": pl.String(),
    "period": pl.String(),
    "total": pl.Int64(),
    "total_bound": pl.Int64(),
    "gap": pl.Int64(),
    "fractional_total": pl.Float64(),
    "fractional_bound": pl.Float64(),
    "units_helped": pl.Int64(),
    "missing": pl.Int64(),
}


@dataclass(frozen=True, slots=True)
class Additions:
    """The least additions of a problem under a pack, indicator by indicator; each comes with its own proof."""

    problem: Problem
    peers: Peers
    answers: dict[int, LeastAdditions]  # by index into Problem.indicators; those without a resource are not there
    periods: tuple[str, ...]  # that were asked for
    floors: FloatArray  # (row, indicator) that were to be reached; NaN where none

    def floor(self, row: int, indicator: int) -> float:
        """The floor of a row; 0 where there is none."""
        return float(np.nan_to_num(self.floors[row, indicator]))

    def level(self, row: int, indicator: int) -> float:
        """The value from which on a unit among these peers gets nothing: the water level, or the floor where that is higher."""
        level = float(self.answers[indicator].level[self.peers.of_row[row]])
        return float(np.fmax(level, self.floor(row, indicator)))

    def additions_table(self) -> pl.DataFrame:
        """One row a unit that gets something, in whole units of the resource; `total_bound` is the proven least sum of its peers."""
        parts = [pl.DataFrame(schema=SCHEMA)]
        for at, answer in self.answers.items():
            row = np.flatnonzero(answer.whole)
            of = self.peers.of_row[row]
            figures = {
                **labels.of_rows(self.problem, row),
                "indicator": labels.of_indicators(self.problem, np.full(len(row), at)),
                "addition": answer.whole[row],
                "total_bound": answer.whole_bound[of],
                "gap": answer.whole_total[of] - answer.whole_bound[of],
            }
            parts.append(pl.DataFrame(figures).select(list(SCHEMA)))
        return pl.concat(parts).sort("area", "level", "indicator", "period", "unit")

    def totals_table(self) -> pl.DataFrame:
        """One row an area, level, indicator and period: the least total with fractions and whole, its bounds, units left out."""
        asked = np.flatnonzero([self.problem.periods[i] in self.periods for i in self.peers.period])
        parts = [pl.DataFrame(schema=TOTALS)]
        for at, answer in self.answers.items():
            figures = {
                **labels.of_peers(self.problem, self.peers, asked),
                "indicator": labels.of_indicators(self.problem, np.full(len(asked), at)),
                "total": answer.whole_total[asked],
                "total_bound": answer.whole_bound[asked],
                "gap": (answer.whole_total - answer.whole_bound)[asked],
                "fractional_total": answer.total[asked],
                "fractional_bound": answer.bound[asked],
                "units_helped": self.peers.count(answer.whole > 0)[asked],
                "missing": answer.missing[asked],
            }
            parts.append(pl.DataFrame(figures).select(list(TOTALS)))
        return pl.concat(parts)


def additions(problem: Problem, pack: Pack, period: str | None = None, *, floors: bool = True) -> Additions:
    """Solve least additions for every area, level and indicator that more of a resource improves.

    Parameters
    ----------
    problem
        Units and what they have.
    pack
        Whose coefficients and floors are to be met.
    period
        Only this one; all where None.
    floors
        False: only the coefficients are to be met.

    Raises
    ------
    ValueError
        An indicator's value is not scale × amount ÷ pupils, so its resource does not say what it takes.
    """
    norms, peers = norms_of(problem, pack), peers_of(problem)
    asked = np.array([period in (None, name) for name in problem.periods], dtype=np.bool_)
    limit = limits_of(problem, norms, peers)
    floor = norms.floor[problem.level, problem.period]
    if not floors:
        floor = np.full_like(floor, np.nan)
    answers = {}
    for at, indicator in enumerate(problem.indicators):
        if indicator.resource is None or indicator.direction == "lower":
            continue
        refuse_other_formula(problem, at, indicator.resource.scale)
        answers[at] = proved(
            np.where(asked[problem.period] & np.isfinite(problem.value[:, at]), problem.amount[:, at], np.nan),
            problem.pupils.astype(np.float64),
            scale=indicator.resource.scale,
            cv_max=limit[:, at],
            floor=floor[:, at],
            start=peers.start,
        )
    return Additions(problem, peers, answers, tuple(name for name, held in zip(problem.periods, asked, strict=True) if held), floor)


def limits_of(problem: Problem, norms: Norms, peers: Peers) -> FloatArray:
    """(peers, indicator) each coefficient's own limit; where only their mean has one and misses it, that limit for each of them.

    What would bring a mean of coefficients down costs teachers in one place and yuan in another, so it has no least sum; bringing
    each coefficient to the limit is a sufficient way, and least for each resource by itself.
    """
    own = norms.cv_max[peers.level, peers.period]
    common = norms.comprehensive[peers.level, peers.period]
    mean = comprehensive(problem, peers.level, coefficients(problem, peers).cv)
    over = np.isfinite(common) & np.isfinite(mean) & ~equal_enough(mean, common)
    balanced = np.array([i.balance for i in problem.indicators], dtype=np.bool_)
    return np.where(np.isnan(own) & over[:, None] & balanced, common[:, None], own)


def proved(
    amount: FloatArray, pupils: FloatArray, *, scale: float, cv_max: FloatArray, floor: FloatArray, start: IntArray
) -> LeastAdditions:
    """Solve, and let nobody see an answer that its check does not confirm."""
    answer = least_additions(amount, pupils, scale=scale, cv_max=cv_max, floor=floor, start=start)
    if findings := check_additions.verify(answer, amount, pupils, scale=scale, cv_max=cv_max, floor=floor, start=start):
        raise NotProvedError(findings)
    return answer


def refuse_other_formula(problem: Problem, at: int, scale: float) -> None:
    """`ValueError` where an indicator's value is not scale × amount ÷ pupils, so that its resource does not say what it takes."""
    stated = scale * problem.amount[:, at] / problem.pupils
    both = np.isfinite(stated) & np.isfinite(problem.value[:, at])
    if not np.allclose(stated[both], problem.value[both, at], rtol=1e-9, atol=0):
        raise ValueError(f"{problem.indicators[at].id}: its value is not {scale} × amount ÷ pupils, as its resource says")
