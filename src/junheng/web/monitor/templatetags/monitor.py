"""``{% load monitor %}``: links that keep the scope, and traced figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from junheng.reports.charts.strip import Dot, Row
from junheng.web.format import number
from junheng.web.monitor.figures import traced

register = template.Library()


@register.simple_tag(takes_context=True)
def to(context: Mapping[str, Any], page: str, *arguments: str, **changes: str) -> str:
    """Another page of the workspace in the same scope."""
    return context["scope"].to(page, *arguments, **changes)


@register.simple_tag(takes_context=True)
def here(context: Mapping[str, Any], **changes: str | int | None) -> str:
    """The page itself with other parameters; None takes one out."""
    return context["scope"].address.query(**changes)


@register.simple_tag(takes_context=True)
def figure(context: Mapping[str, Any], shown: str, kind: str, subject: str, indicator: str = "-") -> SafeString:
    """A shown figure as a link to its trace."""
    return traced(context["scope"], shown, kind, subject, indicator)


@register.simple_tag
def dots(row: Row, decimals: int, named: bool | str) -> SafeString:
    """A row's units as circles. A page has a thousand of them, over which a template's own loop takes ten times as long."""
    return mark_safe("".join(_dot(dot, f"{dot.name} {number(dot.value, decimals)}" if named else None) for dot in row.dots))  # noqa: S308 (all of it is written here)


def _dot(dot: Dot, title: str | None) -> str:
    below = " below" if dot.below else ""
    start = f'<circle class="dot{below}" cx="{dot.cx}" cy="{dot.cy}" r="2.6"'
    return f"{start}/>" if title is None else f'{start} data-unit="{escape(dot.unit)}"><title>{escape(title)}</title></circle>'
