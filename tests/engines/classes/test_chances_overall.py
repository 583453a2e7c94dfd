"""All frequencies together: the estimate against its definition, draw by draw."""

import numpy as np
import pytest

from junheng.engines.classes.chances import chances
from junheng.engines.classes.chances_overall import together_in
from tests.engines.classes.test_chances import BASE, dealt, favourite, friends, problem


def test_the_estimate_is_the_mean_product_of_two_draws():
    found = chances(problem(), BASE, 100, solver=dealt)
    first, second = np.triu_indices(40, 1)
    away = (found.numbers[:, first] == found.numbers[:, second]) - found.fair_pairs[first, second]
    products = away @ away.T
    one, other = np.triu_indices(100, 1)
    assert found.all_pairs.square == pytest.approx(products[one, other].mean() / len(first))
    assert found.all_pairs.error == pytest.approx(np.sqrt((products[one, other] ** 2).mean() / len(one)) / len(first))
    seats = np.stack([found.numbers == number for number in range(1, 5)], axis=2) - found.fair_classes
    products = np.einsum("sic,tic->st", seats, seats)
    assert found.all_classes.square == pytest.approx(products[one, other].mean() / 160)


def test_fair_draws_give_about_zero_and_its_error_is_right():
    """Thirty fair schools: the standard scores spread as they should."""
    scores = np.array([chances(problem(), f"{BASE}{school}", 100, solver=dealt).all_pairs.z for school in range(30)])
    assert abs(scores.mean()) < 0.6
    assert 0.6 < scores.std() < 1.5


def test_it_measures_how_far_the_chances_are_off():
    """Pupil 4 sits in class 1 by a quarter more: 1/4 + 1/4 · 3/4 instead of 1/4, and the other classes lose it."""
    found = chances(problem(), BASE, 2_000, solver=favourite)
    off = np.array([0.1875, -0.0625, -0.0625, -0.0625])
    # Whoever was moved out of class 1 for it, one of seventeen, is off by a seventeenth of that.
    assert found.all_classes.square * 160 == pytest.approx((off**2).sum() * (1 + 1 / 17), rel=0.35)
    assert chances(problem(), BASE, 2_000, solver=friends).all_pairs.p < 1e-4


def test_pairs_are_counted_in_blocks_as_they_would_be_one_by_one(monkeypatch):
    numbers = np.array([[1, 1, 2, 2], [1, 2, 1, 2], [2, 2, 2, 1]], dtype=np.int16)
    monkeypatch.setattr("junheng.engines.classes.chances_overall._CELLS", 1)
    assert together_in(numbers, 2).tolist() == (numbers[:, :, None] == numbers[:, None, :]).sum(axis=0).tolist()
