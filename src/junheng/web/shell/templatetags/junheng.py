"""``{% load junheng %}``: numbers, texts and marks as every page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.language import Text
from junheng.web import format as words
from junheng.web.shell.workspaces import Workspace

register = template.Library()

for name in ("number", "amount", "percent", "day", "moment", "day_in_prose", "school_year", "unit_label"):
    register.filter(name, getattr(words, name))


@register.filter
def text(value: Text | str | None) -> str:
    """A `Text` in the language of the page."""
    return value(words.language()) if isinstance(value, Text) else value or ""


@register.simple_tag
def beside_limit(value: float | None, limit: float | None, decimals: int) -> str:
    """A value read against a limit; see `junheng.web.format.beside_limit`."""
    return words.beside_limit(value, limit, decimals)


@register.inclusion_tag("shell/badge.html")
def badge(verdict: str, word: str = "") -> dict[str, str]:
    """A verdict as shape, word and colour: ``met``, ``near``, ``miss`` or ``none``."""
    standard = {
        "met": pgettext("verdict", "Met"),
        "near": pgettext("verdict", "Nearly"),
        "miss": pgettext("verdict", "Not met"),
        "none": _("No data"),
    }
    return {"verdict": verdict, "word": word or standard[verdict]}


@register.inclusion_tag("shell/meter.html")
def meter(value: float | None, full: float, verdict: str = "") -> dict[str, Any]:
    """A thin bar under a value: its length is the value's share of `full`, at most the whole."""
    share = 0.0 if value is None or not full else min(max(value / full, 0.0), 1.0)
    return {"width": f"{share * 100:.1f}", "verdict": verdict}


@register.simple_tag(takes_context=True)
def waiting(context: Mapping[str, Any], workspace: Workspace) -> int:
    """How many things wait for the reader in a workspace."""
    return workspace.waiting(context["request"]) if workspace.waiting is not None else 0


@register.simple_tag(takes_context=True)
def address(context: Mapping[str, Any], **changes: object) -> str:
    """Address of the page with some GET parameters changed; None or an empty text removes one."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"{context['request'].path}?{query.urlencode()}" if query else context["request"].path
