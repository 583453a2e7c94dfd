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
from junheng.reports.figure import NO_INDICATOR, WHOLE_KINDS, FigureId
from junheng.reports.totals import Totals
from junheng.tables.units import behind, unit

#: A coefficient is shown with this many decimals, an amount that is not whole with two.
_COEFFICIENT, _AMOUNT = 3, 2
_COUNTS = ("units", "pupils", "below", "count")


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

    @cached_property
    def totals(self) -> Totals:
        """Whole amounts."""
        return Totals(self.release, self.pack)

    def periods_like(self, period: str) -> tuple[str, ...]:
        """The periods of the release that are as long as one: years, months or days, in order."""
        return tuple(each for each in self.totals.periods if len(each) == len(period))

    @property
    def newest(self) -> str:
        """The newest period; "" where the release says nothing of any."""
        compared = self.problem.periods
        return compared[-1] if compared else self.totals.periods[-1] if self.totals.periods else ""

    def of(self, figure: FigureId) -> float | None:
        """The unrounded value; None where there is no such group, or it cannot be computed.

        Raises
        ------
        FigureError
            A whole amount names a measure, kind or level that the pack does not have.
        """
        if figure.kind in (*WHOLE_KINDS, "amount"):
            return self.totals.of(figure)
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
        if figure.kind in _COUNTS:
            return 0
        if figure.kind in ("total", "amount"):
            value = self.of(figure)
            return 0 if value is None or value == round(value) else _AMOUNT
        return self.indicator(figure.indicator).decimals if figure.kind in ("mean", "overall") else _COEFFICIENT

    def unit(self, figure: FigureId, language: Language) -> str:
        """The unit as it is written behind the number; "" for coefficients and counts."""
        return behind(unit(self.unit_of(figure)))(language)

    def unit_of(self, figure: FigureId) -> str:
        """The unit of measure that a figure has, as `junheng.tables.units` names it; "1" for coefficients and counts."""
        if figure.kind in ("total", "amount"):
            return self.totals.measures[self.totals.measure_and_kind(figure.indicator)[0]].unit
        return self.indicator(figure.indicator).unit if figure.kind in ("mean", "overall") else "1"

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
