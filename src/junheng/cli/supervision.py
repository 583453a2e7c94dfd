"""Several processes that live and end together, on Windows and elsewhere: none is forked, and no signal is needed to stop one.

Each part is asked to stop by a pipe that closes; the system closes it too when the supervisor is killed, so no part is ever
left alone. A part that dies by itself is started again, and that is reported.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from junheng.language import Text

#: Seconds that a part has to end after it was asked.
GRACE = 15
#: A part that lives shorter is started again after a pause, which doubles up to the longest.
_SHORT_LIFE, _LONGEST_PAUSE = 10, 30


@dataclass(frozen=True, slots=True)
class Part:
    """What a process runs: ``target(stop, *arguments)`` returns once the event `stop` is set."""

    name: Text
    target: Callable[..., None]
    arguments: tuple[Any, ...] = ()


class _Running:
    """A part, its process now, and when the next one may start."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.short_lives = 0
        self.due: float | None = None  # while the part is dead
        self.start()

    def start(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        theirs, self.ours = spawn.Pipe(duplex=False)
        self.process: BaseProcess = spawn.Process(target=_main, args=(theirs, self.part.target, self.part.arguments))
        self.process.start()
        theirs.close()
        self.born, self.due = time.monotonic(), None

    def bury(self) -> Text:
        """Note the death of the process and when to start another; the sentence that says so."""
        self.process.join()
        self.ours.close()
        self.short_lives = self.short_lives + 1 if time.monotonic() - self.born < _SHORT_LIFE else 0
        pause = min(2 ** (self.short_lives - 1), _LONGEST_PAUSE) if self.short_lives else 0
        self.due = time.monotonic() + pause
        return Text(
            "{name}意外停止（代码 {code}），{pause} 秒后重新启动。",
            "{name} ended unexpectedly (code {code}); starting it again in {pause} s.",
        ).format(name=self.part.name, code=self.process.exitcode, pause=pause)

    def end(self, deadline: float) -> None:
        """Wait for the process, which was asked to stop, until a time; then kill it."""
        self.process.join(max(0.0, deadline - time.monotonic()))
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def supervise(parts: Sequence[Part], report: Callable[[Text], None]) -> None:
    """Run the parts until this process is interrupted."""
    stop = threading.Event()
    with interrupts(stop):
        running = [_Running(part) for part in parts]
        while not stop.is_set():
            wait([each.process.sentinel for each in running if each.due is None], timeout=0.2)
            for each in running:
                if stop.is_set():
                    break
                if each.due is None and not each.process.is_alive():
                    report(each.bury())
                elif each.due is not None and time.monotonic() >= each.due:
                    each.start()
        for each in running:
            each.ours.close()
        deadline = time.monotonic() + GRACE
        for each in running:
            each.end(deadline)


@contextmanager
def interrupts(stop: threading.Event) -> Iterator[None]:
    """Ctrl-C, or a request to end, sets the event while the block runs."""
    names = ("SIGINT", "SIGTERM", "SIGBREAK")  # the last is Windows' Ctrl-Break
    before = {getattr(signal, name): signal.signal(getattr(signal, name), lambda *_: stop.set()) for name in names if hasattr(signal, name)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _main(asked: Connection, target: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    from junheng.web.jobs.lifeline import end_with_parent

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal; the supervisor decides
    end_with_parent(GRACE)
    stop = threading.Event()

    def listen() -> None:
        wait([asked])  # readable once its other end is closed
        stop.set()

    threading.Thread(target=listen, daemon=True).start()
    target(stop, *arguments)
