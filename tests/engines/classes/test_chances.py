"""Chances of class draws: a fair draw names nobody, a draw that steers is caught, and anybody counts the same."""

import hashlib
import random

import numpy as np
import pytest

from junheng.draw import seed_source
from junheng.draw.seed import joined_text
from junheng.engines.classes import ClassesError, parse_rules, pose
from junheng.engines.classes.chances import LEAST_SEEDS, base_of, chances, seed_of
from junheng.engines.classes.chances_file import document, spoken, written
from tests.engines.classes.rosters import ENTRY, SCORES, entering, scored

BASE = base_of("rules", "list")


def problem(pupils=40):
    return pose(parse_rules(SCORES), scored(pupils))


def dealt(problem, seed, order=None):
    """A plain deal, sex after sex: fair, and in no way balanced otherwise."""
    chance = random.Random(seed)
    pupils = [*range(len(problem.codes))]
    chance.shuffle(pupils)
    pupils.sort(key=lambda pupil: problem.stratum[pupil])
    numbers = [*range(1, problem.classes + 1)]
    chance.shuffle(numbers)
    found = np.zeros(len(pupils), dtype=np.int64)
    for place, pupil in enumerate(pupils):
        found[pupil] = numbers[place % problem.classes]
    return found


def friends(problem, seed):
    """Every second time two pupils of one sex, 3 and 5, are made to sit together."""
    found = dealt(problem, seed)
    if seed[0] % 2 and found[3] != found[5]:
        other = next(pupil for pupil in range(7, 40, 2) if found[pupil] == found[3])
        found[other], found[5] = found[5], found[other]
    return found


def favourite(problem, seed):
    """Pupil 4 is put into class 1 every fourth time."""
    found = dealt(problem, seed)
    if seed[1] % 4 == 0 and found[4] != 1:
        other = next(pupil for pupil in range(6, 40, 2) if found[pupil] == 1)
        found[other], found[4] = found[4], found[other]
    return found


def by_code(problem, seed):
    """The list is dealt out in its own order, only the class numbers are drawn: nobody ever sits with the next of the list."""
    numbers = [*range(1, problem.classes + 1)]
    random.Random(seed).shuffle(numbers)
    return np.array([numbers[pupil // 2 % problem.classes] for pupil in range(len(problem.codes))])


def test_a_fair_draw_names_nobody():
    found = chances(problem(), BASE, 600, solver=dealt)
    assert (found.named_classes, found.named_pairs) == ((), ())
    assert found.all_classes.p > 0.01
    assert found.all_pairs.p > 0.01
    assert found.classes.sum(axis=1).tolist() == [600] * 40
    assert found.together[3, 5] == (found.numbers[:, 3] == found.numbers[:, 5]).sum()


def test_two_who_are_put_together_are_named():
    found = chances(problem(), BASE, 600, solver=friends)
    assert found.named_pairs[0].places == (3, 5)
    assert found.named_pairs[0].draws > 1.5 * found.named_pairs[0].most
    assert found.named_classes == ()
    content = document(found)
    assert content["pairs"]["named"][0][:2] == ["P003", "P005"]
    assert any("P003 与 P005" in sentence.zh for sentence in spoken(content))


def test_a_pupil_who_is_put_into_a_class_is_named():
    found = chances(problem(), BASE, 600, solver=favourite)
    assert found.named_classes[0].places == (4, 1)
    assert found.all_classes.p < 0.01


def test_a_draw_by_the_order_of_the_list_is_caught():
    found = chances(problem(), BASE, 200, solver=by_code)
    assert len(found.named_pairs) > 40
    assert found.named_classes == ()
    assert found.all_pairs.p < 1e-6
    assert any("超出偶然的范围" in sentence.zh and "合起来" in sentence.zh for sentence in spoken(document(found)))


def test_the_classes_that_are_formed_steer_nobody():
    found = chances(problem(41), BASE, 200)
    assert (found.named_classes, found.named_pairs) == ((), ())
    # Exact sums of so few pupils leave little to chance; the rest is far below what a family would notice.
    assert found.all_pairs.points < 0.03


def test_who_is_bound_is_left_out():
    people = entering({1: ("t", "", ""), 2: ("t", "", ""), 5: ("", "x", ""), 6: ("", "x", ""), 9: ("", "", "2")})
    found = chances(pose(parse_rules(ENTRY), people), BASE, 120)
    assert np.flatnonzero(found.bound).tolist() == [1, 2, 5, 6, 9]
    assert found.together[1, 2] == 120
    assert found.named_pairs == ()
    content = document(found)
    assert content["bound"] == ["P001", "P002", "P005", "P006", "P009"]
    assert content["pairs"]["whole"]["compared"] == 37 * 36 // 2


def test_a_preset_class_has_fewer_places_for_the_others():
    people = entering(dict.fromkeys(range(1, 7), ("", "", "1")))
    found = chances(pose(parse_rules(ENTRY), people), BASE, 200)
    assert found.fair_classes[:, 0].mean() == pytest.approx((11 - 6) / 36)
    assert found.fair_classes.sum(axis=1) == pytest.approx(1)
    assert found.named_classes == ()


def test_two_processes_count_the_same_as_one():
    easy = pose(parse_rules('method = "classes"\nmode = "entry-grade"\nclasses = 4\nsex = "sex"\n'), scored(24))
    one, two = (chances(easy, BASE, LEAST_SEEDS, processes=n) for n in (1, 2))
    assert written(document(one)) == written(document(two))


def test_progress_is_told_and_can_end_it():
    told = []

    def tell(done, total):
        told.append((done, total))
        if done >= 60:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        chances(problem(), BASE, 200, solver=dealt, progress=tell)
    assert told == [(20, 200), (40, 200), (60, 200)]


def test_the_seeds_are_published_hashes_and_none_that_counts():
    text = f"junheng-chances/1|{BASE}|7"
    assert seed_of(BASE, 7) == hashlib.sha256(text.encode()).digest()
    counts = joined_text([seed_source("hall", "1-2-3"), seed_source("lottery", "40771")])
    assert counts.split("|")[0] != text.split("|")[0]


def test_too_few_seeds_are_refused():
    with pytest.raises(ClassesError):
        chances(problem(), BASE, LEAST_SEEDS - 1, solver=dealt)
