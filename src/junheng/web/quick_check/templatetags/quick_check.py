"""``{% load quick_check %}``: titles that say the finding."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from junheng.web.format import language, number
from junheng.web.quick_check.answer import Answer, LevelTable
from junheng.web.quick_check.dots import Dots

register = template.Library()


@register.filter
def headline(answer: Answer) -> str:
    """The page in one sentence."""
    if not answer.levels:
        return _("No school of this table can be compared")
    if not answer.judged and not answer.judged_units and any(level.limits for level in answer.levels):
        return ngettext(
            "{n} school compared; for want of data no coefficient can be judged",
            "{n} schools compared; for want of data no coefficient can be judged",
            answer.units,
        ).format(n=number(answer.units))
    if not answer.judged and not answer.judged_units:
        return ngettext(
            "{n} school compared; this standard sets no limits", "{n} schools compared; this standard sets no limits", answer.units
        ).format(n=number(answer.units))
    parts = []
    if answer.judged:
        parts.append(
            ngettext("{n} of {all} coefficients is above its limit", "{n} of {all} coefficients are above their limit", answer.over).format(
                n=answer.over, all=answer.judged
            )
            if answer.over
            else ngettext("The coefficient that has a limit keeps it", "All {all} coefficients keep their limit", answer.judged).format(
                all=answer.judged
            )
        )
    if answer.judged_units:
        parts.append(
            ngettext("{n} of {all} schools is below the standard", "{n} of {all} schools are below the standard", len(answer.weak)).format(
                n=number(len(answer.weak)), all=number(answer.judged_units)
            )
            if answer.weak
            else _("every school that could be judged meets the standard")
        )
    return _("; ").join(parts)


@register.filter
def finding(level: LevelTable) -> str:
    """A level's table in one sentence."""
    name = level.name(language())
    if not level.judged:
        return _("{level}: coefficients of {n} indicators").format(level=name, n=len(level.indicators))
    if not level.over and level.mean_alone:
        return _("{level}: the mean of the coefficients keeps its limit").format(level=name)
    if not level.over:
        return _("{level}: every coefficient keeps its limit").format(level=name)
    if level.mean_alone and len(level.rows) == 1:
        return _("{level}: the mean of the coefficients is above its limit").format(level=name)
    if level.mean_alone:
        return ngettext(
            "{level}: in {n} of {all} areas the mean of the coefficients is above its limit",
            "{level}: in {n} of {all} areas the mean of the coefficients is above its limit",
            level.areas_over,
        ).format(level=name, n=level.areas_over, all=len(level.rows))
    if len(level.rows) == 1:
        return ngettext(
            "{level}: {n} of {all} indicators differs too much between schools",
            "{level}: {n} of {all} indicators differ too much between schools",
            level.over,
        ).format(level=name, n=level.over, all=level.judged)
    return ngettext(
        "{level}: {n} of {all} areas has a coefficient above its limit",
        "{level}: {n} of {all} areas have a coefficient above its limit",
        level.areas_over,
    ).format(level=name, n=level.areas_over, all=len(level.rows))


@register.filter
def weak_finding(answer: Answer) -> str:
    """The weak schools in one sentence."""
    if not answer.weak:
        return _("Every school that could be judged meets the standard")
    return ngettext("{n} school is below the standard", "{n} schools are below the standard", len(answer.weak)).format(
        n=number(len(answer.weak))
    )


@register.filter
def dots_finding(dots: Dots) -> str:
    """The picture in one sentence."""
    name, n, units = dots.indicator.short(language()), dots.strip.below, dots.strip.units
    return ngettext("{indicator}: {n} of {all} schools misses the floor", "{indicator}: {n} of {all} schools miss the floor", n).format(
        indicator=name, n=number(n), all=number(units)
    )


@register.filter
def as_short(value: float) -> str:
    """A norm with no more digits than it has: 7.5, 2,000."""
    return number(value, next((digits for digits in range(4) if round(value, digits) == value), 4))
