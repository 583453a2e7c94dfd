import math

from hypothesis import given
from hypothesis import strategies as st

from junheng.reports.charts.choropleth import MOST_CLASSES, classes, outlines, step


def square(west, south, size=1.0):
    ring = [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def box(path):
    numbers = [tuple(map(float, pair.split())) for pair in path.strip("MZ").split("L")]
    xs, ys = zip(*numbers, strict=True)
    return max(xs) - min(xs), max(ys) - min(ys)


def test_a_degree_of_longitude_is_shorter_than_one_of_latitude():
    drawing = outlines({"a": square(104, 60 - 0.5)}, ["a"], width=400)
    wide, high = box(drawing.areas[0].path)
    assert math.isclose(wide / high, math.cos(math.radians(60)), rel_tol=0.01)


def test_north_is_up():
    drawing = outlines({"north": square(104, 31), "south": square(104, 30)}, ["north", "south"])
    north, south = drawing.areas
    assert north.y < south.y


def test_an_area_without_an_outline_is_left_to_the_list():
    assert [area.area for area in outlines({"a": square(0, 0)}, ["a", "b"]).areas] == ["a"]
    assert outlines({}, ["a"]) is None


def test_islands_belong_to_their_area():
    islands = {"type": "MultiPolygon", "coordinates": [square(0, 0)["coordinates"], square(3, 0, 0.2)["coordinates"]]}
    (area,) = outlines({"a": islands}, ["a"]).areas
    assert area.path.count("M") == 2


def test_the_label_stands_inside_a_hook():
    hook = [[0, 0], [4, 0], [4, 4], [3, 4], [3, 1], [0, 1], [0, 0]]  # its centroid lies outside
    drawing = outlines({"a": {"type": "Polygon", "coordinates": [hook]}}, ["a"], width=408)
    (area,) = drawing.areas
    east, south = (area.x - 4) / 100, 4 - (area.y - 4) / 100
    assert (0 < east < 4 and 0 < south < 1) or (3 < east < 4 and 0 < south < 4)


def test_limits_are_the_numbers_that_the_legend_shows():
    cut = classes([0.29, 0.31, 0.333, 0.36, 0.41, 0.47, 0.52, 0.6], most=4)
    assert all(limit == round(limit, 2) for limit in cut.limits)
    assert cut.of(cut.limits[0] - 1e-9) == 1
    assert cut.of(0.6) == len(cut.limits) + 1


def test_the_permitted_limit_divides_and_still_belongs_below():
    cut = classes([0.1 * n for n in range(1, 10)], limit=0.5)
    assert 0.5 in cut.limits
    assert cut.of(0.5) < cut.of(0.5000001)


@given(st.lists(st.floats(0.01, 2), max_size=40), st.sampled_from([None, 0.5]))
def test_no_more_classes_than_colours(values, limit):
    cut = classes(values, limit=limit)
    assert len(cut.limits) < MOST_CLASSES
    assert list(cut.limits) == sorted(set(cut.limits))
    assert all(1 <= cut.of(value) <= len(cut.limits) + 1 for value in values)


def test_few_classes_still_span_light_to_dark():
    assert [step(number, 3) for number in (1, 2, 3)] == [1, 4, 7]
    assert step(1, 1) == 4
