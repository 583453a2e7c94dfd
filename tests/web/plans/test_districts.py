"""Every measured target by district: value, gap, and the least additions that the engine proves."""

import io
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from junheng.engines.balance import Wanted, additions_to
from junheng.web.plans.changing import judge_target
from junheng.web.plans.districts import comparisons
from junheng.web.plans.measured import newest
from junheng.web.plans.models import Target

from .conftest import figure


def sheets_in(book):
    """The cells of a workbook, by sheet."""
    opened = CalamineWorkbook.from_filelike(io.BytesIO(book))
    return {name: opened.get_sheet_by_name(name).to_python() for name in opened.sheet_names}


@pytest.fixture
def tied(plan):
    """The third item's target asks for 8 m² of sports area a pupil."""
    target = Target.objects.get(item__place=3)
    target.value, target.unit, target.words = Decimal(8), "平方米", "生均运动场地达到8平方米"
    judge_target(target, confirmed=True, figure=figure())
    return plan


def test_values_gaps_and_proposals_are_the_engines(tied):
    (found,) = comparisons(tied, None)
    taken = newest("town").snapshot
    asked = Wanted("sports_area", "primary", "2025", floor=8.0)
    stated = {row["area"]: row for row in additions_to(taken.problem, asked).totals_table().rows(named=True)}
    assert {row.code for row in found.districts} == {"01", "02"}
    for row in found.districts:
        at = taken.groups[row.code, "primary", "2025"]
        assert row.value == taken.result.spread.mean[at, [i.id for i in taken.result.indicators].index("sports_area")]
        assert row.gap == max(0.0, 8 - row.value)
        assert (row.proposal.total, row.proposal.bound) == (stated[row.code]["total"], stated[row.code]["total_bound"])
        assert row.proposal.mean <= row.proposal.total
    gaps = [row.gap for row in found.districts]
    assert gaps == sorted(gaps, reverse=True)


def test_a_coefficient_as_target(tied):
    target = Target.objects.get(item__place=3)
    target.value, target.comparison = Decimal("0.1"), "<="
    judge_target(target, confirmed=True, figure=figure("cv"))
    (found,) = comparisons(tied, None)
    assert found.total == sum(row.proposal.total for row in found.districts) > 0
    assert all(row.proposal.mean is None for row in found.districts)


def test_a_target_that_asks_for_less_has_no_proposal(tied):
    target = Target.objects.get(item__place=3)
    target.comparison = "<="
    judge_target(target, confirmed=True, figure=figure())
    (found,) = comparisons(tied, None)
    assert found.no_proposal
    assert all(row.proposal is None for row in found.districts)


def test_an_overall_value_is_compared_without_a_proposal(tied):
    target = Target.objects.get(item__place=3)
    judge_target(target, confirmed=True, figure=figure("overall"))
    (found,) = comparisons(tied, None)
    assert [(row.code, row.value is not None, row.proposal) for row in sorted(found.districts, key=lambda row: row.code)] == [
        ("01", True, None),
        ("02", True, None),
    ]
    assert found.no_proposal


def test_each_value_leads_to_its_trace(tied, planner):
    (found,) = comparisons(tied, None)
    page = planner.get(f"{tied.get_absolute_url()}districts/").content.decode()
    for row in found.districts:
        assert row.trace in page
        assert row.shown in planner.get(row.trace).content.decode()


def test_a_county_sees_its_own_row_only(tied, county):
    address = f"{tied.get_absolute_url()}districts/"
    page = county.get(address).content.decode()
    assert "东县" in page
    assert "西县" not in page
    book = county.get(f"{address}?format=xlsx").content
    cells = sheets_in(book)
    assert "东县" in str(cells["districts"])
    assert "西县" not in str(cells)
    assert {row[0] for row in cells["additions"]}.isdisjoint({"02"})


def test_the_workbook_has_every_school_that_gets_something(tied, planner):
    book = planner.get(f"{tied.get_absolute_url()}districts/?format=xlsx").content
    (found,) = comparisons(tied, None)
    assert sum(row.proposal.units for row in found.districts) == found.additions.height > 0
    given = {unit for row in sheets_in(book)["additions"] for unit in row if unit in found.additions["unit"].to_list()}
    assert given == set(found.additions["unit"])


def test_without_a_tied_target_the_page_says_what_to_do(plan, planner):
    assert "Tie a target to an indicator" in planner.get(f"{plan.get_absolute_url()}districts/").content.decode()
