"""What the palette finds of the workspace: each region's data, its open drafts and releases."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.language import Text
from junheng.web.access import scope_of
from junheng.web.data.models import Draft, State
from junheng.web.format import language
from junheng.web.people.roles import Right
from junheng.web.regions import loaded_regions
from junheng.web.shell.jump import Entry


def entries(request: HttpRequest) -> Iterator[Entry]:
    """Entries of every region whose data the reader sees."""
    scope = scope_of(request)
    for loaded in loaded_regions():
        if not scope.may(Right.SEE_DATA, loaded.name):
            continue
        title = loaded.title(language())
        data = Text("{region}的数据", "Data of {region}").format(region=loaded.title)
        yield Entry(_("Page"), data, reverse("data:region", args=(loaded.name,)), loaded.name)
        if scope.whole(Right.CHANGE_DATA, loaded.name):
            send = Text("上传文件：{region}", "Send files: {region}").format(region=loaded.title)
            yield Entry(_("Command"), send, reverse("data:upload", args=(loaded.name,)))
        if scope.whole(Right.SEE_DATA, loaded.name):
            for draft in Draft.objects.filter(region=loaded.name, state=State.OPEN):
                name = Text("草稿 {number}", "Draft {number}").format(number=draft.pk)
                yield Entry(_("Draft"), name, draft.get_absolute_url(), detail=title)
        for manifest in loaded.releases:
            address = reverse("data:release", args=(loaded.name, manifest.label))
            yield Entry(_("Release"), f"{manifest.label} {manifest.reason or ''}".strip(), address, manifest.hash[:8], title)
