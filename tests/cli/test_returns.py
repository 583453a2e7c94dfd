"""`junheng returns` on a home of its own: open, template, import, status, and what is refused."""

import os
import subprocess
import sys

import openpyxl
import pytest

from junheng.examples import copy_example
from junheng.packs import load
from junheng.releases import freeze
from junheng.tables import read_region


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home with the synthetic region, released once."""
    home = tmp_path_factory.mktemp("returns-home")
    folder = home / "regions" / "chengdu-synthetic"
    copy_example("chengdu-synthetic", folder)
    freeze(read_region(folder, load("education_cn").vocabulary), folder, reason="test")
    return home


@pytest.fixture
def run(home):
    def go(*arguments):
        command = [sys.executable, "-m", "junheng", "--lang", "en", "returns", *(str(argument) for argument in arguments)]
        return subprocess.run(command, env=os.environ | {"JUNHENG_HOME": str(home)}, capture_output=True, text=True, encoding="utf-8")

    return go


def unit_of(home):
    """Some school of the region that the yearly table is for."""
    from junheng.releases import latest

    units = latest(home / "regions" / "chengdu-synthetic").tables["units"]
    return units.filter(kind="primary_school")["unit"][0]


def test_from_opening_to_status(run, home, tmp_path):
    unit, file = unit_of(home), tmp_path / "yearly.xlsx"
    assert "balance_yearly" in run("list").stdout
    assert run("template", "balance_yearly", "--unit", unit, "--out", file).returncode == 2  # nothing is open
    assert "returns opened" in run("open", "balance_yearly", "2031").stdout
    assert run("open", "balance_yearly", "2031").stdout.startswith("0 ")
    made = run("template", "balance_yearly", "--unit", unit, "--out", file)
    assert made.returncode == 0, made.stderr
    book = openpyxl.load_workbook(file)
    book.worksheets[1]["B6"] = 31
    book.save(file)
    done = run("import", file)
    assert done.returncode == 0, done.stderr
    assert f"returns/balance_yearly/{unit}/2031: 1 cells written" in done.stdout
    assert "2031" in run("status").stdout


def test_a_bad_cell_is_named_and_ends_with_exit_code_1(run, home, tmp_path):
    unit, file = unit_of(home), tmp_path / "yearly.xlsx"
    run("open", "balance_yearly", "2032")
    run("template", "balance_yearly", "--unit", unit, "--period", "2032", "--out", file)
    book = openpyxl.load_workbook(file)
    book.worksheets[1]["B6"] = "=1+1"
    book.save(file)
    done = run("import", file)
    assert done.returncode == 1
    assert "!B6: This cell is a formula" in done.stdout
    assert "nothing was written" in done.stdout


def test_what_is_no_template_is_wrong_use(run, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"not a workbook")
    for name in ("a.xlsx", "missing.xlsx"):
        done = run("import", tmp_path / name)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
