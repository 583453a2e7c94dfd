"""``{% load data %}``: titles that say the finding."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from junheng.web.data.draft_page import DraftPage
from junheng.web.data.drafts import Standing

register = template.Library()


@register.filter
def draft_finding(page: DraftPage) -> str:
    """Where a draft stands, in one sentence."""
    number = page.draft.pk
    if page.checked is None:
        return _("Draft {number} is not checked yet").format(number=number)
    if page.checked.errors:
        return ngettext(
            "Draft {number}: {n} error keeps it from being read", "Draft {number}: {n} errors keep it from being read", page.checked.errors
        ).format(number=number, n=page.checked.errors)
    if page.checked.warnings:
        return ngettext(
            "Draft {number}: {n} warning waits for a reason", "Draft {number}: {n} warnings wait for a reason", page.checked.warnings
        ).format(number=number, n=page.checked.warnings)
    return _("Draft {number} can be frozen").format(number=number)


@register.filter
def moved_files(standing: Standing) -> str:
    """Files that the region changed meanwhile."""
    return _(", ").join((*standing.both, *standing.moved))
