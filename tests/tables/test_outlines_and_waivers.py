import json

import pytest

from junheng.tables import check_region

SQUARE = [[[104, 30], [105, 30], [105, 31], [104, 30]]]


def outlines(write, features, *, code="area"):
    content = features if isinstance(features, str) else json.dumps({"type": "FeatureCollection", "features": features})
    folder = write(resources=[{"name": "outlines", "path": "areas.geojson", "junheng": {"outlines": {"code": code}}}])
    (folder / "areas.geojson").write_text(content, encoding="utf-8")
    return folder


def feature(area="5101", coordinates=SQUARE, kind="Polygon"):
    return {"type": "Feature", "properties": {"area": area}, "geometry": {"type": kind, "coordinates": coordinates}}


def test_outlines_are_read_by_code(write, vocabulary):
    region = check_region(outlines(write, [feature(), feature("5102", [SQUARE], "MultiPolygon")]), vocabulary).region
    assert region.geometry["5101"] == {"type": "Polygon", "coordinates": SQUARE}
    assert set(region.geometry) == {"5101", "5102"}
    assert "areas.geojson" in {source.path for source in region.sources}


@pytest.mark.parametrize(
    ("features", "rule"),
    [
        ([feature(coordinates=[[[11_580_000, 3_590_000], [1, 2], [3, 4]]])], "outlines_not_wgs84"),
        ([feature("5109")], "outline_without_area"),
        ([feature(), feature()], "key_twice"),
        ([feature(kind="Point", coordinates=[104, 30])], "outlines_invalid"),
        ([feature(coordinates=[[["a", "b"]]])], "outlines_invalid"),
        ([{"type": "Feature", "properties": {}, "geometry": None}], "outlines_invalid"),
        ("{", "outlines_invalid"),
        ('{"type": "Feature"}', "outlines_invalid"),
        ("[]", "outlines_invalid"),
    ],
)
def test_outlines_that_are_none(write, vocabulary, features, rule):
    assert [issue.rule for issue in check_region(outlines(write, features), vocabulary).issues] == [rule]


WITH_TOTAL = "unit,level,measure,period,value\n001,all,sports_area,2024,400\n合计,all,sports_area,2024,400\n"


@pytest.mark.parametrize(
    ("waiver", "left"),
    [
        ('rule = "total_row"\nfile = "observations.csv"\nreason = "各年格式如此"', 0),
        ('rule = "total_row"\nfile = "observations.csv"\nrow = 3\ncolumn = "unit"\nreason = "各年格式如此"', 0),
        ('rule = "total_row"\nfile = "observations.csv"\nrow = 4\nreason = "各年格式如此"', 1),
        ('rule = "total_row"\nfile = "units.csv"\nreason = "各年格式如此"', 1),
        ('rule = "note_row"\nfile = "observations.csv"\nreason = "各年格式如此"', 1),
    ],
)
def test_a_waiver_lets_its_warning_stand(write, vocabulary, waiver, left):
    folder = write(observations=WITH_TOTAL)
    (folder / "waivers.toml").write_text(f"[[waiver]]\n{waiver}\n", encoding="utf-8")
    report = check_region(folder, vocabulary)
    assert len(report.issues) == 1
    assert len(report.open_issues) == left
    assert len(report.region.waivers) == 1


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('[[waiver]]\nrule = "total_row"\nfile = "observations.csv"\n', "waiver_without_reason"),
        ('[[waiver]]\nrule = "total_row"\nfile = "observations.csv"\nreason = "  "\n', "waiver_without_reason"),
        ('[[waiver]]\nrule = "unknown_unit"\nfile = "observations.csv"\nreason = "x"\n', "waivers_invalid"),
        ('[[waiver]]\nrule = "no_such_rule"\nfile = "observations.csv"\nreason = "x"\n', "waivers_invalid"),
        ('[[waiver]]\nrule = "total_row"\nreason = "x"\n', "waivers_invalid"),
        ('[[waiver]]\nrule = "total_row"\nfile = "x"\nreason = "x"\nrow = "3"\n', "waivers_invalid"),
        ("[[waiver", "waivers_invalid"),
        ("waiver = 3", "waivers_invalid"),
    ],
)
def test_a_waiver_without_reason_or_sense_is_an_error(write, vocabulary, text, rule):
    folder = write()
    (folder / "waivers.toml").write_text(text, encoding="utf-8")
    report = check_region(folder, vocabulary)
    assert [issue.rule for issue in report.issues] == [rule]
    assert report.blocked
