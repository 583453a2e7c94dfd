"""One district, one policy 一区一策: a plan's measured targets in every district, with the least additions that reach them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import polars as pl
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.engines import balance
from junheng.packs import Indicator
from junheng.reports.export import Sheet
from junheng.reports.figure import FigureId
from junheng.reports.plan import STATE_TEXT, Progress, State, aim_of, progress
from junheng.web.format import amount, beside_limit, language, number, school_year, unit_label
from junheng.web.plans.board import MARKS
from junheng.web.plans.figures import KINDS, level_name
from junheng.web.plans.measured import Measured, newest
from junheng.web.plans.models import Item, Plan, Target


@dataclass(frozen=True, slots=True)
class Proposal:
    """The least additions of a district in whole units of the resource, with what the engine proves."""

    total: int
    bound: int
    units: int  # that get something
    missing: int  # units without an amount, which are left out
    mean: int | None  # what brings the district's mean there, whoever gets it; None where the target is no mean

    @property
    def proof(self) -> str:
        """That no less will do, or how far the bound is."""
        if self.total == self.bound:
            return _("proven least")
        return _("bound {bound}, gap {gap}").format(bound=number(self.bound), gap=number(self.total - self.bound))


@dataclass(frozen=True, slots=True)
class District:
    """One district under one target."""

    code: str
    name: str
    value: float | None
    shown: str
    trace: str
    gap: float | None  # what is missing; 0 once the target is reached
    gap_shown: str
    progress: Progress
    state: str
    mark: str
    trend: str
    proposal: Proposal | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A target in every district that the reader sees, those with the largest gap first."""

    item: Item
    target: Target
    indicator: str
    kind: str
    level: str
    unit: str
    resource: str  # unit of the proposals
    period: str
    release: str
    districts: tuple[District, ...]
    no_proposal: str  # why there is none
    additions: pl.DataFrame  # what each school would get

    @property
    def short(self) -> int:
        """Districts that have not reached it."""
        return sum(district.progress.state is not State.DONE for district in self.districts)

    @property
    def total(self) -> int:
        """The proposals of all districts seen."""
        return sum(district.proposal.total for district in self.districts if district.proposal)

    @property
    def least(self) -> int:
        """What brings each district there: of a mean, whoever gets it; of a coefficient, its proposal."""
        return sum(each.total if each.mean is None else each.mean for district in self.districts if (each := district.proposal))

    @property
    def finding(self) -> str:
        """The comparison in a sentence."""
        n = len(self.districts)
        if n == 1:
            (one,) = self.districts
            said = _("{district}: {value}").format(district=one.name, value=one.shown)
            return (
                said if not one.gap else _("{district}: {value}, {gap} short").format(district=one.name, value=one.shown, gap=one.gap_shown)
            )
        if not self.short and self.total and self.unit:
            return _("All {n} districts have reached it on average; every school would take at least {total} {unit}").format(
                n=n, total=amount(self.total), unit=self.resource
            )
        if not self.short:
            return _("All {n} districts have reached it").format(n=n)
        if self.least:
            return _("{short} of {n} districts have not reached it; it takes at least {total} {unit}").format(
                short=self.short, n=n, total=amount(self.least), unit=self.resource
            )
        return _("{short} of {n} districts have not reached it").format(short=self.short, n=n)


def comparisons(plan: Plan, mine: Collection[str] | None) -> list[Comparison]:
    """Every confirmed target that is tied to a figure of an indicator, in the plan's order; `mine` are the districts seen, None all."""
    tied = Target.objects.filter(item__plan=plan, confirmed=True, item__stopped="").exclude(figure="").select_related("item")
    targets = list(tied.order_by("item__place", "pk"))
    taken = newest(plan.region) if targets else None
    if taken is None:
        return []
    found = (_comparison(plan, taken, target, mine) for target in targets if target.figure.split(":")[0] in KINDS)
    return [each for each in found if each is not None]


def _comparison(plan: Plan, taken: Measured, target: Target, mine: Collection[str] | None) -> Comparison | None:
    kind, _area, level, code = target.figure.split(":")
    indicator = next((each for each in taken.pack.indicators if each.id == code), None)
    areas, period = _compared(taken, kind, level)
    if indicator is None or not areas:
        return None  # another pack, or other data, than when the target was tied
    wanted, why_not = _wanted(target, kind, indicator, level, period)
    answer = _answered(taken, wanted) if wanted is not None else None
    seen = [area for area in areas if mine is None or area in mine]
    rows = [_district(plan, taken, target, indicator, area, period, answer) for area in seen]
    words = language()
    return Comparison(
        item=target.item,
        target=target,
        indicator=indicator.name(words),
        kind=KINDS[kind](words),
        level=level_name(taken, level, words),
        unit=unit_label(indicator.unit) if kind != "cv" else "",
        resource=unit_label(indicator.resource.unit) if indicator.resource else "",
        period=school_year(period),
        release=taken.release.label,
        districts=tuple(sorted(rows, key=lambda row: (row.gap is None, -(row.gap or 0.0), row.code))),
        no_proposal=why_not,
        additions=answer.additions.filter(pl.col("area").is_in(seen)) if answer else pl.DataFrame(),
    )


