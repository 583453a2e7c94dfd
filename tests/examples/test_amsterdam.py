"""The committed tables and outlines are what the builder makes of the city's files."""

import hashlib
import json
import math

import pytest
import shapely

from junheng.examples import amsterdam


@pytest.fixture(scope="module")
def outlines():
    features = json.loads((amsterdam.FOLDER / "areas.geojson").read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["area"]: shapely.geometry.shape(feature["geometry"]) for feature in features}


@pytest.mark.parametrize("source", [amsterdam.SCHOOLS, amsterdam.NEIGHBOURHOODS], ids=lambda path: path.name)
def test_the_sources_are_the_published_files(source):
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    assert digest in (amsterdam.FOLDER / "PROVENANCE.md").read_text(encoding="utf-8")


def test_the_committed_tables_are_what_the_builder_makes(tmp_path):
    amsterdam.build(tmp_path)
    for name in amsterdam.tables():
        assert (tmp_path / f"{name}.csv").read_bytes() == (amsterdam.FOLDER / f"{name}.csv").read_bytes(), name


def test_there_are_193_schools_in_99_neighbourhoods():
    tables = amsterdam.tables()
    assert len(tables["units"]) == 1 + 193
    assert sum(row[3] == "neighbourhood" for row in tables["areas"]) == 99
    assert sum(int(row[4]) for row in tables["enrolment"][1:]) == 58_553


def test_missing_distances_stay_missing():
    distances = [row for row in amsterdam.tables()["observations"] if row[2] == "mean_distance"]
    assert len(distances) == 193 - 4


def test_the_projection_is_inverted():
    x, y = 545_827.738510081777349, 6_868_504.830207296647131
    longitude, latitude = map(math.radians, amsterdam.to_degrees(x, y))
    assert 6_378_137.0 * longitude == pytest.approx(x)
    assert 6_378_137.0 * math.asinh(math.tan(latitude)) == pytest.approx(y)


def test_every_area_has_an_outline_and_neighbours_do_not_overlap(outlines):
    assert set(outlines) == {row[0] for row in amsterdam.tables()["areas"][1:]}
    assert all(outline.is_valid for outline in outlines.values())
    neighbourhoods = [outline for code, outline in outlines.items() if len(code) == 3 and code != amsterdam.CITY]
    assert sum(n.area for n in neighbourhoods) == pytest.approx(shapely.union_all(neighbourhoods).area, rel=1e-6)


def test_schools_lie_in_their_neighbourhoods_or_at_their_border(outlines):
    for _, name, area, _, _, longitude, latitude in amsterdam.tables()["units"][1:]:
        assert outlines[area].distance(shapely.Point(float(longitude), float(latitude))) < 1e-4, name
