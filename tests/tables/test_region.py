"""A region read from CSV: what is right is read, and every kind of bad input is an issue at its place."""

import json

import pytest

from junheng.language import Text
from junheng.tables import RegionRejected, Severity, check_region, describe, files, read_region
from junheng.tables.schema import TABLES


def test_a_region_without_faults_is_read_whole(write, vocabulary):
    region = read_region(write(), vocabulary)
    assert region.warnings == ()
    assert {name: frame.height for name, frame in region.tables.items()} == {
        "areas": 3,
        "units": 3,
        "measures": 2,
        "observations": 8,
        "enrolment": 8,
        "classes": 0,
        "unit_changes": 0,
    }
    for name, frame in region.tables.items():
        assert dict(frame.schema) == TABLES[name].polars_schema()
    first = region.tables["observations"].row(0, named=True)
    assert (first["unit"], first["value"], first["_file"], first["_row"]) == ("001", 400.0, "observations.csv", 2)
    assert [source.path for source in region.sources] == ["areas.csv", "units.csv", "enrolment.csv", "observations.csv"]


def test_chinese_heads_names_and_spellings_are_read_as_codes(write, vocabulary):
    region = read_region(
        write(
            enrolment="学校（机构）代码,学段,年级,学年（期间）,在校生数\n001,小学,一年级,2024—2025学年,４０\n",
            observations="学校（机构）代码,学段,项目代码,学年（期间）,数值\n001,全校,运动场地面积,2024,0.04万\n",
        ),
        vocabulary,
    )
    assert region.tables["enrolment"].select("level", "grade", "period", "pupils").row(0) == ("primary", "1", "2024", 40)
    assert region.tables["observations"].select("level", "measure", "value").row(0) == ("all", "sports_area", 400.0)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters_that_programs_write(write, vocabulary, encoding, delimiter):
    text = "unit,name,area,kind\n001,东一小,5101,小学\n002,东九年制,5101,九年制\n003,西一小,5102,完小\n".replace(",", delimiter)
    region = read_region(write(units=text.encode(encoding)), vocabulary)
    assert region.tables["units"]["name"].to_list() == ["东一小", "东九年制", "西一小"]
    assert region.tables["units"]["kind"].to_list() == ["primary_school", "nine_year", "primary_school"]


def test_the_approval_number_of_the_map_is_what_the_region_says(write, vocabulary):
    assert read_region(write(), vocabulary).description.map_approval is None
    assert read_region(write(junheng={"map_approval": "川S【2026】00001号"}), vocabulary).description.map_approval == "川S【2026】00001号"


def test_an_optional_table_may_stay_empty_and_no_other_may(write, vocabulary):
    folder = write(classes="unit,level,grade,period,class_number,pupils\n")
    assert {issue.rule for issue in check_region(folder, vocabulary).issues} == {"file_empty"}
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    next(resource for resource in package["resources"] if resource["name"] == "classes")["junheng"] = {"optional": True}
    path.write_text(json.dumps(package), encoding="utf-8")
    assert check_region(folder, vocabulary).issues == ()
    path.write_text(json.dumps(package).replace("true", '"yes"'), encoding="utf-8")
    assert {issue.rule for issue in check_region(folder, vocabulary).issues} == {"descriptor_invalid", "file_empty"}


def test_kinds_of_area_are_read_as_sheets_write_them(write, vocabulary):
    region = read_region(write(areas="area,name,parent,kind\n51,某市,,市\n5101,东区,51,市辖区\n5102,西县,51, 县 \n"), vocabulary)
    assert region.tables["areas"]["kind"].to_list() == ["city", "county", "county"]


