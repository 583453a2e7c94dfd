"""`junheng plan`: a workbook read, and reminders printed and noted."""

import json
import os
import subprocess
import sys
from importlib.resources import as_file, files

import xlsxwriter
from typer.testing import CliRunner

from junheng.cli import build


def workbook(path, *rows):
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("任务")
        for at, row in enumerate((("序号", "工作任务", "主要指标", "牵头单位", "完成时限"), *rows)):
            page.write_row(at, 0, row)
    return path


def run(*arguments):
    return CliRunner().invoke(build("en"), ["plan", *map(str, arguments)])


def test_a_workbook_as_json(tmp_path):
    result = run("read", workbook(tmp_path / "p.xlsx", (1, "建校", "3所", "规划处", "2026年6月底")), "--json")
    (item,) = json.loads(result.stdout)["items"]
    assert result.exit_code == 0
    assert {name: item[name] for name in ("number", "title", "lead", "due")} == {
        "number": "1",
        "title": "建校",
        "lead": "规划处",
        "due": "2026-06-30",
    }
    assert item["targets"] == [{"value": 3, "unit": "所", "comparison": "=", "text": "建校：3所"}]


def test_a_row_that_cannot_be_read_is_named_and_the_exit_code_is_1(tmp_path):
    path = workbook(tmp_path / "p.xlsx", (1, "建校", "3所", "规划处", "尽快"))
    result = run("read", path)
    assert (result.exit_code, "任务 · E2: “尽快” is no day." in result.stdout) == (1, True)
    assert json.loads(run("read", path, "--json").stdout)["issues"][0]["cell"] == "E2"


def test_the_example_has_39_items():
    with as_file(files("junheng.examples").joinpath("plan-synthetic.md")) as path:
        items = json.loads(run("read", path, "--json").stdout)["items"]
    assert len(items) == 39
    assert (items[25]["lead"], items[25]["helpers"], items[25]["budget"]) == ("信息中心", "规划处", "1,800万元")


def test_a_file_that_is_not_there(tmp_path):
    assert run("read", tmp_path / "none.xlsx").exit_code == 2


ASKED = """
import sys
from datetime import timedelta
from junheng.cli import build, site
from pathlib import Path
site.prepare(Path(sys.argv[1]))
from django.utils import timezone
from junheng.reports.check import Document
from junheng.reports.plan import read_plan
from junheng.web.plans import changing
today = timezone.localdate()
items = read_plan(Document("一、甲（牵头单位：规划处）。做好。\\n二、乙。做好。\\n")).items
plan = changing.begin(None, region="town", title="计划", begins=today - timedelta(days=100), due=today - timedelta(days=2), items=items)
"""


def test_reminders_are_printed_and_noted(tmp_path):
    (tmp_path / "regions" / "town").mkdir(parents=True)
    (tmp_path / "regions" / "town" / "datapackage.json").write_text("{}", encoding="utf-8")

    def own_process(*arguments):
        """A home is chosen once in the life of a process."""
        command = [sys.executable, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, env=os.environ | {"COLUMNS": "200"})
        return done.stdout

    own_process("-c", ASKED, os.fspath(tmp_path))
    asked = ("-m", "junheng", "--lang", "en", "plan", "reminders", "--home", os.fspath(tmp_path))
    first = own_process(*asked, "--record")
    assert "规划处" in first
    assert "2 days ago" in first
    assert "No lead office yet" in first
    assert "reminded on" in own_process(*asked, "--lead", "规划处")
    assert "Nobody has to be reminded" in own_process(*asked, "--lead", "财务处")
