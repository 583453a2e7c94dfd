"""The fair chance: exact for strata, and near the mean over every balanced division that there is."""

from itertools import combinations

import numpy as np
import pytest

from junheng.certificates import listing
from junheng.engines.classes import parse_rules, pose
from junheng.engines.classes.chances import chances
from junheng.engines.classes.chances_fair import attributes_of, expected_classes, expected_pairs
from tests.engines.classes.test_chances import BASE, dealt, problem

ONE_SCORE = 'method = "classes"\nmode = "score-allowed"\nclasses = 2\nscores = ["a"]\n'


def strata_only(pupils, classes):
    rules = f'method = "classes"\nmode = "entry-grade"\nclasses = {classes}\nsex = "sex"\n'
    rows = [(f"P{n:03d}", "FM"[n % 3 == 0]) for n in range(pupils)]
    return pose(parse_rules(rules), listing(("code", "sex"), rows))


def test_of_strata_alone_it_is_the_exact_share():
    """36 pupils, 12 M and 24 F, in 4 classes: one of 12 has 2 of his 11 with him; of the other sex a quarter."""
    one = strata_only(36, 4)
    found = chances(one, BASE, 100, solver=dealt)
    boys = np.flatnonzero(one.stratum == 1)
    girls = np.flatnonzero(one.stratum == 0)
    assert found.fair_pairs[boys[0], boys[1]] == pytest.approx(2 / 11)
    assert found.fair_pairs[girls[0], girls[1]] == pytest.approx(5 / 23)
    assert found.fair_pairs[boys[0], girls[0]] == pytest.approx(1 / 4)


def test_everybody_has_as_many_classmates_as_there_are():
    found = chances(problem(), BASE, 200)
    assert found.fair_pairs.sum(axis=1) == pytest.approx(10, abs=0.05)  # 40 pupils in 4 classes, oneself among them


def test_it_is_the_mean_over_all_balanced_divisions():
    """Sixteen pupils in two classes whose sums differ by four at most: all such divisions are listed, and each is as likely as the next."""
    marks = np.array([0, 3, 4, 6, 7, 9, 11, 12, 14, 15, 17, 20, 22, 23, 27, 30])
    people = listing(("code", "a"), [(f"P{n:02d}", str(mark)) for n, mark in enumerate(marks)])
    one = pose(parse_rules(ONE_SCORE), people)
    every = np.array([[n in some for n in range(16)] for some in combinations(range(16), 8)])
    numbers = np.where(every[abs(every @ marks - marks.sum() // 2) <= 2], 1, 2).astype(np.int16)
    assert len(numbers) > 1_000
    true = (numbers[:, :, None] == numbers[:, None, :]).mean(axis=0)
    attributes = attributes_of(one, np.arange(16))
    fair = expected_pairs(numbers, attributes, expected_classes(one, numbers, attributes))
    off = ~np.eye(16, dtype=bool)
    # By size alone it would be far away: the two ends of the list meet much more often than the two best.
    assert true[0, 15] - true[14, 15] > 0.2
    assert np.square(fair - true)[off].sum() < 0.02 * np.square(7 / 15 - true)[off].sum()


def test_what_the_draws_keep_it_keeps():
    """Of those who have a trait, the pairs in one class are as many as in the draws."""
    rules = 'method = "classes"\nmode = "entry-grade"\nclasses = 4\ntraits = ["origin"]\n'
    rows = [(f"P{n:03d}", "甲" if n % 5 == 0 else "乙") for n in range(40)]
    one = pose(parse_rules(rules), listing(("code", "origin"), rows))
    found = chances(one, BASE, 100)
    few = np.arange(0, 40, 5)
    assert found.fair_pairs[np.ix_(few, few)].sum() * 100 == pytest.approx(found.together[np.ix_(few, few)].sum(), rel=1e-6)
    assert found.fair_pairs[0, 5] == pytest.approx(1 / 7)  # eight of them, two a class


def test_of_whom_there_is_at_most_one_a_class_no_two_are_expected_together():
    rules = 'method = "classes"\nmode = "entry-grade"\nclasses = 4\ntraits = ["need", "origin"]\n'
    rows = [(f"P{n:03d}", "是" if n in (3, 8, 21) else "", "甲乙丙"[n % 3]) for n in range(40)]
    one = pose(parse_rules(rules), listing(("code", "need", "origin"), rows))
    found = chances(one, BASE, 100)
    rare = np.array([3, 8, 21])
    assert found.fair_pairs[np.ix_(rare, rare)].sum() == pytest.approx(3)  # everybody with oneself
    assert found.named_pairs == ()
