"""What the palette finds of returns: by place, form and period, those that the reader sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.language import Text
from junheng.web.access import scope_of
from junheng.web.format import language, school_year
from junheng.web.people.places import places
from junheng.web.people.roles import Right
from junheng.web.returns.audited import STATES
from junheng.web.returns.errors import ReturnError
from junheng.web.returns.models import Return
from junheng.web.returns.setting import Setting, setting
from junheng.web.shell.jump import SHOWN, Entry, fits

#: Places that a word may be in; one that is in more names says little.
MOST_PLACES = 500


def found(request: HttpRequest, words: Sequence[str]) -> Iterator[Entry]:
    """The newest returns in which each word is in the place, the form or the period."""
    scope = scope_of(request)
    for region in sorted(scope.regions):
        if not scope.may(Right.SEE_RETURNS, region):
            continue
        try:
            here = setting(region)
        except ReturnError:
            continue
        fitting = Return.objects.visible_to(scope, region).current()
        for word in words:
            fitting = fitting.filter(_having(here, word))
        for ret in fitting.order_by("-period", "form", "area", "unit")[:SHOWN]:
            yield _entry(here, ret)


def _having(here: Setting, word: str) -> Q:
    known = places(here.region)
    forms = [code for code, form in here.forms.items() if word in code or fits(word, form.title.zh) or fits(word, form.title.en)]
    areas = _codes(word, known.names)
    units = _codes(word, known.unit_names)
    return Q(form__in=forms) | Q(period__startswith=word) | Q(area__in=areas) | Q(unit__in=units)


def _codes(word: str, names: Mapping[str, str]) -> list[str]:
    """Codes that begin with the word, or whose name has it."""
    return [code for code, name in names.items() if code.casefold().startswith(word) or fits(word, name)][:MOST_PLACES]


def _entry(here: Setting, ret: Return) -> Entry:
    form = here.forms.get(ret.form)
    title = form.title if form is not None else Text(ret.form, ret.form)
    place, period = here.name_of(ret), school_year(ret.period)
    name = Text(f"{place} · {title.zh} {period}", f"{place} · {title.en} {period}")
    return Entry(_("Return"), name, reverse("returns:entry", args=(ret.pk,)), ret.period, STATES[ret.state](language()))
