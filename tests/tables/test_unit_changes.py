"""Units that open, close, merge and move: read, checked, and the tree of any day against a slow oracle."""

from datetime import date, timedelta

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.tables import check_region, init_region, read_region
from junheng.tables.organisation import ChangeKind, Organisation, UnitChange

HEAD = "unit,date,change,from_area,successor\n"


def tree(region):
    return Organisation.of(region.tables)


def test_a_move_is_read_and_the_tree_of_each_day_follows(write, vocabulary):
    region = read_region(write(unit_changes=HEAD + "001,2025-09-01,moved,5102,\n"), vocabulary)
    assert region.warnings == ()
    assert tree(region).area("001", date(2025, 8, 31)) == "5102"
    assert tree(region).area("001", date(2025, 9, 1)) == "5101"
    assert region.tables["unit_changes"].row(0, named=True)["_row"] == 2


def test_names_titles_and_spellings_of_dates_are_read(write, vocabulary):
    rows = "学校（机构）代码,变动日期,变动类型,原所在地区代码,并入学校代码\n东一小,2025年9月1日,划转,西县,\n西一小,2026/9/1,并入,,东一小\n"
    region = read_region(write(unit_changes=rows), vocabulary)
    found = region.tables["unit_changes"].select("unit", "date", "change", "from_area", "successor").rows()
    assert found == [("001", "2025-09-01", "moved", "5102", None), ("003", "2026-09-01", "merged", None, "001")]


def test_a_workbook_s_date_cells_are_dates(write, vocabulary, tmp_path):
    book = openpyxl.Workbook()
    for row in (HEAD.strip().split(","), ["001", date(2025, 9, 1), "moved", "5102", None]):
        book.active.append(row)
    book.save(tmp_path / "changes.xlsx")
    folder = write(resources=[{"name": "unit_changes", "path": "changes.xlsx"}])
    assert read_region(folder, vocabulary).tables["unit_changes"]["date"].to_list() == ["2025-09-01"]


