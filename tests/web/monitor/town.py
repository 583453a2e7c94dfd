"""A region that fits in the head: two counties, six primary schools, two years, two releases."""

import polars as pl

from junheng.language import Text
from junheng.releases import freeze
from junheng.tables.region import Description, Region
from junheng.tables.schema import TABLES

SQUARES = {"01": (104.0, 30.0), "02": (105.0, 30.0)}
SPORTS = {
    # school: pupils and sports area in 2024 and 2025; the floor is 7.5 a pupil
    "S1": (100, 800, 800),  # 8
    "S2": (200, 1500, 1500),  # exactly 7.5
    "S3": (100, 600, 700),  # 6, then 7
    "S4": (100, 2400, 2400),  # 24
    "S5": (300, 600, 600),  # 2
    "S6": (100, 800, 800),  # 8
}
NAMES = {"S3": '<script>alert("S3")</script>', "S5": "=HYPERLINK(1)"}
AREA_OF = {"S1": "01", "S2": "01", "S3": "01", "S4": "02", "S5": "02", "S6": "02", "P1": "02"}
SETTING = {"S1": "urban", "S2": "urban", "S3": "rural", "S4": "urban", "S5": "rural", "S6": "town"}


def frame(table, rows):
    columns = [c.name for c in TABLES[table].columns]
    records = [{**dict.fromkeys(columns), **row} for row in rows]
    for number, record in enumerate(records, start=2):
        record |= {"_file": f"{table}.csv", "_sheet": None, "_row": number, "_column": None}
    return pl.DataFrame(records, schema=TABLES[table].polars_schema())


def region(*, outlines=True, synthetic=True, changed=None, name="town", title=None, unit_changes=(), without=()):
    """The town; `changed` gives a school another sports area in 2025, `without` lists units and periods without data."""
    sports = {**SPORTS, **(changed or {})}
    observations, enrolment = [], []
    for number, period in enumerate(("2024", "2025"), start=1):
        for unit, figures in sports.items():
            pupils = figures[0]
            enrolment.append({"unit": unit, "level": "primary", "grade": "1", "period": period, "pupils": pupils})
            values = {
                "sports_area": float(figures[number]),
                "teaching_area": pupils * 5.0,
                "teachers_qualified": pupils * 0.05,
                "teachers_backbone": pupils * 0.011 if unit != "S5" else 1.0,
                "teachers_pe_arts": pupils * 0.01,
                "equipment_value": pupils * 2100.0,
                "multimedia_rooms": pupils * 0.03,
            }
            observations += [
                {"unit": unit, "level": "primary", "measure": measure, "period": period, "value": value}
                for measure, value in values.items()
            ]
        enrolment.append({"unit": "P1", "level": "primary", "grade": "1", "period": period, "pupils": 12})
    rows = {
        "areas": [
            {"area": "0", "name": "小城市", "parent": None, "kind": "city"},
            {"area": "01", "name": "东县", "parent": "0", "kind": "county"},
            {"area": "02", "name": "西县", "parent": "0", "kind": "county"},
        ],
        "units": [
            {
                "unit": unit,
                "name": NAMES.get(unit, f"{unit} 小学"),
                "area": area,
                "kind": "teaching_point" if unit == "P1" else "primary_school",
                "ownership": "public",
                "setting": SETTING.get(unit),
            }
            for unit, area in AREA_OF.items()
        ],
        "measures": [{"measure": "sports_area", "unit": "m2"}],
        "observations": observations,
        "enrolment": enrolment,
        "classes": [],
        "unit_changes": unit_changes,
    }
    for table in ("observations", "enrolment"):
        rows[table] = [row for row in rows[table] if (row["unit"], row["period"]) not in without]
    return Region(
        description=Description(
            name=name,
            title=title or Text("小城", "The town"),
            pack="education_cn/hq2017",
            compare="county",
            synthetic=synthetic,
            attribution=None,
            licence=None,
        ),
        tables={table: frame(table, rows[table]) for table in TABLES},
        geometry={area: square(*corner) for area, corner in SQUARES.items()} if outlines else {},
        sources=(),
        warnings=(),
        waivers=(),
    )


def square(west, south):
    ring = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def load(folder, *regions):
    """Freeze them one after another in a region's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "datapackage.json").write_text("{}", encoding="utf-8")
    for each in regions:
        freeze(each, folder, reason="test")
    return folder
