"""Steps, counts and bands, by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.certificates import listing
from junheng.draw import DrawError
from junheng.engines.classes import parse_rules, pose
from junheng.engines.classes.check_numbers import bands as checked_bands
from junheng.engines.classes.numbers import bands

HEAD = 'method = "classes"\nclasses = 2\nmode = "score-allowed"\n'


def posed(rules, columns, rows):
    return pose(parse_rules(HEAD + rules), listing(("code", *columns), [(f"P{n:02d}", *row) for n, row in enumerate(rows)]))


def test_scores_are_whole_steps_and_so_is_their_total():
    problem = posed('scores = ["a", "b"]', ("a", "b"), [("1.5", "3"), ("4.5", "9"), ("-3", "0")])
    assert problem.steps == (Decimal("1.5"), Decimal(3))
    assert problem.values.T.tolist() == [[1, 3, -2], [1, 3, 0]]
    assert (problem.total.step, problem.total.values) == (Decimal("1.5"), (3, 9, -2))


def test_a_trait_counts_every_value_but_the_empty_one():
    problem = posed('traits = ["o"]\n[most]\n"h=是" = 1\n"h=无" = 1', ("o", "h"), [("", "是"), ("乡", ""), ("市", "是")])
    assert problem.names == ("o=乡", "o=市", "h=是")
    assert problem.values[:, 2].tolist() == [1, 0, 1]


def test_equal_totals_share_a_band():
    # Ten pupils, cuts at 10 and 50 per cent: one above is 10 %, five above are 50 %.
    totals = (90, 80, 80, 70, 60, 60, 50, 40, 30, 20)
    problem = posed('scores = ["a"]\nbands = [10, 50]', ("a",), [(str(total),) for total in totals])
    assert problem.band.tolist() == [0, 1, 1, 1, 1, 1, 2, 2, 2, 2]


def test_all_alike_are_all_at_the_top():
    assert posed('scores = ["a"]\nbands = [10, 50]', ("a",), [("7",)] * 4).band.tolist() == [0, 0, 0, 0]


@given(st.lists(st.integers(0, 12), min_size=2, max_size=30), st.sets(st.integers(1, 99), max_size=5))
def test_bands_and_their_check_agree(marks, cuts):
    rules = parse_rules(HEAD + f'scores = ["a"]\nbands = {sorted(cuts)}\n')
    problem = posed(f'scores = ["a"]\nbands = {sorted(cuts)}', ("a",), [(str(mark),) for mark in marks])
    rows = {str(n): {"a": str(mark)} for n, mark in enumerate(marks)}
    assert [band + 1 for band in problem.band.tolist()] == checked_bands(rules, rows)
    assert bands((), None, 3) == (0, 0, 0)


@pytest.mark.parametrize(
    ("rules", "cell", "named"),
    [
        ('scores = ["a"]', "缺考", "P00 has “缺考”"),
        ('scores = ["a"]', "999999.9999", "too many decimals"),
        ('scores = ["a"]\nsizes = [2, 2]', "1", "add up to 4 places, and the roster has 3"),
    ],
)
def test_numbers_that_cannot_be_used_are_refused(rules, cell, named):
    with pytest.raises(DrawError) as refused:
        posed(rules, ("a",), [(cell,), ("-999999.9998",), ("2",)])
    assert named in refused.value.text.en
