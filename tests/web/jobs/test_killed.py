"""`kill -9` at every point: no job lost, none ended twice, no process left over."""

import json
import os
import random
import signal
import sys
import time

import pytest

from .processes import alive, children, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by signal, lists processes by ps")

#: Seconds: for tests that wait until a lease runs out.
SHORT = "1.5"
IN_THE_WORKER = ["before claim", "after claim", "before giving", "after giving", "before beat", "after beat"]
IN_THE_CHILD = ["before set", "after set", "before checkpoint", "after checkpoint", "before end", "after end"]


@pytest.mark.parametrize("point", [*IN_THE_WORKER, *IN_THE_CHILD])
def test_a_job_survives_the_death_of_worker_or_child(home, point):
    number = home.submit("count", steps=5, pause=0.15)
    home.start(DIE_AT=point, LEASE=SHORT)
    if point in IN_THE_WORKER:
        assert home.workers[0].wait(30) == -signal.SIGKILL
        home.start()
    until(lambda: home.state(number) == "done")
    assert (home.folder / "died").exists()
    assert json.loads(home.job(number)["result"]) == {"steps": 5}
    steps = [int(line.split()[1]) for line in home.lines("steps")]
    assert sorted(set(steps)) == [0, 1, 2, 3, 4]
    assert len(steps) < 5 + home.job(number)["attempt"]  # the one step that was done and not yet kept
    if point == "after end":
        assert home.job(number)["attempt"] == 1


def test_a_child_dies_with_its_worker(home):
    number = home.submit("deaf")
    worker = home.start()
    pid = int(until(lambda: home.lines("pids"))[0])
    worker.kill()
    worker.wait()
    until(lambda: not alive(pid))
    assert home.state(number) == "running"  # until the lease runs out and another worker asks


def test_a_job_that_is_killed_at_random_comes_to_its_end(home):
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    number = home.submit("count", steps=25, pause=0.04)
    worker, kills = home.start(LEASE=SHORT), 0
    while home.state(number) != "done":
        time.sleep(chance.uniform(0.2, 1.2))
        if kills < 5 and home.job(number)["interruptions"] < 2:  # a third without a checkpoint in between ends the job, as it should
            kills += 1
            for pid in chance.choice([[worker.pid], list(children(worker.pid))]):
                os.kill(pid, signal.SIGKILL)
        if worker.poll() is not None:
            worker = home.start(LEASE=SHORT)
        assert home.state(number) in ("queued", "running", "done"), f"seed {seed}"
    steps = [int(line.split()[1]) for line in home.lines("steps")]
    assert sorted(set(steps)) == list(range(25)), f"seed {seed}"
    assert len(steps) < 25 + home.job(number)["attempt"], f"seed {seed}"


def test_a_job_that_kills_its_process_each_time_fails_and_says_so(home):
    number, after = home.submit("poison"), home.submit("once", number=1)
    worker = home.start()
    until(lambda: home.state(after) == "done")
    found = home.job(number)
    assert (found["state"], found["attempt"], found["interruptions"]) == ("failed", 3, 3)
    assert "3" in json.loads(found["cause"])["en"]
    assert len(home.sql("SELECT 1 FROM jobs_logline WHERE job_id = ? AND sentence LIKE '%-9%'", number)) == 3
    assert not any(state.startswith("Z") for state in children(worker.pid).values())


def test_cancelling_a_deaf_job_kills_it_after_a_grace(home):
    number = home.submit("deaf")
    worker = home.start()
    pid = int(until(lambda: home.lines("pids"))[0])
    home.sql("UPDATE jobs_job SET cancel_asked_at = datetime('now') WHERE id = ?", number)
    until(lambda: home.state(number) == "cancelled")
    assert not alive(pid)
    assert pid not in children(worker.pid)


def test_a_worker_that_is_asked_to_stop_gives_its_job_back(home):
    number = home.submit("count", steps=1000, pause=0.01)
    worker = home.start()
    until(lambda: len(home.lines("steps")) > 5)
    worker.terminate()
    assert worker.wait(30) == 0
    found = home.job(number)
    assert (found["state"], found["interruptions"]) == ("queued", 0)
    assert found["checkpoint"] != "null"


def test_two_workers_do_each_job_once(home):
    numbers = [home.submit("once", number=number) for number in range(12)]
    home.start()
    home.start()
    until(lambda: all(home.state(number) == "done" for number in numbers))
    assert sorted(map(int, home.lines("ran"))) == list(range(12))
    assert {home.job(number)["attempt"] for number in numbers} == {1}


def test_a_failure_keeps_its_cause(home):
    said = {"sentence": "A file is missing.", "defect": "code J-", "unsayable": "code J-"}
    numbers = {how: home.submit("wrong", how=how) for how in said}
    home.start()
    until(lambda: all(home.state(number) == "failed" for number in numbers.values()))
    for how, number in numbers.items():
        assert said[how] in json.loads(home.job(number)["cause"])["en"]
        assert "Traceback" in home.job(number)["details"]
