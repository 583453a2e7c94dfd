"""`kill -9` while returns are saved, handed in and released: no half release, no lost submission, and a log that is whole."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from junheng.releases import releases_of, verify
from junheng.web.audit.verifying import verify as verify_log

from .processes import KILLING, Home, Site, alive, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by signal, lists processes by ps")

HERE = Path(__file__).parent
PLACES = os.pathsep.join(map(os.fspath, (KILLING, HERE.parent / "monitor", HERE.parent / "returns")))
RELEASING = [
    "after returns are put together",
    "while writing",
    "after no return",
    "before returns learn of it",
    "after returns learn of it",
]
#: First inside the database's transaction; then all is kept, and nobody has been told.
SAVING = ["after cells are written", "after saving"]
HANDING_IN = ["after a return is handed in", "after submitting"]


class Town(Home):
    """A home with the whole site in it."""

    settings = "killing_site"

    def environment(self, **more):
        return super().environment(PYTHONPATH=PLACES, **more)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """The home with its returns, made once, and what is in it."""
    town = Town(tmp_path_factory.mktemp("town-with-returns"))
    script = [sys.executable, KILLING / "prepare_returns.py"]
    done = subprocess.run(script, env=town.environment(), check=True, stdout=subprocess.PIPE, text=True)
    return town.folder, json.loads(done.stdout)


@pytest.fixture
def town(prepared, tmp_path):
    folder, known = prepared
    shutil.copytree(folder, tmp_path / "home")
    town = Town(tmp_path / "home")
    town.known = known
    yield town
    for worker in town.workers:
        worker.send_signal(signal.SIGKILL)
        worker.wait()


def returns(town):
    return town.sql("SELECT unit, state, release_hash FROM returns_return WHERE unit IN ('S1', 'S3', 'S6') ORDER BY unit")


@pytest.mark.parametrize("point", RELEASING)
def test_a_release_from_returns_is_whole_and_known_to_its_returns(town, point):
    folder = town.folder / "regions" / "town"
    arguments = {"region": "town", "form": "balance_yearly", "period": "2026", "reason": "年报", "returns": town.known["to_release"]}
    number = town.submit("release_returns", **arguments)
    town.start(DIE_AT=point)
    until(lambda: town.state(number) == "done" or (town.state(number) == "failed" and pytest.fail(town.job(number)["details"])))
    assert (town.folder / "died").exists()
    before, made = releases_of(folder)
    assert verify(made.path) == ()
    assert {path.name for path in (folder / "releases").iterdir()} == {".lock", before.path.name, made.path.name}
    assert json.loads(town.job(number)["result"])["hash"] == made.hash
    assert returns(town) == [("S1", "released", made.hash), ("S3", "released", made.hash), ("S6", "draft", "")]
    assert verify_log(town.folder / "junheng.sqlite3") == ()


class Clerk:
    """Someone whose page sends what was typed until the site says that it is kept."""

    def __init__(self, town, point):
        self.number, self.version = town.known["to_hand_in"], town.known["version"]
        self.site = Site(town.folder, "--no-worker", DJANGO_SETTINGS_MODULE=town.settings, PYTHONPATH=PLACES, DIE_AT=point)
        self.cookies = f"sessionid={town.known['session']}"

    def ask(self, path, body=None, token=""):
        address = f"http://127.0.0.1:{self.site.port}/returns/{self.number}/{path}"
        headers = {"Cookie": f"{self.cookies}; csrftoken={token[:32]}", "X-CSRFToken": token, "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(urllib.request.Request(address, data=data, headers=headers), timeout=20) as answer:
            return json.loads(answer.read())

    def send(self, path, body):
        """What the site said, and how often it did not answer."""
        for tries in range(20):
            try:
                return self.ask(path, body, "t" * 32), tries
            except (urllib.error.URLError, ConnectionError, http.client.HTTPException):
                until(self.site.answers)
        raise AssertionError("it never answered")


@pytest.fixture
def clerk(town):
    made = []

    def go(point):
        made.append(Clerk(town, point))
        return made[0]

    yield go
    for each in made:
        below = each.site.below()
        each.site.process.kill()
        each.site.process.wait()
        for pid in filter(alive, below):
            os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("point", HANDING_IN)
def test_a_return_is_handed_in_once_although_the_site_is_killed(town, clerk, point):
    cells = town.sql("SELECT * FROM returns_cell")
    asking = clerk(point)
    answer, tries = asking.send("submit/", {"version": asking.version})
    assert (answer["return"]["state"], tries >= 1, (town.folder / "died").exists()) == ("submitted", True, True)
    assert returns(town)[2] == ("S6", "submitted", "")
    assert town.sql("SELECT version FROM returns_return WHERE id = ?", asking.number) == [(asking.version + 1,)]
    assert town.sql("SELECT * FROM returns_cell") == cells
    assert verify_log(town.folder / "junheng.sqlite3") == ()


@pytest.mark.parametrize("point", SAVING)
def test_what_was_typed_is_kept_once_although_the_site_is_killed(town, clerk, point):
    (before,) = town.sql("SELECT COUNT(*) FROM returns_cell")
    known = dict(town.sql('SELECT "column", version FROM returns_cell WHERE ret_id = ? AND "row" = \'primary\'', town.known["to_hand_in"]))
    wanted = {"books": "2100", "computers": "21"}
    changes = [
        {"address": f"resources/primary/{name}", "value": value, "version": known[name], "nothing": False} for name, value in wanted.items()
    ]
    answer, tries = clerk(point).send("cells/", {"changes": changes})
    assert (answer["conflicts"], answer["refused"], tries >= 1) == ({}, {}, True)
    assert {address.rpartition("/")[2]: (cell["value"], cell["version"]) for address, cell in answer["cells"].items()} == {
        name: (value, known[name] + 1) for name, value in wanted.items()
    }
    assert town.sql("SELECT COUNT(*) FROM returns_cell") == [before]
    assert verify_log(town.folder / "junheng.sqlite3") == ()
