"""Values with their units."""

import pytest
from django.utils import translation

from junheng.web.plans.quantities import with_unit


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (3, "所", "3所"),
        (24000, "平方米", "2.4 万平方米"),
        (14, "a:b", "14:1"),
        (0.0018, "", "0.0018"),
        (3.7, "a:b", "3.70:1"),
        (0, "%", "0%"),
    ],
)
def test_digits_enough_to_see_them(value, unit, shown):
    with translation.override("zh-hans"):
        assert with_unit(value, unit) == shown
