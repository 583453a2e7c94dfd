"""Figures with the way to their trace."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from junheng.reports.figure import NO_INDICATOR, FigureId
from junheng.web.monitor.scope import Scope


def traced(scope: Scope, shown: str, kind: str, subject: str, indicator: str = NO_INDICATOR, period: str | None = None) -> SafeString:
    """A shown figure as a link to its trace; `kind` is one that `junheng.reports.figure` knows."""
    return linked(scope, shown, FigureId(kind, subject, scope.level, indicator, period or scope.period))


def linked(scope: Scope, shown: str, figure: FigureId) -> SafeString:
    """A shown figure, named by its whole address, as a link to its trace."""
    return format_html('<a class="fig" href="{}">{}</a>', scope.trace(str(figure)), shown)


def listed(shown: str, href: str) -> SafeString:
    """A count as a link to the list that it counts: its rows are its trace."""
    return format_html('<a class="fig" href="{}">{}</a>', href, shown)