def test_units_of_measure_of_the_region_become_those_of_the_pack(write, vocabulary):
    measures = "measure,name_zh,name_en,unit\nsports_area,运动场,Sports,亩\nbuses,校车,Buses,台\n"
    rows = "unit,level,measure,period,value\n001,all,sports_area,2024,0.6\n001,all,buses,2024,2\n"
    region = read_region(write(measures=measures, observations=rows), vocabulary)
    assert region.tables["measures"].select("measure", "unit").rows() == [("sports_area", "m2"), ("buses", "computer")]
    assert region.tables["observations"]["value"].to_list() == pytest.approx([400.0, 2.0])


def test_percentages_are_read_in_the_unit_of_their_measure(write, vocabulary):
    rows = "unit,level,measure,period,value\n001,primary,attendance,2024,95%\n001,primary,attendance,2025,96\n"
    assert read_region(write(observations=rows), vocabulary).tables["observations"]["value"].to_list() == [95.0, 96.0]


HEADS = {
    "areas": "area,name,parent,kind\n",
    "units": "unit,name,area,kind\n",
    "enrolment": "unit,level,grade,period,pupils\n",
    "observations": "unit,level,measure,period,value\n",
    "classes": "unit,level,grade,period,class_number,pupils\n",
    "measures": "measure,name_zh,name_en,unit\n",
}

#: Table, its rows, and the one issue that they make: rule, row, column, value.
BAD = [
    ("observations", "001,all,sports_area,2024,-5", ("number_negative", 2, "value", "-5")),
    ("observations", "001,all,sports_area,2024,约5", ("number_invalid", 2, "value", "约5")),
    ("observations", "001,all,sports_area,2024,—", ("placeholder", 2, "value", "—")),
    ("observations", "001,all,sports_area,2024,#DIV/0!", ("cell_error", 2, "value", "#DIV/0!")),
    ("observations", "001,all,sports_area,2024,95%", ("percent_unexpected", 2, "value", "95")),
    ("observations", "001,primary,teachers,2024,3.5", ("number_not_whole", 2, "value", "3.5")),
    ("observations", "001,all,sports_area,2024,", ("value_missing", 2, "value", None)),
    ("observations", "1.0E+09,all,sports_area,2024,5", ("code_scientific", 2, "unit", "1.0E+09")),
    ("observations", "5101040001.0,all,sports_area,2024,5", ("code_scientific", 2, "unit", "5101040001.0")),
    ("observations", "009,all,sports_area,2024,5", ("unknown_unit", 2, "unit", "009")),
    ("observations", "001,all,sport_area,2024,5", ("unknown_measure", 2, "measure", "sport_area")),
    ("observations", "001,middle,sports_area,2024,5", ("unknown_level", 2, "level", "middle")),
    ("observations", "001,all,sports_area,二〇二四,5", ("period_invalid", 2, "period", "二〇二四")),
    ("observations", "001,all,sports_area,2024,5\n001,all,sports_area,2024,6", ("key_twice", 3, "unit", "001 · all · sports_area · 2024")),
    ("observations", "001,all,sports_area,2024,5\n合计,,,,5", ("total_row", 3, "unit", "合计")),
    (
        "observations",
        "unit,level,measure,period,value\n001,all,sports_area,2024,5",
        ("head_repeated", 2, "unit", "unit"),
    ),
    ("observations", "001,all,sports_area,2024,5\n注：仅供参考,,,,", ("note_row", 3, "unit", "注：仅供参考")),
    ("observations", "001,all,sports_area,2024,1,500", ("row_ragged", 2, None, None)),
    ("observations", "001,junior,teachers,2024,5", ("level_not_taught", 2, "value", "初中")),
    ("observations", "001,all,sports_area,2024,999999", ("per_pupil_implausible", 2, "value", "999999")),
    ("observations", "001,all,sports_area,2023,5", ("period_without_pupils", None, None, "2023")),
    (
        "observations",
        "\n".join(f"00{u},primary,attendance,2024,{v}" for u, v in ((1, 95), (2, 96), (3, 0.97))),
        ("percent_mixed", 4, "value", "0.97"),
    ),
    (
        "observations",
        "\n".join(f"00{u},primary,attendance,{y},0.9{u}" for u in (1, 2, 3) for y in (2024, 2025)),
        ("percent_share", 2, "value", "0.91"),
    ),
    ("enrolment", "001,primary,,2024,40", ("grade_missing", 2, "grade", None)),
    ("enrolment", "001,primary,7,2024,40", ("unknown_grade", 2, "grade", "7")),
    ("enrolment", "001,primary,1,2024,40.5", ("number_not_whole", 2, "pupils", "40.5")),
    ("enrolment", "001,primary,1,2024,-4", ("number_negative", 2, "pupils", "-4")),
    (
        "enrolment",
        "001,primary,1,2024,40\n001,primary,2,2024,40\n001,primary,total,2024,90",
        ("grades_do_not_add_up", 4, "pupils", "90"),
    ),
    ("classes", "001,primary,1,2024,1,40\n001,primary,1,2024,1,41", ("key_twice", 3, "unit", "001 · primary · 1 · 2024 · 1")),
    ("measures", "buses,校车,Buses,辆次", ("unknown_unit_of_measure", 2, "unit", "辆次")),
    ("measures", "sports_area,场馆,Sports,元", ("unit_of_measure_differs", 2, "unit", "元")),
]


