"""Kinds of job for the tests, and the point at which a process kills itself."""

import os
import signal
import time
from pathlib import Path

from django.utils import timezone

from junheng.language import Text
from junheng.web.jobs import lease, progress, worker
from junheng.web.jobs.models import Job, State
from junheng.web.jobs.registry import job

HOME = Path(os.environ["JUNHENG_HOME"])


def write(name, line):
    """One line at the end of a file, in one write of the system."""
    handle = os.open(HOME / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


def die(point):
    """Kill this process here, the first time only, where the environment names the point."""
    if os.environ.get("DIE_AT") != point:
        return
    try:
        os.close(os.open(HOME / "died", os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


def around(owner, name, before, after, applies=lambda *_args, **_values: True):
    """Points before and after a call."""
    inner = getattr(owner, name)

    def wrapped(*args, **values):
        if applies(*args, **values):
            die(before)
        found = inner(*args, **values)
        if applies(*args, **values):
            die(after)
        return found

    setattr(owner, name, wrapped)


around(worker, "claim", "before claim", "after claim", lambda *_: job_waits())
around(worker.Child, "give", "before giving", "after giving")
around(lease.Lease, "beat", "before beat", "after beat")
around(progress.Progress, "set", "before set", "after set", lambda _self, done, *_: done == 2)
around(progress.Progress, "checkpoint", "before checkpoint", "after checkpoint", lambda _self, state: state == 3)
around(progress.Progress, "set", "", "while reading", lambda _self, done, *_: done == 0)
around(progress.Progress, "set", "", "while writing", lambda _self, done, *_: done == 9)
around(progress.Progress, "no_return", "", "after no return")
around(lease.Lease, "end", "before end", "after end", lambda _self, state, **_: state == State.DONE)


def cancel_at(_self, done, *_):
    """Someone cancels the job when it has come so far."""
    if os.environ.get("CANCEL_AT") == str(done):
        Job.objects.filter(state=State.RUNNING).update(cancel_asked_at=timezone.now())
    return False


around(progress.Progress, "set", "", "", cancel_at)


def job_waits():
    return (HOME / "submitted").exists()


DOING = Text("数到 {n}", "Counting to {n}")


@job("count", name=Text("计数", "Count"))
def count(progress, *, steps, pause=0.0, kept=True):
    """Writes each step down, and keeps a checkpoint after it."""
    first = progress.kept or 0
    for step in range(first, steps):
        progress.set(step, steps, DOING.format(n=step))
        write("steps", f"{os.getpid()} {step}")
        time.sleep(pause)
        if kept:
            progress.checkpoint(step + 1)
    return {"steps": steps}


@job("once", name=Text("一次", "Once"))
def once(progress, *, number):
    """Writes down that it ran."""
    write("ran", number)
    return {}


@job("deaf", name=Text("不听", "Deaf"))
def deaf(_progress):
    """Never asks whether someone cancelled it."""
    write("pids", os.getpid())
    time.sleep(600)
    return {}


@job("poison", name=Text("毒", "Poison"))
def poison(_progress):
    """Takes its process with it, each time."""
    os.kill(os.getpid(), signal.SIGKILL)


@job("wrong", name=Text("错", "Wrong"))
def wrong(_progress, *, how):
    """Fails in one of the ways that there are."""
    if how == "sentence":
        raise progress.JobFailed(Text("缺文件。", "A file is missing."))
    if how == "defect":
        raise KeyError("nothing")
    return {"not": object()}  # JSON cannot say it
