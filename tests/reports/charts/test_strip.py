from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from junheng.reports.charts.scale import LENGTH
from junheng.reports.charts.strip import HALF_HEIGHT, REACH, WIDTH, Group, Point, strip, swarm


def group(area, values, mean=None, below=()):
    return Group(area, area, tuple(Point(f"{area}{n}", f"{area}{n}", value, value in below) for n, value in enumerate(values)), mean)


def test_the_row_with_the_larger_share_below_the_floor_comes_first():
    drawn = strip([group("a", [8, 9, 7], below=[7]), group("b", [1, 2, 8], below=[1, 2])], floor=7.5)
    assert [(row.area, row.below, row.units) for row in drawn.rows] == [("b", 2, 3), ("a", 1, 3)]
    assert (drawn.below, drawn.units) == (3, 6)


def test_where_lower_is_better_the_row_with_the_higher_mean_is_worse():
    drawn = strip([group("a", [40], mean=40.0), group("b", [44], mean=44.0)], floor=45, lower_is_better=True)
    assert [row.area for row in drawn.rows] == ["b", "a"]


def test_without_a_floor_rows_go_by_their_mean_and_nothing_is_below():
    drawn = strip([group("a", [5], mean=5.0), group("b", [3], mean=3.0)], floor=None)
    assert [row.area for row in drawn.rows] == ["b", "a"]
    assert drawn.below == 0
    assert drawn.floor_x is None


def test_an_area_without_values_has_no_row():
    assert [row.area for row in strip([group("a", []), group("b", [1])], floor=1).rows] == ["b"]


def test_what_is_drawn_at_the_edge_is_counted():
    drawn = strip([group("a", [1.0] * 99 + [50.0])], floor=1.0)
    assert drawn.clipped == 1
    assert drawn.rows[0].dots[-1].cx == "100%"


def test_two_equal_values_do_not_cover_each_other():
    assert sorted(swarm([500, 500])) == [-REACH, 0]


@given(st.lists(st.integers(0, LENGTH), max_size=60))
def test_dots_stay_in_their_row_in_any_order(xs):
    ys = swarm(xs)
    assert all(abs(y) <= HALF_HEIGHT for y in ys)
    assert ys == swarm(list(xs))


@given(st.lists(st.integers(0, LENGTH), max_size=25, unique_by=lambda x: x // 40))
def test_loose_dots_are_on_the_middle_line(xs):
    xs = [40 * (x // 40) for x in xs]
    assert set(swarm(xs)) <= {0}


@given(st.lists(st.integers(0, 40), max_size=18))
def test_dots_that_have_room_do_not_touch(steps):
    # At most three dots share a place of 40 thousandths, so that a free height exists for each.
    places = [place * 40 for place in sorted(steps)]
    xs = [x for x in set(places) for _ in range(min(3, places.count(x)))]
    ys = swarm(xs)
    for (x0, y0), (x1, y1) in combinations(zip(xs, ys, strict=True), 2):
        assert (x0 * WIDTH // LENGTH - x1 * WIDTH // LENGTH) ** 2 + (y0 - y1) ** 2 >= REACH**2
