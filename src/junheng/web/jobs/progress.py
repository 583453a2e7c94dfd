"""What a job says while it runs, and how it learns that it should stop."""

from __future__ import annotations

import time
from typing import Any

from junheng.language import Text
from junheng.web.jobs.lease import Lease
from junheng.web.jobs.models import LogLine

#: Seconds between two writes of a number under the same message.
_PAUSE = 0.2


class JobFailed(Exception):  # noqa: N818 (what happened, not a defect of the program)
    """Raised by a job that cannot go on; the sentence stands on its page."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class Cancelled(BaseException):
    """Someone asked the job to stop."""


class Lost(BaseException):
    """Another worker has taken the job up: this attempt writes nothing more."""


class Progress:
    """Handed to a job's function. Every method may raise `Cancelled`: then nothing may be left half done."""

    def __init__(self, lease: Lease, kept: Any = None) -> None:
        self._lease = lease
        self._kept = kept
        self._last: tuple[float, Text | None] = (float("-inf"), None)
        self._begun = False

    @property
    def kept(self) -> Any:
        """The last checkpoint of an attempt that was interrupted; None at the beginning."""
        return self._kept

    def set(self, done: int, total: int, message: Text) -> None:
        """So many units of so many are done; the message says what is being done now."""
        now, (before, said) = time.monotonic(), self._last
        if message == said and now - before < _PAUSE and done < total:
            return
        first = {} if self._begun else {"done_before": done}
        self._write(done=done, total=total, message=message, **first)
        self._begun, self._last = True, (now, message)

    def log(self, sentence: Text) -> None:
        """Add a sentence to the job's log."""
        self.raise_if_cancelled()
        LogLine.objects.create(job_id=self._lease.job, attempt=self._lease.attempt, sentence=sentence)

    def checkpoint(self, state: Any) -> None:
        """Keep what the next attempt begins with, should this one be interrupted; anything that JSON can say."""
        self._write(checkpoint=state, interruptions=0)
        self._kept = state

    def raise_if_cancelled(self) -> None:
        """Stop here if someone asked for it; for long loops with nothing to say."""
        found = self._lease.mine().values_list("cancel_asked_at").first()
        if found is None:
            raise Lost
        if found[0] is not None:
            raise Cancelled

    def no_return(self) -> None:
        """From here on the job cannot be cancelled: what it does next stays done."""
        if not self._lease.mine().filter(cancel_asked_at=None).update(final=True):
            self.raise_if_cancelled()

    def _write(self, **values: Any) -> None:
        if not self._lease.write(**values):
            raise Lost
        self.raise_if_cancelled()
