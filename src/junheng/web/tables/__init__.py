"""Lists 列表 of every workspace: sort, filter, search, columns, pages, picked rows, saved views, files, copy.

A page states its list once and hands it to a template; the address remembers what the reader chose, nothing else does::

    def _table(region: str) -> Table[Person]:
        return Table(
            name="people",
            title=_("People"),
            columns={
                "name": ListColumn(lambda person: person.name, _("Name"), numeric=False),
                "age": ListColumn(lambda person: person.age, _("Age"), first="descending", secondary=True),
                "state": ListColumn(lambda person: person.state, _("State"), numeric=False, shown=lambda p: Cell(p.word, mark=p.mark)),
            },
            default="name",
            tie=lambda person: person.code,
            filters=(Filter("state", _("State"), [("open", _("Open"))], lambda person, value: person.state == value),),
            search=lambda person: (person.name, person.code),
            href=lambda person: reverse("people:person", args=(person.code,)),
            empty=Empty(_("Nobody is here yet"), _("Invite the first."), reverse("people:add"), _("Invite")),
        )

    def people(request, region):
        listing = Listing.of(request, _table(region), rows)
        if request.GET.get("format") in TYPES:
            return listing_as_file(listing, request.GET["format"], region, "R3-7c1e5b90")
        return render(request, "people/list.html", {"listing": listing})

    {% load datatable %}{% datatable listing %}

The first column names the row. A column is sorted by its key, written by `shown`, and leaves in files as its key. Rows are a
sequence in memory; where they are in the database and may be many, `stored.StoredListing` filters, sorts and counts there.
Style and scripts come with ``shell/base.html``.

**Picking rows.** State `pick` (what a form calls a row) and `actions` (buttons, each with the address that it posts to);
`action_fields` is a template of further inputs. The view that is posted to asks `picked(request.POST, table, rows)`: the
rows ticked, or all that the filters leave; `ListChangedError` where there are more or fewer of these than the reader was
told. `stored.picked_stored` is the same for a query.

**Forms that keep what was typed.** ``<form id="…" data-module="keep">``: what was typed comes back after a session that ended or a
network that failed; a child with ``data-kept hidden`` is shown then.

Names: `table` has `Table`, `Listing`, `Action`, `Empty`, `picked`; `columns` has `ListColumn`, `Cell`; `filters` has `Filter`;
`download` has `listing_as_file`, `TYPES`; `address` has `Address`, for pages that narrow what they listen to.
"""
