"""docs/methods/input.md says what the code does: every rule, and examples that are read."""

import ast
import re
from pathlib import Path

import pytest

from junheng.tables import read_mapping
from junheng.tables.findings import Findings
from junheng.tables.mapping import FIELDS
from junheng.tables.rules import rules
from junheng.tables.waivers import read_waivers

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "methods" / "input.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def test_every_rule_has_its_line_and_no_other_has():
    lines = [f"| `{r.id}` | {r.severity} | {r.message.zh} | {r.message.en} | {r.remedy.zh} |" for r in rules().values()]
    assert [line for line in PAGE.splitlines() if line.startswith("| `") and ("| error |" in line or "| warning |" in line)] == lines


def test_every_rule_has_the_same_places_in_both_languages():
    for rule in rules().values():
        for text in (rule.message, rule.remedy):
            assert set(re.findall(r"{(\w+)}", text.zh)) == set(re.findall(r"{(\w+)}", text.en)), rule.id


def test_every_rule_is_given_somewhere_and_none_is_given_that_does_not_exist():
    texts = {
        node.value
        for path in (ROOT / "src" / "junheng" / "tables").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(rules()) <= texts


def test_the_example_of_a_mapping_is_read(tmp_path):
    (tmp_path / "m.toml").write_text(EXAMPLES[0], encoding="utf-8")
    assert len(read_mapping(tmp_path / "m.toml").sheets[0].columns) == 5


def test_the_example_of_a_waiver_is_read(tmp_path):
    (tmp_path / "waivers.toml").write_text(EXAMPLES[1], encoding="utf-8")
    findings = Findings()
    assert [waiver.row for waiver in read_waivers(tmp_path, findings)] == [214]
    assert findings.issues == []


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_named(field):
    assert f"`{field}`" in PAGE
