"""Whether rules can be kept, beside every division that there is; and the smallest set of rules that collide."""

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.certificates import listing
from junheng.draw import DrawError
from junheng.engines.classes import ClassesError, parse_rules, pose, solve
from junheng.engines.classes.collisions import placed
from junheng.engines.classes.forming import refuse_collisions
from junheng.engines.classes.placing import UndecidedError, preset_groups, rules_of, search
from junheng.engines.classes.shares import shares

KINDS = ("together", "apart", "preset", "namesakes")
COLUMNS = ("code", "sex", *KINDS, "help")
HEAD = 'method = "classes"\nmode = "entry-grade"\nsex = "sex"\n' + "".join(f'{kind} = "{kind}"\n' for kind in KINDS)


def posed(rows, classes, sizes=(), most=1):
    """Rows of sex, together, apart, preset, namesakes, help."""
    text = f"{HEAD}classes = {classes}\n" + (f"sizes = {list(sizes)}\n" if sizes else "") + f'[most]\n"help=是" = {most}\n'
    return pose(parse_rules(text), listing(COLUMNS, [(f"P{n:02d}", *row) for n, row in enumerate(rows)]))


def possible(problem, kept):
    """Whether any division keeps the rules: all of them are looked at."""
    groups = preset_groups(problem)
    for where in product(range(problem.classes), repeat=len(problem.codes)):
        if Counter(where) == Counter({group: size for group, size in enumerate(problem.sizes) if size}) and keeps(
            problem, kept, where, groups
        ):
            return True
    return False


def keeps(problem, kept, where, groups):
    for kind, label in kept:
        if kind == "together":
            fine = len({where[pupil] for pupil in problem.together[label]}) == 1
        elif kind == "apart":
            fine = len({where[pupil] for pupil in problem.apart[label]}) == len(problem.apart[label])
        elif kind == "namesakes":
            pupils = problem.namesakes[label]
            fine = max(Counter(where[pupil] for pupil in pupils).values()) <= -(-len(pupils) // problem.classes)
        elif kind == "most":
            having = problem.values[:, problem.names.index(label)]
            fine = max(Counter(group for group, one in zip(where, having, strict=True) if one).values()) <= problem.most[label]
        else:
            pupil = problem.codes.index(label)
            fine = where[pupil] == groups[problem.preset[pupil]]
        if not fine:
            return False
    return True


LABEL = st.sampled_from(["", "", "A", "B", "A B"])
ROWS = st.lists(
    st.tuples(
        st.sampled_from("FM"), st.sampled_from(["", "", "T", "U"]), LABEL, st.sampled_from(["", "", "", "1", "2"]), LABEL,
        st.sampled_from(["", "", "是"]),
    ),
    min_size=4, max_size=7,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(ROWS, st.integers(2, 3), st.integers(1, 2), st.booleans())
def test_rules_are_kept_if_any_division_keeps_them(rows, classes, most, given_sizes):
    sizes = () if not given_sizes else (len(rows) - 3, 3) if classes == 2 else (1, len(rows) - 3, 2)
    problem = posed(rows, classes, sizes, most)
    try:
        result = solve(problem, b"seed")
    except ClassesError as error:
        assert error.codes  # noqa: PT017
        assert not possible(problem, rules_of(problem))
        return
    where = result.number.tolist()
    groups = {number: number for number in range(1, classes + 1)}
    assert keeps(problem, rules_of(problem), where, groups)
    if sizes:
        assert [where.count(number) for number in range(1, classes + 1)] == list(sizes)
    else:
        assert max(Counter(where).values()) - min(where.count(number) for number in range(1, classes + 1)) <= 1


@settings(max_examples=80, deadline=None)
@given(ROWS, st.integers(2, 3))
def test_no_smaller_set_of_rules_collides_than_the_one_that_is_named(rows, classes):
    problem = posed(rows, classes)
    share = shares(problem)
    orders = lambda _: range(len(rows))  # noqa: E731
    if search(problem, rules_of(problem), orders, share) is not None:
        return
    with pytest.raises(ClassesError) as refused:
        refuse_collisions(problem)
    said = refused.value.text.en
    if "are preset to it" in said:
        return
    assert "a smaller set may" not in said  # so few rules are all tried
    size = said.count("; ") - said.count("they can") + 1 if "they can" in said else 1
    for fewer in range(1, size):
        assert all(possible(problem, some) for some in combinations(rules_of(problem), fewer))
    assert any(not possible(problem, some) for some in combinations(rules_of(problem), size))


def rows_with(pupils, **cells):
    """Rows without any wish but those that are named by column and pupil."""
    rows = [["FM"[n % 2], "", "", "", "", ""] for n in range(pupils)]
    for column, given_cells in cells.items():
        for pupil, cell in given_cells.items():
            rows[pupil][COLUMNS.index(column) - 1] = cell
    return rows


@pytest.mark.parametrize(
    ("cells", "named", "unnamed"),
    [
        ({"together": {0: "T", 1: "T"}, "apart": {0: "A", 1: "A"}}, ("together “T”", "apart “A”", "no fewer collide"), "P05"),
        ({"together": {0: "T", 1: "T"}, "preset": {0: "1", 1: "2", 5: "1"}}, ("P00 preset to class 1", "P01 preset to class 2"), "P05"),
        ({"apart": dict.fromkeys(range(4), "A")}, ("this cannot be kept: apart “A”",), "P05"),
        ({"together": dict.fromkeys(range(5), "T")}, ("this cannot be kept: together “T”",), "P05"),
        ({"help": dict.fromkeys(range(4), "是")}, ("at most 1 a class of “help=是”, which 4 are",), "P05"),
        ({"together": {0: "T", 1: "T"}, "help": {0: "是", 1: "是"}}, ("together “T”", "at most 1 a class"), "P05"),
        ({"together": {0: "T", 1: "T"}, "namesakes": {0: "n1", 1: "n1"}}, ("together “T”", "names alike “n1”"), "P05"),
        ({"preset": dict.fromkeys(range(5), "2")}, ("Class 2 of the 3 classes has 4 places, and 5 pupils",), "P05"),
    ],
)
def test_what_collides_is_named_in_plain_words(cells, named, unnamed):
    rows = rows_with(12, **cells)
    rows[5][2] = rows[6][2] = "Z"  # a wish that has nothing to do with it
    with pytest.raises(DrawError) as refused:
        refuse_collisions(posed(rows, 3))
    assert all(words in refused.value.text.en for words in named), refused.value.text.en
    assert unnamed not in refused.value.codes
    assert "P00" in refused.value.codes


def test_many_pupils_who_are_all_bound_are_placed_soon():
    rows = rows_with(400, namesakes={n: f"n{n % 90}" for n in range(400)}, help=dict.fromkeys(range(0, 400, 5), "是"))
    problem = posed(rows, 10, most=8)
    found = placed(problem, lambda _: range(400), shares(problem))
    assert len(found.group) == len(found.bound) == 400


def test_a_search_that_leads_nowhere_is_given_up():
    # Every two of six pupils are apart, by labels of their own, in five classes: only counting would see it.
    labels = {n: " ".join(f"{min(n, m)}-{max(n, m)}" for m in range(6) if m != n) for n in range(6)}
    rows = rows_with(30, apart=labels)
    problem = posed(rows, 5)
    with pytest.raises(UndecidedError):
        search(problem, rules_of(problem), lambda _: range(30), shares(problem), attempts=1, trials=50)
    with pytest.raises(ClassesError, match="cannot all be kept"):
        refuse_collisions(problem)
