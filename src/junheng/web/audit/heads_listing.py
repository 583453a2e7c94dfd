"""The list of the days' last hashes."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.web.audit.heads import Head
from junheng.web.format import day
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.table import Empty, Table


def heads_table() -> Table[Head]:
    """One row a day on which something was written."""
    return Table(
        name="audit-heads",
        title=_("Heads of the audit log"),
        columns={
            "day": ListColumn(
                lambda head: head.day.isoformat(),
                _("Day"),
                numeric=False,
                first="descending",
                shown=lambda head: Cell(day(head.day), href=reverse("audit:head", args=(head.day.isoformat(),))),
            ),
            "seq": ListColumn(
                lambda head: head.seq,
                _("Last entry"),
                shown=lambda head: Cell(str(head.seq), href=reverse("audit:entry", args=(head.seq,))),
            ),
            "hash": ListColumn(
                lambda head: head.hash, _("Hash (SHA-256)"), sortable=False, numeric=False, shown=lambda head: Cell(head.hash, code=True)
            ),
        },
        default="-day",
        tie=lambda head: head.seq,
        search=lambda head: (head.day.isoformat(), head.hash),
        search_label=_("Day or hash"),
        empty=Empty(_("There is no entry yet"), _("The first write will be the first entry.")),
    )
