"""Forms about people; each keeps what was typed when something is wrong with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from junheng.web.access import scope_of
from junheng.web.format import language
from junheng.web.people.circle import covers
from junheng.web.people.listing import places_open_to
from junheng.web.people.managing import Newcomer, wrong_username
from junheng.web.people.naming import WHOLE
from junheng.web.people.posts import completed, problem
from junheng.web.people.roles import ROLE_NAMES, Right, Role
from junheng.web.people.scope import Held
from junheng.web.people.sheet import OUTSIDE

_MISSING = {"required": gettext_lazy("Fill this in.")}
#: Fields of the form for each field of a role.
_PLACES = {"role": "role", "region": "place", "area": "place", "unit": "unit"}


class RoleForm(forms.Form):
    """A role and where it holds, within what the reader manages."""

    role = forms.ChoiceField(widget=forms.Select({"class": "input"}), error_messages=_MISSING)
    place = forms.ChoiceField(widget=forms.Select({"class": "input"}), error_messages=_MISSING)
    unit = forms.CharField(max_length=100, required=False)

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope_of(request)
        self.fields["role"].choices = [("", _("Choose")), *((role.value, ROLE_NAMES[role](language())) for role in Role)]
        groups: list[Any] = [("", _("Choose"))]
        for region, title, areas in places_open_to(request, Right.MANAGE_PEOPLE):
            whole = [(region, f"{title} · {WHOLE(language())}")] if self.scope.whole(Right.MANAGE_PEOPLE, region) else []
            groups.append((title, [*whole, *((f"{region}/{code}", name) for code, name in areas)]))
        self.fields["place"].choices = groups

    def clean(self) -> dict[str, Any]:
        """The role as a whole: it must be possible, and within reach."""
        cleaned = super().clean()
        if not {"role", "place"} <= cleaned.keys():
            return cleaned
        region, _slash, area = cleaned["place"].partition("/")
        held = completed(Held(Role(cleaned["role"]), region, area, cleaned.get("unit", "").strip()))
        if (wrong := problem(held)) is not None:
            self.add_error(_PLACES[wrong.field], f"{wrong.message(language())} {wrong.remedy(language())}")
        elif not covers(self.scope, Right.MANAGE_PEOPLE, held):
            self.add_error("unit" if held.unit else "place", OUTSIDE(language()))
        return cleaned | {"held": held}


class NewcomerForm(RoleForm):
    """Someone who is added with a first role."""

    username = forms.CharField(max_length=150, error_messages=_MISSING)
    name = forms.CharField(max_length=150, error_messages=_MISSING)
    field_order = ("username", "name", "role", "place", "unit")

    def clean_username(self) -> str:
        """It must be free."""
        username = self.cleaned_data["username"]
        if (wrong := wrong_username(username)) is not None:
            raise forms.ValidationError(wrong(language()))
        return username

    @property
    def newcomer(self) -> Newcomer:
        """What the form says."""
        return Newcomer(self.cleaned_data["username"], self.cleaned_data["name"], self.cleaned_data["held"])


class NameForm(forms.Form):
    """A person's name."""

    name = forms.CharField(max_length=150, error_messages=_MISSING)
