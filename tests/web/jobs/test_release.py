"""Freezing a release as a job, and `kill -9` in the middle of it: the whole release or none, and never two."""

import json
import sys
from pathlib import Path

import pytest
from django.utils import translation

from junheng.examples import copy_example
from junheng.language import Text
from junheng.releases import releases_of, verify
from junheng.web.jobs.registry import kind_of

from .processes import until

killed = pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
CHILD = ["while reading", "while writing", "after no return", "before end", "after end"]


@pytest.fixture
def california(home):
    folder = home.folder / "regions" / "california"
    copy_example("california", folder)
    return folder


@killed
@pytest.mark.parametrize("point", CHILD)
def test_a_killed_release_is_whole_or_not_there(home, california, point):
    number = home.submit("release", region="california", reason="first")
    home.start(DIE_AT=point)
    until(lambda: home.state(number) == "done" or (home.state(number) == "failed" and pytest.fail(home.job(number)["details"])))
    assert (home.folder / "died").exists()
    (frozen,) = releases_of(california)
    assert verify(frozen.path) == ()
    assert {path.name for path in (california / "releases").iterdir()} == {".lock", frozen.path.name}
    result = json.loads(home.job(number)["result"])
    assert (result["label"], result["hash"], result["new"]) == ("R1", frozen.hash, True)


@killed
def test_cancelled_while_writing_there_is_no_release(home, california):
    number = home.submit("release", region="california")
    home.start(CANCEL_AT="9")
    until(lambda: home.state(number) == "cancelled")
    assert releases_of(california) == ()


class Spy:
    """Hears what a job says."""

    def __init__(self, kept=None):
        self.kept, self.told, self.logged, self.final = kept, [], [], False

    def set(self, done, total, message):
        assert not self.final
        self.told.append((done, total, message))

    def log(self, sentence):
        self.logged.append(sentence)

    def checkpoint(self, state):
        self.kept = json.loads(json.dumps(state))

    def no_return(self):
        self.final = True


@pytest.fixture
def region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JUNHENG_HOME", str(tmp_path))
    folder = tmp_path / "regions" / "california"
    copy_example("california", folder)
    return folder


def run(spy, **arguments):
    return kind_of("release").run(spy, **arguments)


def test_progress_counts_up_to_all_and_says_what_is_done(region):
    spy = Spy()
    result = run(spy, region="california", reason="why")
    assert [done for done, _, _ in spy.told] == list(range(spy.told[0][1] + 1))
    assert all(isinstance(message, Text) for *_, message in spy.told)
    assert spy.final
    assert result["new"]
    json.dumps(result)
    assert releases_of(region)[0].reason == "why"


def test_unchanged_data_make_no_new_release_and_the_answer_says_so(region):
    first, second = run(Spy(), region="california"), run(Spy(), region="california")
    assert (second["hash"], second["new"]) == (first["hash"], False)
    with translation.override("en"):
        made, same = (kind_of("release").answer(result) for result in (first, second))
    assert "no new release" in same.sentence.en
    assert "no new release" not in made.sentence.en
    assert made.links[0].url == "/monitor/california/?release=R1"


def test_findings_stand_in_the_way_and_in_the_log(region):
    observations = region / "observations.csv"
    observations.write_text(
        observations.read_text(encoding="utf-8").replace("teachers,1998,10.9\n", "teachers,1998,ten\n", 1), encoding="utf-8"
    )
    spy = Spy()
    with pytest.raises(Exception, match="1 errors") as refused:
        run(spy, region="california")
    assert refused.value.text.zh
    assert "observations.csv" in spy.logged[0].en
    assert releases_of(region) == ()


@pytest.mark.parametrize("name", ["../california", "", "nowhere"])
def test_only_a_loaded_region_is_read(region, name):
    with pytest.raises(Exception, match="No region"):
        run(Spy(), region=name)
