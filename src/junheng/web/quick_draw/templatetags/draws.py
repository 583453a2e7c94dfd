"""``{% load draws %}``: hashes as people compare them, times as seals state them."""

from __future__ import annotations

from django import template

from junheng import certificates
from junheng.web.format import language

register = template.Library()
register.filter("grouped", certificates.grouped)


@register.filter
def stated_time(at: str) -> str:
    """The time that a seal or a source states, in the offset in which it was written."""
    return certificates.shown_time(at, language())
