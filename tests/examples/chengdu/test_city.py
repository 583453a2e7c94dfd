"""The invented city is the same everywhere and plausible."""

import hashlib
from collections import Counter

import pytest

from junheng.examples.chengdu import city, dice, names, years

#: Changes only when the city is meant to change; then the workbooks are written again too.
FINGERPRINT = "ea6a985f650d14ec98dae066cd87c1fd4e1457cdb3d61cedff93088abaa0889e"


def test_every_number_of_the_city_is_the_same_on_every_machine():
    digest = hashlib.sha256()
    for year in years.YEARS:
        for r in years.returns(year):
            digest.update(repr((r.school, year, sorted(r.pupils.items()), sorted(r.staff.items()), sorted(r.shared.items()))).encode())
    assert digest.hexdigest() == FINGERPRINT


def test_a_draw_depends_on_its_name_alone():
    assert dice.whole(0, 10**9, "a", 1) == dice.whole(0, 10**9, "a", 1)
    assert dice.whole(0, 10**9, "a", 1) != dice.whole(0, 10**9, "a", 2)
    assert {dice.whole(3, 5, "die", k) for k in range(100)} == {3, 4, 5}


def test_there_are_about_a_thousand_schools_and_the_stated_pupils():
    last = years.returns(2025)
    assert 950 <= len(last) <= 1050
    assert sum("primary" in r.school.levels and r.school.kind != "special_school" for r in last) == pytest.approx(690, abs=10)
    assert sum(sum(r.pupils.values()) for r in last) == pytest.approx(1_380_000, rel=0.005)
    assert sum(n for r in last for (level, _), n in r.pupils.items() if level == "primary") == pytest.approx(765_000, rel=0.01)


def test_schools_are_told_apart():
    schools = city.schools()
    assert len({s.code for s in schools}) == len({s.name for s in schools}) == len(schools)
    assert all(len(s.code) == 10 and s.code.startswith("99") for s in schools)


def test_no_name_is_that_of_a_well_known_school():
    known = names.KNOWN.split("|")
    for school in city.schools():
        bare = school.name.removeprefix(school.county.name).removeprefix("成都市")
        assert not any(part in bare for part in known), school.name


def test_schools_stand_in_their_counties():
    shapely = pytest.importorskip("shapely")
    for school in city.schools():
        polygons = [shapely.Polygon(ring) for ring in city.outlines()[school.county.code]]
        assert any(polygon.contains(shapely.Point(school.east, school.north)) for polygon in polygons), school


def test_pupils_move_up_a_grade_and_nearly_all_of_them_stay():
    moved = Counter()
    for before, after in zip(years.returns(2024), years.returns(2025), strict=True):
        for level in before.school.levels:
            for grade, above in zip(city.GRADES[level], city.GRADES[level][1:], strict=False):
                moved["before"] += before.pupils[level, grade]
                moved["after"] += after.pupils[level, above]
    assert moved["after"] == pytest.approx(moved["before"], rel=0.02)


def test_classes_add_up_to_their_grade():
    for r in years.returns(2025)[::37]:
        for (level, grade), pupils in r.pupils.items():
            sizes = years.classes(r.school, level, grade, 2025)
            assert sum(sizes) == pupils
            assert max(sizes) - min(sizes) <= 1


def test_no_part_of_the_staff_is_larger_than_the_whole():
    for r in years.returns(2025):
        for (level, _), number in r.staff.items():
            assert 0 <= number <= r.staff[level, "teachers"]
