"""The process in which one job runs: spawned, never forked, because polars' threads do not survive a fork."""

from __future__ import annotations

import logging
import multiprocessing
import os
import secrets
import signal
import sys
import traceback
from multiprocessing.connection import Connection

from junheng.language import Text
from junheng.web.jobs.lifeline import end_with_parent

log = logging.getLogger("junheng.jobs")

AGAIN = Text("第 {n} 次执行，从头开始。", "Attempt {n}, from the beginning.")
ONWARDS = Text("第 {n} 次执行，从上次保存的进度继续。", "Attempt {n}, from the last checkpoint.")


class Child:
    """A process that gets ready while there is nothing to do, runs one job and ends."""

    def __init__(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        theirs, self._ours = spawn.Pipe(duplex=False)
        self.process = spawn.Process(target=_main, args=(theirs,), name="junheng-job")
        self.process.start()
        theirs.close()

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self.process.is_alive()

    def give(self, job: int, owner: str, attempt: int) -> None:
        """Hand over the job; a process that is already gone shows by not being alive."""
        try:
            self._ours.send((job, owner, attempt))
        except OSError:
            self.process.kill()

    def kill(self) -> None:
        """End the process at once, and wait until it has."""
        self.process.kill()
        self.process.join()


def _main(assignment: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal; the worker decides
    end_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "junheng.web.settings")
    import django

    django.setup()
    from junheng.web.audit.acting import acting, because
    from junheng.web.jobs.lease import Lease
    from junheng.web.jobs.models import Job

    lease = Lease(*assignment.recv())
    job = Job.objects.select_related("user").filter(pk=lease.job).first()
    with acting(job.user if job and job.user else "worker", way="job"), because(f"job {lease.job}"):
        run(lease)
    sys.stdout.flush()


def run(lease) -> None:
    """Run the job of a lease in this process, and write down how it ended."""
    from junheng.web.jobs.models import State
    from junheng.web.jobs.progress import Cancelled, Lost, Progress
    from junheng.web.jobs.registry import kind_of

    job = lease.mine().first()
    if job is None:
        return
    kind = kind_of(job.kind)
    progress = Progress(lease, job.checkpoint)
    try:
        if lease.attempt > 1:
            progress.log((AGAIN if job.checkpoint is None else ONWARDS).format(n=lease.attempt))
        if kind is None:
            lease.end(State.FAILED, cause=Text("本系统已没有这类任务。", "This site no longer knows this kind of job."))
            return
        result = kind.run(progress, **job.arguments)
        lease.end(State.DONE, result=dict(result), checkpoint=None)
    except Cancelled:
        lease.end(State.CANCELLED)
    except Lost:
        log.warning("job %s was taken up by another worker", job.pk)
    except Exception as error:  # noqa: BLE001 (whatever it was, it is kept as the cause)
        lease.end(State.FAILED, cause=_cause(error, job.pk), details=traceback.format_exc())


def _cause(error: Exception, job: int) -> Text:
    """The sentence that an error of ours carries; for any other a code by which the log tells more."""
    text = getattr(error, "text", None)
    if isinstance(text, Text):
        return text
    code = f"J-{secrets.token_hex(3)}"
    log.error("code %s: job %s", code, job, exc_info=error)
    return Text(
        "程序出错，未能完成。请把代码 {code} 告诉网站管理人员。",
        "The program failed and the work is not done. Give the code {code} to whoever runs this site.",
    ).format(code=code)
