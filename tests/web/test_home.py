"""The data folder: where it is, and the key that is made in it."""

import os
import sys
from pathlib import Path

import pytest

from junheng.web.home import home, loaded_regions, secret_key


def test_the_environment_names_the_folder(tmp_path: Path) -> None:
    assert home({"JUNHENG_HOME": str(tmp_path)}) == tmp_path


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the folder of other platforms")
def test_without_a_name_it_is_the_users_data_folder() -> None:
    assert home({"XDG_DATA_HOME": "/srv/data"}) == Path("/srv/data/junheng")
    assert home({}) == Path.home() / ".local" / "share" / "junheng"


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    key = secret_key(tmp_path / "new")
    assert len(key) >= 50
    assert secret_key(tmp_path / "new") == key
    assert secret_key(tmp_path / "other") != key
    if os.name == "posix":
        assert (tmp_path / "new" / "secret.key").stat().st_mode & 0o077 == 0


def test_a_folder_with_a_description_is_a_region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUNHENG_HOME", str(tmp_path))
    assert loaded_regions() == ()
    for name in ("b", "a"):
        (tmp_path / "regions" / name).mkdir(parents=True)
        (tmp_path / "regions" / name / "datapackage.json").write_text("{}", encoding="utf-8")
    (tmp_path / "regions" / "empty").mkdir()
    assert [path.name for path in loaded_regions()] == ["a", "b"]
