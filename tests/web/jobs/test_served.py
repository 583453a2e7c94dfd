"""`junheng serve` as people run it: pages and worker together, whatever is killed comes back, and nothing is left behind."""

import os
import signal
import sys

import pytest

from .processes import Site, alive, children, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by signal, lists processes by ps")


@pytest.fixture
def site(tmp_path):
    site = Site(tmp_path / "home")
    yield site
    for pid in [site.process.pid, *site.below()]:
        if alive(pid):
            os.kill(pid, signal.SIGKILL)


def test_whatever_is_killed_comes_back_and_ctrl_c_ends_all(site):
    pages, worker = sorted(children(site.process.pid))
    server = until(lambda: children(pages))
    os.kill(pages, signal.SIGKILL)  # its server must not go on answering with nobody above it
    until(lambda: not any(map(alive, server)))
    until(site.answers)
    os.kill(worker, signal.SIGKILL)
    number = site.submit("nothing")
    until(lambda: site.state(number) == "failed")
    assert site.answers()
    code, said = site.end(signal.SIGINT)
    assert code == 0
    assert said.count("started again") == 0
    assert said.count("The web server ended unexpectedly (code -9)") == 1
    assert said.count("The worker ended unexpectedly (code -9)") == 1


def test_a_site_that_is_killed_leaves_nothing_behind(site):
    code, _ = site.end(signal.SIGKILL)
    assert code == -signal.SIGKILL
    assert not site.answers()


def test_without_a_worker_jobs_wait(tmp_path):
    site = Site(tmp_path / "home", "--no-worker")
    assert len(children(site.process.pid)) == 1
    number = site.submit("nothing")
    assert site.end(signal.SIGTERM)[0] == 0
    assert site.state(number) == "queued"