@pytest.mark.parametrize(("table", "rows", "expected"), BAD, ids=[f"{case[2][0]}-{at}" for at, case in enumerate(BAD)])
def test_one_fault_is_one_issue_at_its_cell(write, vocabulary, found, table, rows, expected):
    given = {"observations": None, table: HEADS[table] + rows + "\n"}
    report = check_region(write(**given), vocabulary)
    assert found(report) == [(expected[0], f"{table}.csv", *expected[1:])]
    blocks = report.issues[0].severity is Severity.ERROR
    assert report.blocked == blocks
    assert (report.region is None) == blocks


UNITS = [
    ("001,东一小,5101,primary_school\n001,东一小,5102,primary_school", "unit_in_two_areas"),
    ("001,东一小,5109,primary_school", "unknown_area"),
    ("001,东一小,5101,中专", "unknown_kind"),
    ("001,,5101,primary_school", "value_missing"),
]


@pytest.mark.parametrize(("rows", "rule"), UNITS)
def test_faults_of_units(write, vocabulary, rows, rule):
    report = check_region(write(units=HEADS["units"] + rows + "\n", enrolment=None, observations=None), vocabulary)
    assert [issue.rule for issue in report.issues] == [rule]


def test_a_choice_outside_its_list_and_coordinates_out_of_range(write, vocabulary, found):
    text = "unit,name,area,kind,ownership,longitude,latitude\n001,东一小,5101,primary_school,集体,30.6,104.1\n"
    report = check_region(write(units=text, enrolment=None, observations=None), vocabulary)
    assert [(rule, column) for rule, _, _, column, _ in found(report)] == [
        ("unknown_choice", "ownership"),
        ("number_out_of_range", "latitude"),
    ]


def test_areas_that_are_each_others_parents(write, vocabulary):
    text = "area,name,parent,kind\n51,某市,5101,city\n5101,东县,51,county\n5102,西县,51,county\n"
    report = check_region(write(areas=text), vocabulary)
    assert [(i.rule, i.value) for i in report.issues] == [("area_cycle", "51 → 5101 → 51")]


def test_resources_without_pupils(write, vocabulary, found):
    rows = "unit,level,grade,period,pupils\n001,primary,1,2024,40\n001,primary,1,2025,42\n003,primary,1,2024,20\n003,primary,1,2025,20\n"
    report = check_region(write(enrolment=rows), vocabulary)
    assert [(rule, row) for rule, _, row, _, _ in found(report)] == [("no_pupils", 4), ("no_pupils", 5)]


def years(values, measure="sports_area", unit="001", first=2019):
    rows = [f"{unit},all,{measure},{first + at},{value}" for at, value in enumerate(values) if value is not None]
    return HEADS["observations"] + "\n".join(rows) + "\n"


