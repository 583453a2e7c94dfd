"""Who is at work: asked by the database for every row that it writes.

In a request it is whoever is signed in. A command, a worker or a test says it: ``with acting(user):`` or ``with acting("import")``.
Whoever says nothing is known by the account of the machine that the program runs under.
"""

from __future__ import annotations

import getpass
import ipaddress
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.http import HttpRequest, HttpResponse

from junheng.web.audit import heads
from junheng.web.audit.chain import canonical

Facts = tuple[tuple[str, str], ...]


class Source(Protocol):
    """Somebody at work."""

    def actor(self) -> str:
        """``user:12``, ``visitor``, ``program:import`` or ``os:root``."""

    def facts(self) -> Facts:
        """What else is worth keeping: the way, the class of the address."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who was named by the program."""

    name: str
    said: Facts

    def actor(self) -> str:
        """As it was given."""
        return self.name

    def facts(self) -> Facts:
        """As they were given."""
        return self.said


@dataclass(frozen=True, slots=True)
class Asking:
    """Whoever sent a request: read again for each row, because one signs in or out in the middle of one."""

    request: HttpRequest

    def actor(self) -> str:
        """The person who is signed in."""
        return _of_user(self.request.user)

    def facts(self) -> Facts:
        """The name that the person had then, the page and the class of the address."""
        page = self.request.resolver_match.view_name if self.request.resolver_match else ""
        return (("from", address_class(self.request)), ("name", self.request.user.get_username()), ("page", page), ("way", "web"))


_at_work: ContextVar[Source | None] = ContextVar("junheng_at_work", default=None)
_reason: ContextVar[str] = ContextVar("junheng_reason", default="")


@contextmanager
def acting(who: AbstractBaseUser | str, *, way: str = "program") -> Iterator[None]:
    """Whatever is written while the block runs was done by `who`: a user, or the name of a program."""
    if isinstance(who, str):
        source = Named(f"program:{_one_line(who)}", (("way", way),))
    else:
        source = Named(_of_user(who), (("name", who.get_username()), ("way", way)))
    with _set(_at_work, source):
        yield


@contextmanager
def because(reason: str) -> Iterator[None]:
    """Whatever is written while the block runs carries this reason."""
    with _set(_reason, reason.strip()):
        yield


@contextmanager
def _set(variable: ContextVar[Any], value: object) -> Iterator[None]:
    token = variable.set(value)
    try:
        yield
    finally:
        variable.reset(token)


def actor_now() -> str:
    """Who is at work, as the log keeps it."""
    return (_at_work.get() or _machine()).actor()


def context_now() -> str:
    """The circumstances, as the log keeps them."""
    return _written((_at_work.get() or _machine()).facts(), _reason.get())


@lru_cache(maxsize=1024)
def _written(facts: Facts, reason: str) -> str:
    return canonical({name: value for name, value in (*facts, ("reason", reason)) if value})


@lru_cache(maxsize=1)
def _machine() -> Named:
    try:
        account = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's number without a name
        account = "unknown"
    return Named(f"os:{_one_line(account)}", (("way", "program"),))


def _of_user(user: Any) -> str:
    return f"user:{user.pk}" if user.is_authenticated else "visitor"


def _one_line(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text).strip()


def address_class(request: HttpRequest) -> str:
    """Where a request came from, as far as the log needs it: ``machine``, ``network`` or ``internet``; never the address."""
    written = request.META.get("REMOTE_ADDR", "")
    if settings.HTTPS:  # the proxy's word; what stands before its own entry anyone may have sent
        written = request.META.get("HTTP_X_FORWARDED_FOR", written).rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(written)
    except ValueError:
        return ""
    if address.is_loopback:
        return "machine"
    return "network" if address.is_private else "internet"


def audit_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware behind the one that knows who is signed in."""

    def respond(request: HttpRequest) -> HttpResponse:
        bool(request.user.pk)  # read now: the database cannot be asked in the middle of a write
        with _set(_at_work, Asking(request)):
            response = get_response(request)
        heads.note_now_and_then(connection)
        return response

    return respond
