"""Any changed byte is found, and so is a forger who rewrites the manifest to match."""

import hashlib
import json
import random

import polars as pl
import pytest

from junheng.releases import freeze, verify
from junheng.releases.canonical import content_hash
from junheng.releases.manifest import guard

MUTATIONS_PER_FILE = 40


@pytest.fixture
def release(region, tmp_path):
    frozen = freeze(region, tmp_path, reason="首次冻结")
    return tmp_path / "releases" / f"R1-{frozen.hash[:8]}"


def mutate(written, chance):
    """One bit turned, one byte put in or one taken out, at a random place."""
    at = chance.randrange(len(written))
    match chance.choice(["flip", "insert", "delete"]):
        case "flip":
            return written[:at] + bytes([written[at] ^ 1 << chance.randrange(8)]) + written[at + 1 :]
        case "insert":
            return written[:at] + bytes([chance.randrange(256)]) + written[at:]
        case _:
            return written[:at] + written[at + 1 :]


def test_every_mutation_of_every_file_is_found(release):
    chance = random.Random(7)
    files = sorted(release.iterdir())
    assert len(files) == 10
    for file in files:
        written = file.read_bytes()
        for _ in range(MUTATIONS_PER_FILE):
            mutated = mutate(written, chance)
            file.write_bytes(mutated)
            assert verify(release), f"{file.name}: {mutated!r}"
        file.write_bytes(written)
    assert verify(release) == ()


def test_every_file_cut_short_or_emptied_is_found(release):
    for file in release.iterdir():
        written = file.read_bytes()
        for length in (0, len(written) // 2, len(written) - 1):
            file.write_bytes(written[:length])
            assert verify(release), (file.name, length)
        file.write_bytes(written)


def test_two_files_that_changed_places_are_found(release):
    one, other = (release / f"{name}.parquet" for name in ("areas", "units"))
    first = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(first)
    assert {finding.file for finding in verify(release)} == {"areas.parquet", "units.parquet"}


@pytest.mark.parametrize("name", ["units.parquet", "classes.parquet", "outlines.geojson", "manifest.json", "manifest.sha256"])
def test_a_missing_file_is_found(release, name):
    (release / name).unlink()
    assert [finding.file for finding in verify(release)] == [name]


@pytest.mark.parametrize("name", ["notes.txt", "sites.parquet", ".hidden", "a folder"])
def test_an_additional_file_is_found(release, name):
    if name == "a folder":
        (release / name).mkdir()
    else:
        (release / name).write_bytes(b"")
    assert [finding.file for finding in verify(release)] == [name]


@pytest.mark.parametrize("change", [("R1", "R2"), ("R1-", "R1-0")])
def test_another_folder_name_is_found(release, change):
    renamed = release.rename(release.with_name(release.name.replace(*change)))
    (finding,) = verify(renamed)
    assert release.name in finding.message.en


def test_no_release_at_all(tmp_path):
    assert [finding.file for finding in verify(tmp_path / "nowhere")] == ["manifest.json"]


# --- forgeries: the manifest and its guard are rewritten as well as the files


def forge(release, change, file=None):
    """Writes the manifest anew with the true SHA-256 of a file, changed as told, and a guard that matches."""
    document = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    if file:
        written = (release / file).read_bytes()
        document["files"][file] = {"sha256": hashlib.sha256(written).hexdigest(), "bytes": len(written)}
    change(document)
    written = json.dumps(document, ensure_ascii=False).encode()
    (release / "manifest.json").write_bytes(written)
    (release / "manifest.sha256").write_bytes(guard(written))


def rewrite(release, name, change):
    path = release / f"{name}.parquet"
    change(pl.read_parquet(path.read_bytes())).write_parquet(path)
    forge(release, lambda _: None, path.name)


def test_the_same_table_in_other_bytes_is_the_same_release(release):
    rewrite(release, "observations", lambda frame: frame.reverse())
    assert verify(release) == ()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda frame: frame.with_columns(value=pl.col("value") + (pl.col("unit") == "003")), "value"),
        (lambda frame: frame.with_columns(_row=pl.col("_row") + 1), "_row"),
        (lambda frame: frame[1:], "11 rows"),
        (lambda frame: pl.concat([frame, frame[:1]]), "more than one row"),
        (lambda frame: frame.with_columns(value=pl.col("value").cast(pl.Float32)), "not those declared"),
        (lambda frame: frame.drop("_sheet"), "not those declared"),
        (lambda frame: frame.with_columns(_sheet=pl.lit("1")), "_sheet"),
    ],
    ids=["a value", "an origin", "a row less", "a row twice", "a type", "a column less", "a column filled"],
)
def test_a_forged_table_is_found(release, change, says):
    rewrite(release, "observations", change)
    findings = verify(release)
    assert {finding.file for finding in findings} == {"observations.parquet"}
    assert any(says in finding.message.en for finding in findings)


def test_a_file_that_is_no_table_is_found(release):
    for forged in (b"", b"PAR1", (release / "units.parquet").read_bytes()[:-9] + b"\0" * 9):
        (release / "units.parquet").write_bytes(forged)
        forge(release, lambda _: None, "units.parquet")
        assert [finding.file for finding in verify(release)] == ["units.parquet"]


@pytest.mark.parametrize("forged", [b"", b"{}", b'{"features":[]}', b'{"features":[{"properties":{},"geometry":null}]}'])
def test_forged_outlines_are_found(release, forged):
    (release / "outlines.geojson").write_bytes(forged)
    forge(release, lambda _: None, "outlines.geojson")
    assert [finding.file for finding in verify(release)] == ["outlines.geojson"]


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document["content"]["waivers"][0].update(reason="无"),
        lambda document: document["content"]["sources"][0].update(sha256="0" * 64),
        lambda document: document["content"]["description"].update(synthetic=False),
        lambda document: document["content"]["tables"]["units"].update(rows=4),
        lambda document: document["content"]["outlines"].pop("5101"),
        lambda document: document["files"].pop("units.parquet"),
        lambda document: document["tables"].pop("units"),
        lambda document: document["tables"]["units"].update(rows=4),
        lambda document: document["tables"]["units"].update(columns=None),
        lambda document: document["tables"]["units"]["columns"].update(unit=[]),
        lambda document: document["tables"]["units"].update(key=["elsewhere"]),
        lambda document: document.update(hash="0" * 64),
        lambda document: document.update(number=2),
    ],
)
def test_a_forged_manifest_is_found(release, change):
    forge(release, change)
    assert verify(release)


def test_another_hash_is_another_name(release):
    def another(document):
        document["content"]["waivers"] = []
        document["hash"] = content_hash(document["content"])

    forge(release, another)
    assert any("should be called" in finding.message.en for finding in verify(release))
