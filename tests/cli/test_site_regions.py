"""A region comes into the site, and commands about people and returns find it."""

import os
import subprocess
import sys

import pytest

from junheng.examples import copy_example


def run(*arguments):
    """In a process of its own: a home is chosen once in the life of one."""
    command = [sys.executable, "-m", "junheng", "--lang", "en", *(os.fspath(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"COLUMNS": "200"})


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def amsterdam(tmp_path):
    folder = tmp_path / "our school tables"
    copy_example("amsterdam", folder)
    return folder


def test_a_region_is_loaded_under_its_name_and_only_once(home, amsterdam):
    first = run("load", amsterdam, "--home", home)
    assert first.returncode == 0, first.stderr
    assert (home / "regions" / "amsterdam" / "datapackage.json").is_file()
    assert "no release yet" in first.stdout
    assert "junheng user add" in first.stdout
    again = run("load", amsterdam, "--home", home)
    assert again.returncode == 2
    assert "Data workspace" in again.stderr
    assert [path.name for path in (home / "regions").iterdir()] == ["amsterdam"]


def test_releases_come_with_it(home, amsterdam):
    assert run("release", amsterdam).returncode == 0
    loaded = run("load", amsterdam, "--home", home)
    assert loaded.returncode == 0
    assert "no release yet" not in loaded.stdout
    assert run("releases", "verify", home / "regions" / "amsterdam").returncode == 0


def test_what_is_no_region_is_refused_and_leaves_nothing(home, tmp_path):
    (tmp_path / "empty").mkdir()
    assert run("load", tmp_path / "empty", "--home", home).returncode == 1
    assert run("load", tmp_path / "not there", "--home", home).returncode == 2
    assert not home.exists()


def test_without_a_region_a_command_says_how_to_load_one(home):
    result = run("user", "add", "li", "--role", "administrator", "--home", home)
    assert result.returncode == 2
    assert "junheng load FOLDER" in result.stderr
