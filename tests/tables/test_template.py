import json

import frictionless
import openpyxl
import pytest

from junheng import packs, tables
from junheng.tables.schema import TABLES, WHOLE_UNIT
from junheng.tables.template import WORKBOOK, frictionless_schema, init_region


@pytest.fixture(params=["zh", "en"])
def language(request):
    return request.param


@pytest.fixture
def vocabulary():
    return packs.load("education_cn/hq2017").vocabulary


@pytest.fixture
def region(tmp_path, vocabulary, language):
    folder = tmp_path / "my region"
    init_region(folder, vocabulary=vocabulary, pack="education_cn/hq2017", language=language)
    return folder


def test_what_is_filled_in_reads_back(region, vocabulary, language):
    book = openpyxl.load_workbook(region / WORKBOOK)
    level = vocabulary.levels["primary"].name(language)
    kind = vocabulary.unit_kinds["primary_school"].name(language)
    ownership = TABLES["units"].column("ownership").choices["public"](language)
    rows = {
        "areas": ["510104", "锦江区", None, "county"],
        "units": ["0012", "示例小学", "510104", kind, ownership, None, None, None],
        "enrolment": ["0012", level, "1", "2025", 45],
        "classes": ["0012", level, "1", "2025", "1", 45],
    }
    for name, row in rows.items():
        book[TABLES[name].title(language)].append(row)
    wide = book.worksheets[-1]
    heads = [cell.value for cell in wide[1]]
    measures = list(vocabulary.measures)
    wide.append(["0012", level, "2025", *([None] * len(measures))])
    wide.cell(2, 4 + measures.index("sports_area")).value = 337.5
    wide.append(["0012", WHOLE_UNIT(language), "2025", *([None] * len(measures))])
    wide.cell(3, 4 + measures.index("books")).value = 900
    assert len(heads) == 3 + len(measures)
    assert not any(head.endswith("()") for head in heads)
    book.save(region / WORKBOOK)

    read = tables.read_region(region, vocabulary)
    assert read.tables["units"].row(0, named=True)["unit"] == "0012"
    assert read.tables["units"].row(0, named=True)["kind"] == "primary_school"
    assert read.tables["enrolment"]["pupils"].to_list() == [45]
    assert read.tables["observations"]["level"].to_list() == ["primary", "all"]
    observed = read.tables["observations"].row(0, named=True)
    assert (observed["unit"], observed["level"], observed["measure"], observed["period"], observed["value"]) == (
        "0012",
        "primary",
        "sports_area",
        "2025",
        337.5,
    )


def test_an_empty_template_says_which_sheets_must_be_filled_in(region, vocabulary, language):
    report = tables.check_region(region, vocabulary)
    assert report.region is None
    assert {issue.rule for issue in report.issues} == {"file_empty"}
    optional = {TABLES[name].title(language) for name in ("classes", "unit_changes")}
    assert {issue.place.sheet for issue in report.issues} == {*openpyxl.load_workbook(region / WORKBOOK).sheetnames} - optional


@pytest.mark.parametrize(
    ("folder", "name"), [("小城", "xiao-cheng"), ("My region", "my-region"), ("2025东县", "2025-dong-xian"), ("！", "region")]
)
def test_a_folder_of_any_name_gives_a_name_for_addresses(tmp_path, vocabulary, folder, name):
    init_region(tmp_path / folder, vocabulary=vocabulary, pack="education_cn/hq2017", language="zh")
    assert tables.describe(tmp_path / folder).name == name


def test_code_columns_are_text_and_choices_are_lists(region, language):
    sheet = openpyxl.load_workbook(region / WORKBOOK)[TABLES["units"].title(language)]
    assert sheet.column_dimensions["A"].number_format == "@" or sheet["A1"].comment is not None
    lists = [validation for validation in sheet.data_validations.dataValidation if validation.type == "list"]
    assert len(lists) >= 2


def test_the_descriptor_is_a_frictionless_package(region):
    report = frictionless.Package.validate_descriptor(json.loads((region / "datapackage.json").read_text(encoding="utf-8")))
    assert report.valid, report.flatten(["note"])


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_table_is_a_frictionless_schema(table, language):
    schema = frictionless.Schema.from_descriptor(frictionless_schema(table, language))
    assert [field.name for field in schema.fields] == [column.name for column in table.columns]
    assert schema.primary_key == list(table.key)


def test_a_trade_without_pupils_is_asked_for_none(tmp_path):
    init_region(tmp_path / "science", vocabulary=packs.load("science_cn").vocabulary, pack="science_cn", language="zh")
    package = json.loads((tmp_path / "science" / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == ["areas", "units", "unit_changes", "resources"]
    assert TABLES["enrolment"].title.zh not in openpyxl.load_workbook(tmp_path / "science" / WORKBOOK).sheetnames
