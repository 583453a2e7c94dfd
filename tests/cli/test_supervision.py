"""Processes that live and end together."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")


def until(true, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not come about in time")


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


class Supervisor:
    def __init__(self, folder, *parts):
        self.folder = folder
        self.process = subprocess.Popen([sys.executable, Path(__file__).with_name("parts.py"), folder, *parts])

    def lines(self, name):
        path = self.folder / name
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def pid(self, name, which=-1):
        return int(until(lambda: self.lines(name))[which])


@pytest.fixture
def supervisor(tmp_path):
    started = []

    def start(*parts):
        started.append(Supervisor(tmp_path, *parts))
        return started[-1]

    yield start
    for each in started:
        each.process.kill()
        each.process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_the_parts_in_their_own_way(supervisor, number):
    one = supervisor("willing", "willing")
    until(lambda: len(one.lines("willing")) == 2)
    one.process.send_signal(number)
    assert one.process.wait(20) == 0
    assert sorted(one.lines("ended")) == sorted(one.lines("willing"))
    assert one.lines("reports") == []


def test_a_part_that_is_killed_is_started_again_and_the_others_live_on(supervisor):
    one = supervisor("willing", "stubborn")
    killed, other = one.pid("willing"), one.pid("stubborn")
    os.kill(killed, signal.SIGKILL)
    until(lambda: len(one.lines("willing")) == 2)
    assert one.pid("willing") != killed
    assert one.lines("reports") == ["willing ended unexpectedly (code -9); starting it again in 1 s."]
    assert alive(other)
    assert one.lines("stubborn") == [str(other)]


def test_a_part_that_will_not_live_is_not_started_without_pause(supervisor):
    one = supervisor("shortlived")
    until(lambda: len(one.lines("reports")) == 3)
    assert [report.split()[-2] for report in one.lines("reports")] == ["1", "2", "4"]


def test_no_part_outlives_a_supervisor_that_is_killed(supervisor):
    one = supervisor("willing")
    pid = one.pid("willing")
    one.process.kill()
    one.process.wait()
    until(lambda: not alive(pid))
    assert one.lines("ended") == [str(pid)]
