"""The site as commands see it: prepare its database, serve it, ask it for a page."""

from __future__ import annotations

import http.cookiejar
import multiprocessing
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from junheng.cli.supervision import Part, interrupts, supervise
from junheng.language import Text


def prepare(home: Path | None) -> Path:
    """Point Django at a data folder and bring its database up to date; the folder."""
    place = point_at(home)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    return place


def point_at(home: Path | None) -> Path:
    """Point Django at a data folder and leave its database as it is; the folder."""
    if home is not None:
        os.environ["JUNHENG_HOME"] = str(home.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "junheng.web.settings")
    import django

    django.setup()
    from junheng.web import home as places

    return places.home()


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def serve(host: str, port: int, report: Callable[[Text], None], *, worker: bool = True) -> None:
    """Serve until interrupted, with a worker for long work beside the pages; one that dies is started again."""
    parts = [Part(Text("网站", "The web server"), _serve_pages, (host, port))]
    if worker:
        parts.append(Part(Text("后台任务", "The worker"), _run_jobs))
    supervise(parts, report)


def work() -> None:
    """Run jobs in this process until interrupted."""
    stop = threading.Event()
    with interrupts(stop):
        _run_jobs(stop)


def _run_jobs(stop: threading.Event) -> None:
    import django

    django.setup()
    from junheng.web.jobs.worker import work

    work(stop)


def _serve_pages(stop: threading.Event, host: str, port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # A forked process would inherit polars' locks without its threads, and hang at the first table.
    multiprocessing.set_start_method("spawn", force=True)
    # Two processes, since one computes on one core only; Windows allows one. Each thread keeps a database connection of its own, and
    # threads that compute hold each other up, so there are few.
    server = Granian(
        "junheng.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1 if sys.platform == "win32" else 2,
        respawn_failed_workers=True,
        blocking_threads=3,
        websockets=False,
        log_access=False,
        log_level=LogLevels.error,
    )

    def interrupt() -> None:
        stop.wait()
        server.signal_handler_interrupt()  # type: ignore[no-untyped-call]

    threading.Thread(target=interrupt, daemon=True).start()
    server.serve(target_loader=_application, wrap_loader=False)


def _application() -> Callable[..., object]:
    """Loaded in the server's own process: that one would go on answering if the process above it were killed."""
    from junheng.web.jobs.lifeline import end_with_parent

    end_with_parent()
    # A saving thread gives the interpreter away at each statement of SQL, and gets it back from one that draws a page only after this.
    sys.setswitchinterval(0.0005)
    from junheng.web.wsgi import application

    return application


@contextmanager
def served(host: str, port: int) -> Iterator[str]:
    """A server in a process of its own, for as long as the block runs; its address."""
    command = [sys.executable, "-m", "junheng", "serve", "--host", host, "--port", str(port), "--home", os.environ["JUNHENG_HOME"]]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 (our own command)
    try:
        yield f"http://{host}:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


class Visitor:
    """Someone with a browser's cookies."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )

    def get(self, path: str, *, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and text of a page; with a form, it is posted."""
        data = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(self.address + path, data=data, headers={"Referer": self.address + path})  # noqa: S310 (our own address)
        try:
            with self._opener.open(request, timeout=120) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def wait(self, path: str, *, seconds: float = 60) -> tuple[int, str]:
        """The page once the server answers.

        Raises
        ------
        TimeoutError
            It did not answer in time.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                return self.get(path)
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
        raise TimeoutError(f"{self.address} did not answer within {seconds:.0f} s")

    def sign_in(self, path: str, user: str, password: str) -> None:
        """Fill in the sign-in form."""
        _, page = self.get(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        self.get(path, form={"csrfmiddlewaretoken": token.group(1) if token else "", "login": user, "password": password})
