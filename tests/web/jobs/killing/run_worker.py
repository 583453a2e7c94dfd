"""A worker in a hurry: `python run_worker.py`, until it is interrupted."""

import os
import signal
import threading

from junheng.web.jobs.lifeline import end_with_parent

if __name__ == "__main__":
    import django

    django.setup()
    from junheng.web.jobs.worker import Timing, work

    end_with_parent()
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    work(stop, Timing(lease=float(os.environ.get("LEASE", "6")), beat=0.2, poll=0.02, look=0.05, grace=0.3))
