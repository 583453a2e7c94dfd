"""Homes for workers."""

import shutil
import signal
import subprocess
import sys

import pytest

from .processes import Home


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory):
    """A database as the migrations leave it."""
    home = Home(tmp_path_factory.mktemp("empty-home"))
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=home.environment(), check=True)
    return home.folder


@pytest.fixture
def home(empty_home, tmp_path):
    folder = tmp_path / "home"
    shutil.copytree(empty_home, folder)
    home = Home(folder)
    yield home
    for worker in home.workers:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
