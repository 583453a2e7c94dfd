"""No process outlives the one that started it, however that one ended, on Windows and elsewhere."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time


def end_with_parent(grace: float = 0) -> None:
    """End this process as soon as the process that spawned it is gone, or so many seconds later, if it has not ended itself.

    What is watched is a pipe (on Windows: a handle) that the system closes when the parent dies, so nothing is polled and
    no process number is ever mistaken for another's. A process that nobody spawned is left alone.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        time.sleep(grace)
        os._exit(1)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()
