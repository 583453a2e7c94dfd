"""What the palette finds of the workspace: every draw that the reader sees."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.language import Text
from junheng.web.access import scope_of
from junheng.web.admission.models import Draw
from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.regions import loaded_regions
from junheng.web.shell.jump import Entry


def entries(request: HttpRequest) -> Iterator[Entry]:
    """Entries of every region whose draws the reader sees."""
    scope = scope_of(request)
    for loaded in loaded_regions():
        if not scope.may(Right.SEE_DRAWS, loaded.name):
            continue
        title = loaded.title(language())
        if scope.may(Right.MANAGE_DRAWS, loaded.name):
            begin = Text("新建抽签或分班：{region}", "New draw or classes: {region}").format(region=loaded.title)
            yield Entry(_("Command"), begin, reverse("admission:new", args=(loaded.name,)))
        for key, name in Draw.objects.visible_to(scope, loaded.name).values_list("key", "title"):
            yield Entry(_("Draw"), name, reverse("admission:draw", args=(loaded.name, key)), detail=title)
