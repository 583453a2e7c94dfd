"""One writer at a time in a folder, on Windows and elsewhere; the system gives the lock back when a process dies."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _acquire(descriptor: int) -> None:
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
            except OSError as error:
                if error.errno != errno.EDEADLK:  # it gives up after ten seconds; a release can take longer
                    raise
                continue
            return

    def _give_back(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _acquire(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _give_back(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Waits until no other process writes in the folder."""
    with (folder / ".lock").open("a", encoding="utf-8") as file:
        _acquire(file.fileno())
        try:
            yield
        finally:
            _give_back(file.fileno())
