import polars as pl

from junheng.reports.changes import moved

KEY, FIGURES = ("area",), ("cv", "mean")


def test_only_what_moved_is_listed_and_what_came_or_went_has_one_side():
    before = pl.DataFrame({"area": ["A", "B", "C"], "cv": [0.5, 0.4, None], "mean": [1.0, 2.0, 3.0]})
    after = pl.DataFrame({"area": ["A", "B", "D"], "cv": [0.5, 0.3, 0.2], "mean": [1.0, 2.0, None]})
    assert moved(before, after, key=KEY, figures=FIGURES).rows() == [
        ("B", "cv", 0.4, 0.3),
        ("C", "mean", 3.0, None),
        ("D", "cv", None, 0.2),
    ]


def test_nothing_moves_between_equals():
    frame = pl.DataFrame({"area": ["A"], "cv": [None], "mean": [1.0]}, schema={"area": pl.String, "cv": pl.Float64, "mean": pl.Float64})
    assert moved(frame, frame, key=KEY, figures=FIGURES).is_empty()
