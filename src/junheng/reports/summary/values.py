"""Every figure of a release under a pack, computed once; the same numbers as `junheng trace` gives one by one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from junheng.engines import balance
from junheng.engines.balance.compliance.peers import equal_enough
from junheng.language import Language
from junheng.packs import Indicator, Pack
from junheng.releases import Release
from junheng.reports.figure import NO_INDICATOR, FigureId
from junheng.tables.units import unit

#: Counts are whole; a coefficient is shown with this many decimals.
_DECIMALS = {"units": 0, "pupils": 0, "below": 0}
_COEFFICIENT = 3


@dataclass(frozen=True)
class Values:
    """A release under a pack."""

    release: Release
    pack: Pack

    @cached_property
    def problem(self) -> balance.Problem:
        """The question over all periods."""
        return balance.from_release(self.release, self.pack)

    @cached_property
    def result(self) -> balance.Result:
        """Coefficients of every area, level, period."""
        return balance.solve(self.problem)

    @cached_property
    def verdicts(self) -> balance.Verdicts:
        """Which units reach which floor."""
        return balance.judge(self.problem, self.pack)

    def of(self, figure: FigureId) -> float | None:
        """The unrounded value; None where there is no such group, or it cannot be computed."""
        try:
            group = self.result.find(figure.subject, figure.level, figure.period)
        except (KeyError, ValueError):
            return None
        if figure.kind == "comprehensive":
            value = float(self.result.comprehensive[group])
        elif figure.kind == "below":
            return float(self._below(figure))
        else:
            value = float(getattr(self.result.spread, figure.kind)[group, self._place(figure.indicator)])
        return value if np.isfinite(value) else None

    def limit(self, figure: FigureId) -> float | None:
        """The largest coefficient in force for a group; None where there is none."""
        try:
            group = self.result.find(figure.subject, figure.level, figure.period)
        except (KeyError, ValueError):
            return None
        if figure.indicator == NO_INDICATOR:
            limit = float(self.result.comprehensive_max[group])
        else:
            limit = float(self.result.threshold[group, self._place(figure.indicator)])
        return limit if np.isfinite(limit) else None

    def within(self, figure: FigureId) -> bool | None:
        """Whether a coefficient keeps its limit; None where either is unknown. Judged on the unrounded value."""
        value, limit = self.of(figure), self.limit(figure)
        return None if value is None or limit is None else bool(equal_enough(np.array(value), np.array(limit)))

    def indicator(self, code: str) -> Indicator:
        """One indicator; `KeyError` for an unknown code."""
        return self.pack.indicator(code)

    def decimals(self, figure: FigureId) -> int:
        """How many decimals a figure is shown with."""
        return self.indicator(figure.indicator).decimals if figure.kind == "mean" else _DECIMALS.get(figure.kind, _COEFFICIENT)

    def unit(self, figure: FigureId, language: Language) -> str:
        """The unit of a mean as it is written behind the number; "" for coefficients and counts."""
        return unit(self.indicator(figure.indicator).unit).label(language) if figure.kind == "mean" else ""

    def areas_of(self, area: str) -> tuple[str, ...]:
        """The areas right below one, in the order of their codes."""
        table = self.release.tables["areas"]
        return tuple(sorted(table.filter(table["parent"] == area)["area"].to_list()))

    def _place(self, indicator: str) -> int:
        return [each.id for each in self.result.indicators].index(indicator)

    def _below(self, figure: FigureId) -> int:
        rows, place = self.problem.rows(figure.subject, figure.level, figure.period), self._place(figure.indicator)
        known = np.isfinite(self.problem.value[rows, place]) & self.verdicts.judged[rows, place]
        return int((known & ~self.verdicts.reached[rows, place]).sum())
