"""The worked example of RFC 3797 §6, from the sources to the tenth member."""

import pytest

from junheng.draw import DrawError, rfc3797

KEY = "9319./2.5.8.10.12./9.18.26.34.41.45./"


def test_the_worked_example():
    assert rfc3797.key_string([9319, [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]]) == KEY
    assert rfc3797.selection(KEY, 25, 10) == [17, 7, 2, 16, 25, 23, 8, 24, 19, 13]


@pytest.mark.parametrize(("pool", "pick"), [(25, 0), (25, 26), (70000, 1)])
def test_what_cannot_be_selected_is_refused(pool, pick):
    with pytest.raises(DrawError):
        rfc3797.selection(KEY, pool, pick)
