"""The workspaces of the top bar. Each registers itself when its app is ready; there are no dead links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Workspace:
    """One entry."""

    name: str | Promise  # gettext_lazy
    url_name: str
    key: str  # the letter after G
    purpose: str | Promise  # one sentence for its door on the start page
    open_to: Callable[[HttpRequest], bool]  # shown to this reader now?
    place: int  # in the bar, from the left: the work of the year first, then whoever does it and what they did
    waiting: Callable[[HttpRequest], int] | None = None  # how many things wait there for this reader

    @property
    def url(self) -> str:
        """Where it starts."""
        return reverse(self.url_name)

    @property
    def namespace(self) -> str:
        """The app's URL namespace, by which the bar knows where the reader is."""
        return self.url_name.partition(":")[0]


_workspaces: dict[str, Workspace] = {}


def register(workspace: Workspace) -> None:
    """Add a workspace; called from an app's ``ready``."""
    _workspaces[workspace.url_name] = workspace


def workspaces(request: HttpRequest) -> list[Workspace]:
    """Those that this reader can open now, from the left."""
    found = sorted(_workspaces.values(), key=lambda workspace: workspace.place)
    return [workspace for workspace in found if workspace.open_to(request)]
