"""An office's first day by the commands alone, each in a process of its own: people, a template there and back, the site, the log."""

import os
import re
import socket
import subprocess
import sys

import openpyxl
import pytest

from junheng.cli.site import Visitor

from ..web.monitor import town

YEARLY, PASSWORD = "balance_yearly", "九寨沟的水很清-2026"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("office")
    town.load(home / "regions" / "town", town.region())
    return home


@pytest.fixture(scope="module")
def run(home):
    def command(*arguments, code=0):
        whole = [sys.executable, "-m", "junheng", "--lang", "zh", *(os.fspath(argument) for argument in arguments)]
        environment = os.environ | {"JUNHENG_HOME": os.fspath(home), "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(whole, env=environment, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    return command


@pytest.fixture(scope="module")
def invited(run):
    """Links of a commission's administrator, a county's officer and a school's."""
    people = {
        "li": ("--role", "administrator"),
        "wang": ("--role", "county", "--area", "01"),
        "zhao": ("--role", "school", "--unit", "S1", "--name", "赵老师"),
    }
    return {name: re.search(r"http://\S+?(/join/\S+)", run("user", "add", name, *role))[1] for name, role in people.items()}


@pytest.fixture(scope="module")
def filled(run, tmp_path_factory):
    """The template of S1, made and filled in."""
    assert "下达了 7 份" in run("returns", "open", YEARLY, "2026")
    file = tmp_path_factory.mktemp("files") / "东县 S1.xlsx"
    run("returns", "template", YEARLY, "--unit", "S1", "--out", file)
    book = openpyxl.load_workbook(file)
    book.worksheets[1]["B6"] = 31
    book.save(file)
    assert "写入 1 格" in run("returns", "import", file)
    return file


@pytest.fixture(scope="module")
def site(run, home, invited, filled):
    """`junheng serve` on a port of its own; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"JUNHENG_HOME": os.fspath(home)}
    server = subprocess.Popen([sys.executable, "-m", "junheng", "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(timeout=30)


def come_in(site, name, link):
    """Follow an invitation, set the password and sign in with it."""
    visitor = Visitor(site)
    visitor.wait(link)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', visitor.get("/join/")[1])[1]
    visitor.get("/join/", form={"csrfmiddlewaretoken": token, "new_password1": PASSWORD, "new_password2": PASSWORD})
    visitor.sign_in("/login/", name, PASSWORD)
    return visitor


def test_whoever_was_added_comes_in_and_sees_what_is_theirs(site, invited):
    school = come_in(site, "zhao", invited["zhao"])
    status, mine = school.get("/returns/")
    assert status == 200
    assert "S1 小学" in mine
    assert "S2 小学" not in mine
    county = come_in(site, "wang", invited["wang"])
    theirs = county.get("/returns/?whose=all")[1]
    assert "S2 小学" in theirs
    assert "S4 小学" not in theirs
    beyond = next(number for number in range(1, 8) if county.get(f"/returns/{number}/")[0] == 404)
    assert school.get(f"/returns/{beyond}/")[0] == 404
    assert county.get("/people/add/")[0] == 403
    assert come_in(site, "li", invited["li"]).get("/people/add/")[0] == 200
    assert Visitor(site).get(invited["li"])[0] == 410  # it worked once


def test_the_log_holds_all_of_it(run, site):
    assert "前后相接，与数据一致" in run("audit", "verify")
    assert re.search(r"SHA-256 [0-9a-f]{64}", run("audit", "head"))


def test_a_taken_port_is_told(run, site):
    port = site.rpartition(":")[2]
    run("serve", "--port", port, code=2)
    run("serve", "--port", "0", code=2)
