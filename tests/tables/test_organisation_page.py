"""The worked example of docs/methods/organisation.md is what the code says, and so are the examples beside the code."""

import doctest
import re
from datetime import date
from pathlib import Path

import pytest

from junheng.tables import organisation, periods
from junheng.tables.organisation import ChangeKind, Organisation, UnitChange

PAGE = (Path(__file__).parents[2] / "docs" / "methods" / "organisation.md").read_text(encoding="utf-8")
NOW = {"一小": "东县", "二小": "西县", "三小": "西县", "四小": "西县", "五小": "东县", "六小": "西县"}


def cells(line):
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_tree_of_both_years_follows_from_the_table_of_changes():
    rows = [cells(line) for line in re.findall(r"^\| .小 \|.*$", PAGE, re.MULTILINE)]
    changes = [
        UnitChange(date.fromisoformat(day), unit, ChangeKind(kind.split()[0]), area or None, successor or None)
        for unit, day, kind, area, successor in rows
    ]
    assert len(changes) == 4
    tree = Organisation(NOW, {unit: tuple(change for change in changes if change.unit == unit) for unit in {c.unit for c in changes}})
    for line in re.findall(r"^\| .县 \|.*$", PAGE, re.MULTILINE):
        county, *years = cells(line)
        for year, stated in zip((2024, 2025), years, strict=True):
            assert sorted(stated.split(", ")) == sorted(unit for unit, area in tree.units(date(year, 9, 1)).items() if area == county)


@pytest.mark.parametrize("module", [organisation, periods])
def test_the_examples_beside_the_code_run(module):
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed
