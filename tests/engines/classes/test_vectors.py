"""Golden vectors that any language can be held against: the algorithm and its check both give them."""

import json
from pathlib import Path

import pytest

from junheng.certificates import listing
from junheng.engines.classes import parse_rules
from junheng.engines.classes.check import drawn
from junheng.engines.classes.forming import solve
from junheng.engines.classes.problem import pose

VECTORS = json.loads((Path(__file__).parents[3] / "docs" / "methods" / "classes-vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", VECTORS["classes"], ids=lambda case: case["name"])
def test_the_golden_vectors(case):
    rules, people, seed = parse_rules(case["rules"]), listing(case["columns"], case["rows"]), bytes.fromhex(case["seed"])
    problem = pose(rules, people)
    result = solve(problem, seed)
    assert dict(zip(problem.codes, result.number.tolist(), strict=True)) == case["class"]
    assert (result.kicks if result.exact else None) == case["rounds"]
    assert drawn(rules, dict(people.by_code), seed) == (case["class"], case["rounds"])
