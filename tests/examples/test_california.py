"""The committed tables are what the builder makes of the published file, and the published file is the published one."""

import csv
import hashlib

import numpy as np
import pytest

from junheng.examples import california


def test_the_source_is_the_published_file():
    digest = hashlib.sha256(california.SOURCE.read_bytes()).hexdigest()
    assert digest in (california.FOLDER / "PROVENANCE.md").read_text(encoding="utf-8")


def test_the_committed_tables_are_what_the_builder_makes(tmp_path):
    california.build(tmp_path)
    for name in california.tables():
        assert (tmp_path / f"{name}.csv").read_bytes() == (california.FOLDER / f"{name}.csv").read_bytes(), name


def test_there_are_420_districts_in_45_counties():
    tables = california.tables()
    assert len(tables["units"]) == 1 + 420
    assert len(tables["areas"]) == 1 + 1 + 45


def test_counties_have_their_federal_codes():
    assert california.county_code("Los Angeles") == "06037"
    assert california.county_code("Yuba") == "06115"


def test_rounding_changes_no_value_of_the_source():
    with california.SOURCE.open(encoding="utf-8", newline="") as file:
        districts = list(csv.DictReader(file))
    for district in districts:
        for column in ("teachers", "expnstu"):
            assert np.float32(str(california.published(district[column]))) == np.float32(district[column])
        ratio = float(district["enrltot"]) / float(california.published(district["teachers"]))
        assert ratio == pytest.approx(float(district["str"]), abs=2e-6)