def pupils(first=2019, count=6, units=("001", "002", "003")):
    return HEADS["enrolment"] + "\n".join(f"{u},primary,1,{first + at},40" for u in units for at in range(count)) + "\n"


@pytest.mark.parametrize(
    ("values", "rule", "year"),
    [
        ([400, 400, 400, 4000, 400, 400], "value_jumped", 2022),  # there and back is one issue
        ([400, 400, 400, 400, 400, 40], "value_jumped", 2024),
        ([4000, 400, 400, 400, 400, 400], "value_jumped", 2019),  # the first year is off, not the second
        ([400, 400, 4000, 4000, 4000, 4000], "value_jumped", 2021),
        ([400, 400, 0.6, 400, 400, 400], "mu_for_m2", 2021),
    ],
)
def test_a_value_far_from_last_years_is_one_issue_at_the_year_that_is_off(write, vocabulary, found, values, rule, year):
    report = check_region(write(observations=years(values), enrolment=pupils()), vocabulary)
    assert [(r, row) for r, _, row, _, _ in found(report)] == [(rule, 2 + year - 2019)]


def test_growth_below_ten_times_and_zero_are_no_jumps(write, vocabulary):
    assert check_region(write(observations=years([100, 900, 0, 900, 100, 900]), enrolment=pupils()), vocabulary).issues == ()


def test_a_unit_missing_for_one_period_that_others_have(write, vocabulary):
    rows = years([1, 1, None, 1]) + years([1, 1, 1, 1], unit="002").split("\n", 1)[1]
    report = check_region(write(observations=rows, enrolment=pupils()), vocabulary)
    assert [(i.rule, i.value) for i in report.issues] == [("unit_gap", "2021")]


def test_a_measure_missing_for_one_period(write, vocabulary):
    equipment = years([500, 500, 500, 500], measure="equipment_value").split("\n", 1)[1]
    other = years([1, 1, 1, 1], unit="002").split("\n", 1)[1]
    report = check_region(write(observations=years([1, 1, None, 1]) + equipment + other, enrolment=pupils()), vocabulary)
    assert [(i.rule, i.value) for i in report.issues] == [("period_gap", "2021")]


def test_a_period_that_nobody_was_asked_for_is_no_gap(write, vocabulary):
    assert check_region(write(observations=years([1, 1, None, 1]), enrolment=pupils()), vocabulary).issues == ()


def test_a_year_given_in_two_files_is_one_issue(write, vocabulary):
    again = "unit,level,grade,period,pupils\n" + "".join(f"00{unit},primary,1,2024,1\n" for unit in (1, 2, 3))
    report = check_region(write(enrolment_again=again), vocabulary)
    assert [(i.rule, i.place.file, i.value) for i in report.issues] == [("period_twice", "enrolment_again.csv", "2024")]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (b"", ["file_empty"]),
        (b"unit,name,area,kind\n", ["file_empty"]),
        (b"unit,name,area\n001,x,5101\n", ["column_missing"]),
        ("unit,name,area,kind,备注\n001,x,5101,小学,无\n".encode(), ["column_unknown"]),
        (b"unit,name,area,kind,unit\n001,x,5101,primary_school,001\n", ["column_twice"]),
        (b"unit,name,area,kind\n001,\xff\xfe\xfd,5101,primary_school\n", ["encoding_wrong"]),
        ("unit,name\n001,小学\n".encode("utf-16-le"), ["encoding_wrong"]),
    ],
)
def test_files_whose_head_or_encoding_is_wrong(write, vocabulary, text, rules):
    report = check_region(write(units=text, enrolment=None, observations=None), vocabulary)
    assert [issue.rule for issue in report.issues] == rules


