"""One release: what it is, whether it still is what it was, what it let stand and what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from junheng.language import Text
from junheng.releases import Finding, Manifest, verify
from junheng.web.data.region_page import TableRow, makers, tables_of
from junheng.web.format import language
from junheng.web.regions import LoadedRegion
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.table import Empty, Listing, Table

#: So many bytes are verified while the reader waits; of more only when asked.
VERIFIED_AT_ONCE = 20 * 2**20

Waived = Mapping[str, Any]


@dataclass(frozen=True)
class ReleasePage:
    """Everything on the page."""

    loaded: LoadedRegion
    manifest: Manifest
    before: Manifest | None
    after: Manifest | None
    who: str
    hash_groups: tuple[str, ...]
    tables: tuple[TableRow, ...]
    findings: tuple[Finding, ...] | None  # None: not verified now
    waived: Listing[Waived]
    difference: str


def release_page(request: HttpRequest, loaded: LoadedRegion, manifest: Manifest) -> ReleasePage:
    """Put the page together."""
    before = loaded.before(manifest)
    after = next((each for each in loaded.releases if each.number > manifest.number), None)
    small = sum(file.bytes for file in manifest.files.values()) <= VERIFIED_AT_ONCE
    return ReleasePage(
        loaded,
        manifest,
        before,
        after,
        makers(loaded).get(manifest.folder_name, ""),
        tuple(manifest.hash[at : at + 4] for at in range(0, len(manifest.hash), 4)),
        tuple(tables_of(manifest)),
        verify(manifest.path) if small or request.GET.get("verify") else None,
        _waived(request, manifest),
        f"{reverse('data:difference', args=(loaded.name,))}?from={before.label}&to={manifest.label}" if before else "",
    )


def _waived(request: HttpRequest, manifest: Manifest) -> Listing[Waived]:
    def where(row: Waived) -> str:
        place = row["place"]
        return " · ".join(str(part) for part in (place["file"], place["sheet"], place["cell"] or place["row"], place["column"]) if part)

    table = Table(
        name="waived",
        title=_("Waived warnings"),
        columns={
            "where": ListColumn(where, _("Where"), numeric=False),
            "message": ListColumn(lambda row: Text(**row["message"])(language()), _("Warning"), numeric=False),
            "reason": ListColumn(lambda row: row["reason"], _("Reason"), numeric=False),
            "rule": ListColumn(
                lambda row: row["rule"],
                pgettext("check", "Rule"),
                numeric=False,
                extra=True,
                shown=lambda row: Cell(row["rule"], code=True),
            ),
            "value": ListColumn(lambda row: row["value"], _("As it stands"), numeric=False, extra=True),
        },
        default="where",
        tie=where,
        search=lambda row: (where(row), row["reason"], Text(**row["message"])(language())),
        search_label=_("Cell or words"),
        empty=Empty(_("No warning was waived"), _("The check found nothing to explain.")),
    )
    return Listing.of(request, table, manifest.waived)
