"""Parts for a supervisor under test: python parts.py FOLDER, until it is interrupted."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

from junheng.cli.supervision import Part, supervise
from junheng.language import Text


def note(folder, name, line):
    handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


def willing(stop, folder):
    """Ends when asked."""
    note(folder, "willing", os.getpid())
    stop.wait()
    note(folder, "ended", os.getpid())


def stubborn(stop, folder):
    """Does not listen."""
    note(folder, "stubborn", os.getpid())
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Event().wait()


def shortlived(stop, folder):
    """Ends by itself, at once."""
    note(folder, "shortlived", time.monotonic())


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    names = {"willing": willing, "stubborn": stubborn, "shortlived": shortlived}
    supervise(
        [Part(Text(name, name), names[name], (folder,)) for name in sys.argv[2:]],
        lambda text: note(folder, "reports", text.en),
    )
