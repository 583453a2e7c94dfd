"""The list of summaries."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from junheng.web.format import moment
from junheng.web.summaries.models import Summary
from junheng.web.tables.columns import Cell, ListColumn
from junheng.web.tables.filters import Filter
from junheng.web.tables.table import Empty, Listing, Table


def listing(request: HttpRequest, found: list[Summary]) -> Listing[Summary]:
    """The summaries as the address asks for them."""
    releases = dict.fromkeys(one.release for one in found)
    table = Table(
        name="summaries",
        title=_("Reports"),
        columns={
            "title": ListColumn(lambda one: one.title, _("Summary"), numeric=False),
            "period": ListColumn(lambda one: one.period, _("Which period"), numeric=False, secondary=True),
            "release": ListColumn(lambda one: one.release, _("Release"), numeric=False),
            "state": ListColumn(
                lambda one: float(one.final_at is None),
                _("State"),
                numeric=False,
                shown=lambda one: Cell(_("final"), mark="met") if one.final_at else Cell(_("being written")),
                taken=lambda one: _("final") if one.final_at else _("being written"),
            ),
            "by": ListColumn(lambda one: str(one.created_by or ""), _("Begun by"), numeric=False, secondary=True),
            "changed": ListColumn(
                lambda one: one.changed_at.timestamp(),
                _("Changed"),
                numeric=False,
                shown=lambda one: moment(one.changed_at),
                taken=lambda one: moment(one.changed_at),
                first="descending",
                secondary=True,
            ),
        },
        default="-changed",
        tie=lambda one: one.pk,
        filters=(
            Filter(
                "state",
                _("State"),
                [("draft", _("being written")), ("final", _("final"))],
                lambda one, value: (one.final_at is not None) == (value == "final"),
            ),
            Filter("release", _("Release"), [(each, each) for each in releases], lambda one, value: one.release == value),
        ),
        search=lambda one: (one.title, one.period),
        href=lambda one: one.get_absolute_url(),
        empty=Empty(_("No summary yet"), _("Begin from a template: it is written out over a release, and you edit its words.")),
    )
    return Listing.of(request, table, found)