def test_blank_rows_and_quotes_move_no_row_number(write, vocabulary, found):
    text = 'unit,level,measure,period,value\n"001",all,sports_area,2024,"4\n00"\n,,,,\n\n"001","all",sports_area,2025,"-1"\n'
    report = check_region(write(observations=text), vocabulary)
    assert [(rule, row) for rule, _, row, _, _ in found(report)] == [("number_negative", 5)]


def test_a_file_that_is_too_large_is_refused_before_it_is_opened(write, vocabulary, monkeypatch):
    folder = write()
    monkeypatch.setattr(files, "LARGEST", 100)
    report = check_region(folder, vocabulary)
    assert {issue.rule for issue in report.issues if issue.place.file == "observations.csv"} == {"file_too_large"}
    assert report.region is None


def test_a_sparse_file_of_300_mb_is_refused(write, vocabulary):
    folder = write(observations=None)
    with (folder / "observations.csv").open("wb") as file:
        file.truncate(300 * 2**20)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"].append({"name": "observations", "path": "observations.csv"})
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    report = check_region(folder, vocabulary)
    assert [(i.rule, i.place.file) for i in report.issues] == [("file_too_large", "observations.csv")]
    assert "300" in report.issues[0].message.en


def test_an_empty_folder(tmp_path, vocabulary):
    with pytest.raises(RegionRejected) as rejected:
        read_region(tmp_path, vocabulary)
    assert [issue.rule for issue in rejected.value.issues] == ["folder_empty"]


def test_a_folder_without_description(tmp_path):
    (tmp_path / "a.csv").write_text("x", encoding="utf-8")
    assert [issue.rule for issue in check_region(tmp_path).issues] == ["descriptor_missing"]


@pytest.mark.parametrize(
    ("package", "rules"),
    [
        ("{", ["descriptor_invalid"]),
        ('{"name": "x"}', ["folder_empty"]),
        ('{"name": "Big Name", "resources": [{"name": "units", "path": "u.csv"}]}', ["descriptor_invalid"]),
        ('{"name": "x", "resources": [{"name": "units", "path": "../u.csv"}]}', ["resource_outside"]),
        ('{"name": "x", "resources": [{"name": "units", "path": "missing.csv"}]}', ["resource_missing"]),
        ('{"name": "x", "resources": [{"name": "u", "path": "u.csv"}]}', ["resource_unknown"]),
        ('{"name": "x", "resources": [{"name": "u"}]}', ["descriptor_invalid"]),
        ('{"name": "x", "resources": [{"name": "u", "path": "u.csv", "junheng": {"mapping": "m.toml"}}]}', ["mapping_invalid"]),
    ],
)
def test_faults_of_the_description(tmp_path, package, rules):
    (tmp_path / "u.csv").write_text("unit,name,area,kind\n1,x,,y\n", encoding="utf-8")
    (tmp_path / "datapackage.json").write_text(package, encoding="utf-8")
    assert [issue.rule for issue in check_region(tmp_path).issues if issue.rule != "value_missing"] == rules


def test_the_description_is_read_without_the_tables(write):
    title = {"zh": "某市", "en": "A city"}
    about = describe(write(junheng={"title": title, "pack": "generic", "synthetic": True}))
    assert (about.title, about.pack, about.compare, about.synthetic) == (Text("某市", "A city"), "generic", "county", True)


def test_without_a_vocabulary_codes_of_the_trade_are_not_checked(write):
    measures = HEADS["measures"] + "sports_area,场馆,Sports,m2\nteachers,教师,Teachers,teacher\n"
    assert read_region(write(measures=measures)).tables["observations"].height == 8


def test_every_issue_says_the_place_and_the_remedy_in_both_languages(write, vocabulary):
    rows = "\n".join(rows for table, rows, _ in BAD if table == "observations")
    for issue in check_region(write(observations=HEADS["observations"] + rows + "\n"), vocabulary).issues:
        for text in (issue.message, issue.remedy):
            assert text.zh
            assert text.en
            assert "{" not in text.zh + text.en
