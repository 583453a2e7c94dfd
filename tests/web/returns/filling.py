"""Filling a return in, as tests need it."""

from junheng.web.returns import services

#: S1 in 2025 had 100 pupils and sports ground of 800 m²; nothing here moves far from it.
GOOD = {
    **{f"pupils/primary.{grade}/pupils": "17" for grade in range(1, 7)},
    "resources/primary/teachers": "8",
    "resources/primary/teachers_qualified": "5",
    "resources/primary/teachers_backbone": "1",
    "resources/primary/teachers_pe_arts": "1",
    "resources/primary/teachers_titled": "4",
    "resources/primary/teaching_area": "500",
    "resources/primary/sports_area": "800",
    "resources/primary/equipment_value": "210000",
    "resources/primary/multimedia_rooms": "3",
    "resources/primary/computers": "20",
    "resources/primary/books": "2000",
}


def change(address, value, version=0, **more):
    table, row, column = address.split("/")
    return services.Change(table, row, column, value, version, **more)


def fill(actor, ret, values):
    """Write cells that nobody has touched."""
    saved = services.save_cells(actor, ret, [change(address, value) for address, value in values.items()])
    assert not saved.conflicts
    assert not saved.refused
    return saved


def explain_all(actor, ret, text="属实"):
    """Explain every soft finding."""
    soft = [finding for finding in services.findings_of(ret) if finding["severity"] == "soft"]
    said = [
        services.Said(f["check"], f["table"], f["row"], f["cells"][0].rpartition("/")[2] if f["cells"] else "", f["value"], text)
        for f in soft
    ]
    return services.explain(actor, ret, said)


def approved(ret, school, county, commission, values=None):
    """The same return, filled in and approved to the end."""
    fill(school, ret, GOOD if values is None else values)
    explain_all(school, ret)
    services.submit(school, ret)
    services.approve(county, ret)
    return services.approve(commission, ret)
