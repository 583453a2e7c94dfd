"""Real regions through reader, release and back."""

import pytest

from junheng.examples import copy_example
from junheng.releases import difference, draft, freeze, releases_of, verify
from junheng.tables import read_region


@pytest.mark.parametrize("name", ["california", "amsterdam"])
def test_a_real_region_keeps_its_hash(name, tmp_path):
    copy_example(name, tmp_path / name)
    region = read_region(tmp_path / name)
    frozen = freeze(region, tmp_path / name, reason=None)
    (manifest,) = releases_of(tmp_path / name)
    assert verify(manifest.path) == ()
    again = read_region(tmp_path / name)  # now with a release beside its files
    assert draft(again).hash == frozen.hash
    assert list(difference(frozen, draft(again)).changes()) == []
    assert frozen.geometry == region.geometry


def test_one_corrected_cell_is_one_change(tmp_path):
    folder = tmp_path / "california"
    copy_example("california", folder)
    before = draft(read_region(folder))
    file = folder / "observations.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    *key, value = lines[1].split(",")
    lines[1] = ",".join([*key, str(float(value) + 1)])
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    changes = list(difference(before, draft(read_region(folder))).changes())
    assert [(change.table.name, change.kind) for change in changes] == [("observations", "changed"), ("sources", "changed")]
    assert (changes[0].key, changes[0].before, changes[0].after) == (tuple(key), float(value), float(value) + 1)
