"""The worker: claims one job after the other, has each run in a child, and keeps the lease while it runs."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import wait

from django.db import OperationalError, connection
from django.utils import timezone

from junheng.web.jobs.child import Child
from junheng.web.jobs.lease import Lease, claim
from junheng.web.jobs.models import State

log = logging.getLogger("junheng.jobs")


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds. A lease is longer than the longest wait for a locked database (`settings.DATABASES`) and some beats."""

    lease: float = 30
    beat: float = 5
    poll: float = 0.5  # between two looks into an empty queue
    look: float = 1  # between two looks for a cancellation
    grace: float = 10  # that a cancelled job has to stop by itself


def work(stop: threading.Event, timing: Timing = Timing()) -> None:
    """Run jobs until asked to stop; then the job that runs goes back into the queue."""
    owner = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
    child: Child | None = None
    try:
        while not stop.is_set():
            child = child if child and child.alive else Child()
            try:
                lease = claim(owner, timing.lease)
                if lease is None:
                    stop.wait(timing.poll)
                    continue
                child.give(lease.job, lease.owner, lease.attempt)
                _watch(child, lease, stop, timing)
            except OperationalError:
                log.exception("the database does not answer; trying again")
                connection.close()
                stop.wait(timing.poll)
    finally:
        if child is not None:
            child.kill()


def _watch(child: Child, lease: Lease, stop: threading.Event, timing: Timing) -> None:
    """Until the job has ended, one way or another; no process of it is left."""
    beaten = looked = time.monotonic()
    while not wait([child.process.sentinel], timeout=min(0.1, timing.look)):
        now = time.monotonic()
        if stop.is_set():
            child.kill()
            lease.give_back()
            return
        if now - looked >= timing.look:
            looked = now
            if lease.mine().filter(final=False, cancel_asked_at__lt=timezone.now() - timedelta(seconds=timing.grace)).exists():
                child.kill()
                lease.end(State.CANCELLED)
                return
        if now - beaten >= timing.beat:
            beaten = now
            if not lease.beat(timing.lease) and not wait([child.process.sentinel], timeout=timing.grace):
                child.kill()  # another worker has the job, or it ended and its process does not
    child.process.join()
    lease.interrupted(child.process.exitcode)