#: Rows of the table, and the issues: rule, row, column, value.
BAD = {
    "only a month": ("001,2025-09,closed,,\n", [("date_invalid", 2, "date", "2025-09")]),
    "no such day": ("001,2025-02-30,closed,,\n", [("date_invalid", 2, "date", "2025-02-30")]),
    "no such change": ("001,2026-09-01,split,,\n", [("unknown_choice", 2, "change", "split")]),
    "no such unit": ("009,2026-09-01,closed,,\n", [("unknown_unit", 2, "unit", "009")]),
    "from no area": ("001,2026-09-01,moved,,\n", [("change_lacks", 2, "from_area", None)]),
    "from an unknown area": ("001,2026-09-01,moved,5199,\n", [("unknown_area", 2, "from_area", "5199")]),
    "from where it is": ("001,2026-09-01,moved,5101,\n", [("moved_nowhere", 2, "from_area", "5101")]),
    "into nothing": ("001,2026-09-01,merged,,\n", [("change_lacks", 2, "successor", None)]),
    "into an unknown unit": ("001,2026-09-01,merged,,009\n", [("unknown_unit", 2, "successor", "009")]),
    "into itself": ("001,2026-09-01,merged,,001\n", [("successor_itself", 2, "successor", "001")]),
    "into one that is closed": (
        "001,2026-09-01,merged,,003\n003,2026-09-01,closed,,\n",
        [("successor_not_there", 2, "successor", "003")],
    ),
    "into each other": (
        "001,2026-09-01,merged,,003\n003,2027-09-01,merged,,001\n",
        [("successor_not_there", 3, "successor", "001")],
    ),
    "more than it needs": ("001,2026-09-01,closed,,003\n", [("change_needs_none", 2, "successor", "003")]),
    "closed twice": ("001,2026-09-01,closed,,\n001,2027-09-01,closed,,\n", [("change_out_of_order", 3, "change", "closed")]),
    "closed before it opened": (
        "001,2027-09-01,opened,,\n001,2026-09-01,moved,5102,\n",
        [("change_out_of_order", 3, "change", "moved"), ("unit_not_there", 2, "unit", "001"), ("unit_not_there", 2, "unit", "001")],
    ),
    "twice on one day": ("001,2026-09-01,closed,,\n001,2026-09-01,closed,,\n", [("key_twice", 3, "unit", "001 · 2026-09-01")]),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_is_reported_at_its_cell(write, vocabulary, found, case):
    rows, expected = BAD[case]
    report = check_region(write(unit_changes=HEAD + rows), vocabulary)
    said = [(rule, row, column, value) for rule, _file, row, column, value in found(report)]
    assert sorted(issue for issue in said if issue[0] != "unit_not_there") == sorted(i for i in expected if i[0] != "unit_not_there")
    assert report.region is None


def test_data_of_a_unit_in_a_period_without_it_is_one_issue_a_sheet(write, vocabulary, found):
    """Closed on the very first day of 2025: its figures of 2024 stand, those of 2025 do not."""
    report = check_region(write(unit_changes=HEAD + "003,2025-09-01,merged,,001\n"), vocabulary)
    assert [(i.rule, i.place.file, i.place.row, i.place.column, i.value) for i in report.issues] == [
        ("unit_not_there", "observations.csv", 7, "unit", "003"),
        ("unit_not_there", "enrolment.csv", 9, "unit", "003"),
    ]
    assert report.issues[0].message.zh == (
        "西一小于 2025-09-01 并入东一小。2025（以 2025-09-01 为准）没有学校“003”，这里却有它的数据 1 条。"
    )


@pytest.mark.parametrize(("day", "missing"), [("2024-09-01", 0), ("2024-09-02", 2)])
def test_a_unit_counts_from_the_first_day_of_a_period(write, vocabulary, day, missing):
    report = check_region(write(unit_changes=HEAD + f"003,{day},opened,,\n"), vocabulary)
    assert [issue.rule for issue in report.issues] == ["unit_not_there"] * missing


def test_a_unit_that_was_closed_in_between_has_no_gap(write, vocabulary):
    years = "".join(f"001,all,sports_area,{year},400\n" for year in (2023, 2024, 2025)) + "".join(
        f"003,all,sports_area,{year},150\n" for year in (2023, 2025)
    )
    there = [(unit, year) for unit in ("001", "003") for year in (2023, 2024, 2025) if (unit, year) != ("003", 2024)]
    pupils = "".join(f"{unit},primary,1,{year},30\n" for unit, year in there)
    files = {
        "observations": "unit,level,measure,period,value\n" + years,
        "enrolment": "unit,level,grade,period,pupils\n" + pupils,
    }
    assert [issue.rule for issue in check_region(write(**files), vocabulary).issues] == ["unit_gap"]
    closed = HEAD + "003,2024-03-01,closed,,\n003,2025-03-01,opened,,\n"
    assert check_region(write(**files, unit_changes=closed), vocabulary).issues == ()


def test_the_template_has_an_optional_sheet_that_may_stay_empty(tmp_path, vocabulary):
    init_region(tmp_path / "new", vocabulary=vocabulary, pack="generic", language="zh")
    sheet = openpyxl.load_workbook(tmp_path / "new" / "tables.xlsx")["学校变动"]
    assert [cell.value for cell in sheet[1]] == ["学校（机构）代码", "变动日期", "变动类型", "原所在地区代码", "并入学校代码"]
    assert "从这一天起算" in sheet["B1"].comment.text
    report = check_region(tmp_path / "new", vocabulary)
    assert {issue.place.sheet for issue in report.issues if issue.rule == "file_empty"} == {"地区", "学校（机构）", "分年级学生数", "资源"}


DAY_0 = date(2020, 1, 1)


@st.composite
def histories(draw):
    """A history told forwards: where each unit starts, and what happens to it, day after day."""
    areas, units = ("A", "B", "C"), ("u", "v", "w")
    start = {unit: draw(st.sampled_from((*areas, None))) for unit in units}  # None: it opens later
    state, events, day = dict(start), [], DAY_0
    for _ in range(draw(st.integers(0, 8))):
        day += timedelta(days=draw(st.integers(1, 3)))
        unit = draw(st.sampled_from(units))
        others = [other for other in units if other != unit and state[other] is not None]
        if state[unit] is None:
            state[unit] = draw(st.sampled_from(areas))
            events.append((day, unit, ChangeKind.OPENED, state[unit], None))
        else:
            kind = draw(st.sampled_from([ChangeKind.CLOSED, ChangeKind.MOVED, *([ChangeKind.MERGED] if others else [])]))
            if kind is ChangeKind.MOVED:
                state[unit] = draw(st.sampled_from([area for area in areas if area != state[unit]]))
                events.append((day, unit, kind, state[unit], None))
            else:
                state[unit] = None
                events.append((day, unit, kind, None, draw(st.sampled_from(others)) if kind is ChangeKind.MERGED else None))
    return start, events, day


def stated(start, events):
    """The same history as the tables say it: where each unit lies last, and where it lay before each move."""
    lies, changes = dict(start), []
    for day, unit, kind, area, successor in events:
        if kind is ChangeKind.MOVED:
            changes.append(UnitChange(day, unit, kind, from_area=lies[unit]))
        elif kind is ChangeKind.OPENED and lies[unit] not in (None, area):
            # It opens again elsewhere: it has moved while it was closed, which the tables cannot say; so it opens where it lay.
            return None
        else:
            changes.append(UnitChange(day, unit, kind, successor=successor))
        lies[unit] = area or lies[unit]
    known = {unit: area or "A" for unit, area in lies.items()}
    return Organisation(known, {unit: own for unit in known if (own := tuple(c for c in changes if c.unit == unit))})


@given(histories())
def test_the_tree_of_every_day_is_the_one_that_was_lived_through(history):
    start, events, last = history
    organisation = stated(start, events)
    if organisation is None:
        return
    happens = {unit: any(event[1] == unit for event in events) for unit in start}
    lived = dict(start)
    for step in range((last - DAY_0).days + 2):
        day = DAY_0 + timedelta(days=step)
        for event_day, unit, _kind, area, _successor in events:
            if event_day == day:
                lived[unit] = area
        for unit, area in lived.items():
            if area is None and not happens[unit]:
                continue  # of a unit of which nothing is said, it is said that it exists
            assert organisation.exists(unit, day) == (area is not None), (unit, day)
            if area is not None:
                assert organisation.area(unit, day) == area, (unit, day)


@given(histories())
def test_what_went_into_a_unit_is_followed_through_every_merger(history):
    start, events, last = history
    organisation = stated(start, events)
    if organisation is None:
        return
    holds = {unit: {unit} for unit in start}  # whom each unit has taken in, told forwards
    for _day, unit, kind, _area, successor in events:
        if kind is ChangeKind.MERGED:
            holds[successor] |= holds[unit]
    for unit, held in holds.items():
        assert set(organisation.merged_into(unit, DAY_0, last)) == held - {unit}


def test_rows_are_placed_as_on_the_first_day_of_their_period():
    rows = pl.DataFrame({"unit": ["u", "u", "v"], "period": ["2024", "2025", "2024"], "area": ["B", "B", "C"]})
    moved = UnitChange(date(2025, 3, 1), "u", ChangeKind.MOVED, from_area="A")
    placed = Organisation({"u": "B", "v": "C"}, {"u": (moved,)}).placed(rows, (9, 1))
    assert placed.rows() == [("u", "2024", "A", True), ("u", "2025", "B", True), ("v", "2024", "C", True)]
