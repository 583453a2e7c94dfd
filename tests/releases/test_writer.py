"""Freezing: whole or not at all, once for one content, one number for each."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from junheng.releases import ReleaseError, UnwaivedWarnings, draft, freeze, latest, open_release, releases_of, verify, writer
from junheng.tables.schema import TABLES


def corrected(region, by=1.0):
    observations = region.tables["observations"].with_columns(value=pl.col("value") + by)
    return replace(region, tables={**region.tables, "observations": observations})


def tree(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_release_is_numbered_named_and_whole(region, tmp_path):
    frozen = freeze(region, tmp_path, reason="首次冻结")
    assert (frozen.label, frozen.reason, frozen.hash) == ("R1", "首次冻结", draft(region).hash)
    folder = tmp_path / "releases" / f"R1-{frozen.hash[:8]}"
    names = {path.name for path in folder.iterdir()}
    assert names == {f"{name}.parquet" for name in region.tables} | {"outlines.geojson", "manifest.json", "manifest.sha256"}
    assert verify(folder) == ()


def test_the_manifest_says_who_what_and_why(region, tmp_path):
    frozen = freeze(region, tmp_path, reason="首次冻结")
    said = json.loads((tmp_path / "releases" / f"R1-{frozen.hash[:8]}" / "manifest.json").read_text(encoding="utf-8"))
    assert said["created"] == frozen.created.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert said["waived"] == [
        {
            "rule": "implausible_value",
            "place": {"file": "数据/observations.csv", "sheet": None, "row": 7, "column": None, "cell": None},
            "value": "亩",
            "message": {"zh": "数值异常。", "en": "An implausible value."},
            "reason": "已电话核实",
        }
    ]
    assert said["content"]["sources"][1] == {"path": "数据/units.csv", "sha256": "ab" * 32, "bytes": 310}
    assert said["tables"]["enrolment"]["rows"] == 3
    assert said["tables"]["enrolment"]["columns"]["pupils"] == "integer"


def test_a_region_without_outlines_has_no_file_of_them(region, tmp_path):
    frozen = freeze(replace(region, geometry={}), tmp_path, reason=None)
    folder = tmp_path / "releases" / f"R1-{frozen.hash[:8]}"
    assert not (folder / "outlines.geojson").exists()
    assert verify(folder) == ()
    assert open_release(folder).geometry == {}


def test_the_same_content_is_not_written_twice(region, tmp_path):
    first = freeze(region, tmp_path, reason="一")
    freeze(corrected(region), tmp_path, reason="二")
    before = tree(tmp_path)
    again = freeze(region, tmp_path, reason="三")
    assert (again.number, again.reason, again.created) == (1, "一", first.created)
    assert tree(tmp_path) == before


def test_the_same_content_is_the_same_bytes_elsewhere(region, tmp_path):
    for place in ("here", "there"):
        freeze(region, tmp_path / place, reason=None)
    here, there = tree(tmp_path / "here"), tree(tmp_path / "there")
    assert [path for path in here if path.suffix in {".parquet", ".geojson"} and here[path] != there[path]] == []


def test_corrections_are_counted_up(region, tmp_path):
    releases = [freeze(corrected(region, by), tmp_path, reason=None) for by in (0.0, 1.0, 2.0)]
    assert [release.label for release in releases] == ["R1", "R2", "R3"]
    assert [manifest.hash for manifest in releases_of(tmp_path)] == [release.hash for release in releases]


def test_a_number_is_not_given_again(region, tmp_path):
    freeze(region, tmp_path, reason=None)
    freeze(corrected(region), tmp_path, reason=None)
    first = releases_of(tmp_path)[0].path
    for file in first.iterdir():
        file.unlink()
    first.rmdir()
    assert freeze(corrected(region, 2.0), tmp_path, reason=None).number == 3


def test_warnings_without_waiver_stand_in_the_way(region, make_warning, tmp_path):
    other = make_warning("total_row", "数据/units.csv", 9)
    with pytest.raises(UnwaivedWarnings, match="1 warnings") as refused:
        freeze(replace(region, warnings=(*region.warnings, other)), tmp_path, reason=None)
    assert refused.value.issues == (other,)
    assert tree(tmp_path) == {}


def test_a_waiver_of_another_row_does_not_help(region, tmp_path):
    with pytest.raises(UnwaivedWarnings):
        freeze(replace(region, waivers=(replace(region.waivers[0], row=8),)), tmp_path, reason=None)


@pytest.mark.parametrize("moment", ["write_parquet", "rename"])
def test_an_interrupted_freeze_leaves_no_release(region, tmp_path, monkeypatch, moment):
    def interrupted(*args, **kwargs):
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(*((pl.DataFrame, moment) if moment == "write_parquet" else (Path, moment)), interrupted)
        with pytest.raises(OSError, match="disk full"):
            freeze(region, tmp_path, reason=None)
    assert releases_of(tmp_path) == ()
    assert latest(tmp_path) is None
    frozen = freeze(region, tmp_path, reason=None)
    assert frozen.number == 1
    assert {path.name for path in (tmp_path / "releases").iterdir()} == {".lock", f"R1-{frozen.hash[:8]}"}


def test_progress_is_told_of_each_table_twice_and_of_the_end(region, tmp_path):
    told = []
    freeze(region, tmp_path, reason=None, progress=lambda *step: told.append(step))
    total = 2 * len(TABLES)
    assert [(done, of) for done, of, _ in told] == [(step, total) for step in range(total + 1)]
    assert [name for _, _, name in told] == [*sorted(TABLES), *sorted(TABLES), ""]


@pytest.mark.parametrize("step", [0, len(TABLES), 2 * len(TABLES)])
def test_whatever_progress_raises_leaves_no_release(region, tmp_path, step):
    def stop(done, _total, _table):
        if done == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        freeze(region, tmp_path, reason=None, progress=stop)
    assert releases_of(tmp_path) == ()
    assert freeze(region, tmp_path, reason=None).number == 1


def in_another_process(code, *arguments):
    opening = (
        "import importlib.util, os, sys\n"
        "from pathlib import Path\n"
        f"spec = importlib.util.spec_from_file_location('small', {str(Path(__file__).with_name('conftest.py'))!r})\n"
        "small = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(small)\n"
        "from dataclasses import replace\n"
        "from junheng.releases import freeze, writer\n"
        "region, folder = small.small_region(), Path(sys.argv[1])\n"
    )
    return subprocess.Popen([sys.executable, "-c", opening + code, *map(str, arguments)])


def test_a_killed_process_leaves_no_release_and_no_lock(region, tmp_path):
    killed = in_another_process("writer._to_disk = lambda file: os._exit(9)\nfreeze(region, folder, reason=None)\n", tmp_path)
    assert killed.wait() == 9
    assert (tmp_path / "releases" / writer.UNFINISHED / "manifest.json").exists()
    assert releases_of(tmp_path) == ()
    frozen = freeze(region, tmp_path, reason=None)
    assert {path.name for path in (tmp_path / "releases").iterdir()} == {".lock", f"R1-{frozen.hash[:8]}"}


def test_two_processes_do_not_take_one_number(tmp_path):
    code = (
        "for by in range(3):\n"
        "    said = replace(region.description, name=f'small-{sys.argv[2]}-{by}')\n"
        "    freeze(replace(region, description=said), folder, reason=None)\n"
    )
    both = [in_another_process(code, tmp_path, which) for which in "ab"]
    assert [process.wait() for process in both] == [0, 0]
    assert [manifest.number for manifest in releases_of(tmp_path)] == [1, 2, 3, 4, 5, 6]
    assert all(verify(manifest.path) == () for manifest in releases_of(tmp_path))


def test_a_damaged_release_is_said_before_another_is_made(region, tmp_path):
    frozen = freeze(region, tmp_path, reason=None)
    os.truncate(tmp_path / "releases" / f"R1-{frozen.hash[:8]}" / "manifest.json", 100)
    with pytest.raises(ReleaseError, match="changed after it was frozen"):
        freeze(corrected(region), tmp_path, reason=None)
