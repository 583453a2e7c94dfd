"""``{% load monitor %}``: links that keep the scope, and traced figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

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