def _compared(taken: Measured, kind: str, level: str) -> tuple[list[str], str]:
    """The districts that have a figure of a kind at a level, and its newest period."""
    if kind == "overall":  # needs nobody to be compared
        areas = taken.release.tables["areas"]
        below = sorted(areas.filter(areas["parent"] == taken.top)["area"].to_list())
        return below, taken.totals.periods[-1] if taken.totals.periods else ""
    groups, problem = taken.snapshot.groups, taken.snapshot.problem
    period = max((key[2] for key in groups if key[1] == level), default="")
    compared = [area for area, held in zip(problem.areas, problem.compared, strict=True) if held]
    return [area for area in compared if (area, level, period) in groups], period


def _wanted(target: Target, kind: str, indicator: Indicator, level: str, period: str) -> tuple[balance.Wanted | None, str]:
    """What the engine is asked for, or why it is asked for nothing."""
    aim = aim_of(float(target.value), target.comparison, None if target.high is None else float(target.high))
    if indicator.resource is None:
        return None, _("The indicator has no resource that could be added.")
    if kind == "overall":
        return None, _("Tie the target to the mean to see the least additions.")
    if kind == "mean" and indicator.direction == "lower":
        return None, _("Less of this indicator is better: nothing has to be added.")
    if kind == "mean" and aim.low is not None:
        return balance.Wanted(indicator.id, level, period, floor=aim.low), ""
    if kind == "cv" and aim.high is not None and indicator.direction != "lower":
        return balance.Wanted(indicator.id, level, period, cv_max=aim.high), ""
    return None, _("The target does not ask for more: nothing has to be added.")


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the engine says of a target."""

    totals: dict[str, dict[str, int]]  # by area
    additions: pl.DataFrame
    means: dict[str, int]


@lru_cache(maxsize=64)
def _answered(taken: Measured, wanted: balance.Wanted) -> _Answer:
    """Computed once for a release and a target."""
    answer = balance.additions_to(taken.snapshot.problem, wanted)
    totals = answer.totals_table().filter(pl.col("level") == wanted.level)
    means = balance.additions_to_mean(taken.snapshot.problem, wanted) if wanted.floor is not None else {}
    return _Answer({row["area"]: row for row in totals.iter_rows(named=True)}, answer.additions_table(), means)


def _district(
    plan: Plan, taken: Measured, target: Target, indicator: Indicator, area: str, period: str, answer: _Answer | None
) -> District:
    kind, _top, level, code = target.figure.split(":")
    points = taken.points(f"{kind}:{area}:{level}:{code}")
    goal, high = float(target.value), None if target.high is None else float(target.high)
    stands = progress(
        points,
        target=goal,
        high=high,
        comparison=target.comparison,
        begins=plan.begins,
        due=target.item.due or plan.due,
        today=timezone.localdate(),
    )
    value = points[-1].value if points else None
    gap = None if stands.distance is None else max(0.0, stands.distance)
    decimals = indicator.decimals if kind != "cv" else 3
    figure = str(FigureId(kind, area, level, code, period))
    return District(
        code=area,
        name=taken.area_names.get(area, area),
        value=value,
        shown=beside_limit(value, goal, decimals),
        trace=reverse("monitor:trace", args=(plan.region, figure)),
        gap=gap,
        gap_shown="" if not gap else beside_limit(gap, 0.0, decimals),
        progress=stands,
        state=STATE_TEXT[stands.state](language()),
        mark=MARKS[stands.state],
        trend="" if stands.trend is None else _signed(stands.trend, decimals),
        proposal=_proposal(area, answer),
    )


def _proposal(area: str, answer: _Answer | None) -> Proposal | None:
    row = answer.totals.get(area) if answer else None
    if row is None or answer is None:
        return None
    return Proposal(row["total"], row["total_bound"], row["units_helped"], row["missing"], answer.means.get(area))


def _signed(value: float, decimals: int) -> str:
    shown = number(value, decimals)
    return f"+{shown}" if value > 0 and any(digit in shown for digit in "123456789") else shown


def sheets_of(plan: Plan, found: Sequence[Comparison]) -> tuple[Sheet, ...]:
    """The page as a workbook: every district under every target, then every school that gets something."""
    rows = [_row(each, district) for each in found for district in each.districts]
    titled = {name: [row[name] for row in rows] for name in (rows[0] if rows else _row_heads())}
    notes = tuple(dict.fromkeys(_("Release {release}").format(release=each.release) for each in found))
    given = [each.additions.with_columns(pl.lit(each.target.words).alias("target")) for each in found if each.additions.height]
    schools = pl.concat(given) if given else pl.DataFrame({"unit": []}, schema={"unit": pl.String})
    return (
        Sheet("districts", pl.DataFrame(titled, strict=False), _("{plan}: by district").format(plan=plan.title), notes),
        Sheet("additions", schools, _("Least additions of each school"), notes),
    )


def _row_heads() -> tuple[str, ...]:
    return (_("Target"), _("District"))


def _row(each: Comparison, district: District) -> dict[str, object]:
    proposal = district.proposal
    return {
        _("Target"): each.target.words,
        _("Indicator"): f"{each.level} {each.indicator} {each.kind}",
        _("District"): district.name,
        pgettext("plan", "Code"): district.code,
        pgettext("plan", "Value"): district.value,
        _("Gap"): district.gap,
        _("State"): district.state,
        pgettext("plan", "Change"): district.progress.trend,
        _("For the mean, at least"): proposal.mean if proposal else None,
        _("For every school, at least"): proposal.total if proposal else None,
        _("Proven bound"): proposal.bound if proposal else None,
        _("Schools that get something"): proposal.units if proposal else None,
    }
