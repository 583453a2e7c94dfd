"""Opening and finding releases; every refusal is a sentence."""

import json
from dataclasses import replace

import polars as pl
import pytest

from junheng.releases import ReleaseError, draft, find, freeze, latest, open_release, release_paths, releases_of, verify
from junheng.releases.manifest import guard, parse_manifest
from junheng.tables import schema


@pytest.fixture
def folder(region, tmp_path):
    freeze(region, tmp_path, reason="一")
    freeze(replace(region, waivers=(replace(region.waivers[0], reason="再次核实"),)), tmp_path, reason="二")
    return tmp_path


def rewrite_manifest(path, change):
    """As someone would who knows the guard."""
    document = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    change(document)
    written = json.dumps(document, ensure_ascii=False).encode()
    (path / "manifest.json").write_bytes(written)
    (path / "manifest.sha256").write_bytes(guard(written))


def test_what_was_frozen_is_read_back(region, folder):
    drafted, read = draft(region), find(folder, 1)
    assert read.hash == drafted.hash
    assert read.description == region.description
    assert read.geometry == region.geometry
    assert sorted(read.sources, key=lambda source: source.path) == sorted(region.sources, key=lambda source: source.path)
    assert read.waivers == region.waivers
    assert read.tables.keys() == region.tables.keys()
    for name, frame in read.tables.items():
        assert frame.equals(drafted.tables[name]), name
        assert dict(frame.schema) == schema.TABLES[name].polars_schema()


def test_the_approval_number_of_the_map_is_read_back(region, tmp_path):
    said = replace(region.description, map_approval="川S【2026】00001号")
    assert find(tmp_path, freeze(replace(region, description=said), tmp_path, reason="一").label).description == said


def test_manifests_tell_releases_apart_without_their_rows(region, folder):
    first, second = releases_of(folder)
    assert (first.label, first.reason, second.label, second.reason) == ("R1", "一", "R2", "二")
    assert first.description == region.description
    assert second.waivers[0].reason == "再次核实"
    assert first.path.name == first.folder_name


@pytest.mark.parametrize("name", ["R2", "2", 2, "latest", "hash", "prefix"])
def test_a_release_is_found_by_each_of_its_names(folder, name):
    second = releases_of(folder)[1]
    wanted = {"hash": second.hash, "prefix": second.hash[:8]}.get(name, name)
    assert find(folder, wanted).number == 2


@pytest.mark.parametrize("name", ["R3", "0", "", "prefix", "r2 "])
def test_what_is_not_there_is_answered_with_what_is(folder, name):
    first, second = releases_of(folder)
    wanted = second.hash[:7] if name == "prefix" else name
    with pytest.raises(ReleaseError, match=f"there are: {first.folder_name}, {second.folder_name}"):
        find(folder, wanted)


def test_a_region_without_releases(tmp_path):
    assert releases_of(tmp_path) == ()
    assert latest(tmp_path) is None
    with pytest.raises(ReleaseError, match="there are: none") as missing:
        find(tmp_path, "latest")
    assert "无" in missing.value.text.zh


def test_damaged_and_misnamed_releases_are_still_there_to_verify(folder):
    first, second = (manifest.path for manifest in releases_of(folder))
    (first / "manifest.json").write_bytes(b"{")
    misnamed = second.rename(second.with_name("copy of R2"))
    assert release_paths(folder) == (first, misnamed)
    assert all(verify(path) for path in release_paths(folder))


def test_the_newest_is_the_one_with_the_largest_number(region, tmp_path):
    for year in range(11):
        freeze(replace(region, description=replace(region.description, name=f"small-{year}")), tmp_path, reason=None)
    assert latest(tmp_path).label == "R11"


def test_a_folder_that_is_no_release_says_so(tmp_path):
    with pytest.raises(ReleaseError, match=r"manifest\.json is missing"):
        open_release(tmp_path)


def test_a_format_of_later_years_says_so(folder):
    path = releases_of(folder)[0].path
    rewrite_manifest(path, lambda document: document.update(format=2))
    with pytest.raises(ReleaseError, match="Upgrade the software"):
        open_release(path)


@pytest.mark.parametrize("file", ["units.parquet", "outlines.geojson"])
def test_a_changed_or_missing_file_is_not_opened(folder, file):
    path = releases_of(folder)[0].path
    (path / file).write_bytes((path / file).read_bytes() + b" ")
    with pytest.raises(ReleaseError, match=f"{file} was changed"):
        open_release(path)
    (path / file).unlink()
    with pytest.raises(ReleaseError, match=f"lacks the file {file}"):
        open_release(path)


def test_a_column_declared_since_is_null_in_an_older_release(folder, monkeypatch):
    classes = schema.TABLES["units"]
    extended = replace(classes, columns=(*classes.columns, replace(classes.columns[0], name="founded", required=False)))
    monkeypatch.setattr("junheng.releases.reader.TABLES", {**schema.TABLES, "units": extended, "sites": replace(classes, name="sites")})
    opened = latest(folder)
    assert opened.tables["units"]["founded"].null_count() == 3
    assert list(opened.tables["units"].columns) == list(extended.polars_schema())
    assert opened.tables["sites"].height == 0


def test_a_release_from_before_units_had_changes_is_whole(folder):
    path = release_paths(folder)[0]

    def forget(document):
        del document["tables"]["unit_changes"], document["files"]["unit_changes.parquet"]

    (path / "unit_changes.parquet").unlink()
    rewrite_manifest(path, forget)
    assert verify(path) == ()
    assert open_release(path).tables["unit_changes"].is_empty()


@pytest.mark.parametrize("fewer", ["column", "table"])
def test_what_is_declared_no_more_is_not_dropped_in_silence(folder, monkeypatch, fewer):
    units = schema.TABLES["units"]
    tables = {**schema.TABLES, "units": replace(units, columns=units.columns[:-1])}
    if fewer == "table":
        del tables["units"]
    monkeypatch.setattr("junheng.releases.reader.TABLES", tables)
    with pytest.raises(ReleaseError, match="units that this software does not know"):
        latest(folder)


BROKEN = {
    "no JSON": lambda text: text[:-3],
    "deep": lambda _: "[" * 100_000,
    "a list": lambda _: "[]",
    "no number": lambda text: text.replace('"number": 1', '"number": "1"'),
    "no date": lambda text: text.replace("T", "_"),
    "a table outside": lambda text: text.replace('"units": {\n   "rows"', '"../units": {\n   "rows"').replace(
        "units.parquet", "../units.parquet"
    ),
    "infinite": lambda text: text.replace('"rows": 3', '"rows": Infinity', 1),
    "huge": lambda text: text.replace('"bytes": 900', '"bytes": 1' + "0" * 400),
    "no title": lambda text: text.replace('"zh": "小区域"', '"zh": "小区域", "de": "Klein"'),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_manifest_is_a_sentence(folder, how):
    path = releases_of(folder)[0].path
    text = (path / "manifest.json").read_text(encoding="utf-8")
    broken = BROKEN[how](text)
    assert broken != text
    with pytest.raises(ReleaseError):
        parse_manifest(path, broken.encode())


def test_polars_reads_the_files_by_itself(folder):
    path = releases_of(folder)[0].path
    values = pl.scan_parquet(path / "observations.parquet").filter(pl.col("unit") == "001").select("value").collect()
    assert values["value"].to_list() == [279.0, 283.0, 906.75, 910.75]
