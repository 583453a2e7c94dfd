"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from junheng import __version__
from junheng.web.format import language
from junheng.web.shell.notes import taken
from junheng.web.shell.themes import theme_of
from junheng.web.shell.workspaces import workspaces


def shell(request: HttpRequest) -> dict[str, Any]:
    """Language, theme, workspaces and where to come back to after changing one."""
    return {
        "language": language(),
        "theme": theme_of(request),
        "workspaces": workspaces(request),
        "here": request.get_full_path(),
        "notes": lambda: taken(request),  # only a page that shows them takes them
        "version": __version__,
    }
