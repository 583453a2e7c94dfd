"""The page on packs: every key, rule and function has an entry, and no entry is left over."""

import re
from pathlib import Path

import pytest

from junheng.packs import DERIVED, available
from junheng.packs.rules import RULES
from junheng.packs.shape import schema
from junheng.packs.syntax import DEEPEST, FUNCTIONS, LARGEST, LONGEST

PAGE = (Path(__file__).parents[2] / "docs" / "methods" / "packs.md").read_text(encoding="utf-8")
FORMS_PAGE = (Path(__file__).parents[2] / "docs" / "methods" / "returns.md").read_text(encoding="utf-8")
DEFINITIONS = schema()["$defs"]

SECTIONS = {
    "## `pack.toml`": DEFINITIONS["pack_file"],
    "### `[pack]`": DEFINITIONS["pack_file"]["properties"]["pack"],
    "### `[level.CODE]`": DEFINITIONS["level"],
    "### `[unit_kind.CODE]`": DEFINITIONS["unit_kind"],
    "### `[area_kind.CODE]`": DEFINITIONS["area_kind"],
    "### `[measure.CODE]`": DEFINITIONS["measure"],
    "### `[exclusion.CODE]`": DEFINITIONS["exclusion"],
    "### `[split.CODE]`": DEFINITIONS["split"],
    "## A standard's file": DEFINITIONS["standard_file"],
    "### `[standard]`": DEFINITIONS["standard_file"]["properties"]["standard"],
    "### `[indicator.CODE]`": DEFINITIONS["indicator"],
    "### `[indicator.CODE.resource]`": DEFINITIONS["resource"],
    "### `[parameter.GROUP.KEY]`": DEFINITIONS["parameter"],
    "### Dated values": DEFINITIONS["values"]["items"],
    "### `[compliance]`": DEFINITIONS["compliance"],
    "### `source`": DEFINITIONS["source"],
    "### A form's file": DEFINITIONS["form_file"],
    "### `[form]`": DEFINITIONS["form_file"]["properties"]["form"],
    "### `[table.CODE]`": DEFINITIONS["form_table"],
    "### `[table.CODE.row.CODE]`": DEFINITIONS["form_row"],
    "### `[table.CODE.column.CODE]`": DEFINITIONS["form_column"],
    "### `[rule.CODE]`": DEFINITIONS["form_rule"],
    "### `[change.CODE]`": DEFINITIONS["form_change"],
    "### `[outlier.CODE]`": DEFINITIONS["form_outlier"],
    "### `[other.CODE]`": DEFINITIONS["form_other"],
}


def first_cells(heading):
    """The names in the first cells of the table under a heading."""
    page = PAGE if f"\n{heading}\n" in PAGE else FORMS_PAGE
    _, _, after = page.partition(f"\n{heading}\n")
    body = re.split(r"\n#+ ", after)[0]
    return [name for line in body.splitlines() if line.startswith("| `") for name in re.findall(r"`([^`]+)`", line.split(" | ")[0])]


@pytest.mark.parametrize("heading", SECTIONS)
def test_every_key_has_an_entry(heading):
    assert first_cells(heading) == list(SECTIONS[heading]["properties"])


def test_every_part_of_the_schema_with_keys_has_a_section():
    documented = [id(part) for part in SECTIONS.values()]
    parts = [part for name, part in DEFINITIONS.items() if "properties" in part and name not in ("text", "own_source")]
    assert [part for part in parts if id(part) not in documented] == []
    assert DEFINITIONS["own_source"]["properties"] == DEFINITIONS["source"]["properties"]


def test_every_rule_of_the_linter_has_an_entry():
    assert sorted(first_cells("## What the linter looks for")) == sorted(RULES)


def test_every_function_derived_measure_and_standard_has_an_entry():
    rows = first_cells("## The formula language")
    assert {row.partition("(")[0] for row in rows if "(" in row and row != "( )"} == set(FUNCTIONS)
    assert [row for row in rows if row in DERIVED] == list(DERIVED)
    assert sorted(name for name in available() if f"| `{name}` |" in PAGE) == list(available())
    assert f"{LONGEST} characters, {DEEPEST} operations inside each other, {LARGEST} parts" in PAGE


def test_the_examples_of_the_page_hold():
    (block,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, object] = {}
    checked = 0
    for line in block.splitlines():
        call, _, said = line.partition("  # ")
        exec(call, names)
        if said:
            assert eval(call, names) == eval(said)
            checked += 1
    assert checked == 3
