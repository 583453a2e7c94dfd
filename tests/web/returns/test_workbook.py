"""The Excel template: what it carries, that it reads back, and every way in which it is refused."""

import io
import zipfile

import openpyxl
import pytest

from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.models import Cell, Return
from junheng.web.returns.workbook import HIDDEN

from .filling import GOOD, change, fill

PUPILS, RESOURCES = "分年级在校生", "教师、校舍和设备"


@pytest.fixture
def book(opened, school):
    """The template of S1 as a workbook to change."""
    return openpyxl.load_workbook(io.BytesIO(services.template(school, opened, "zh")))


def written(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put(book, values):
    """Fill cells in by their address, at the places that the hidden sheet names."""
    import json

    spots = {}
    for row in book[HIDDEN].iter_rows(min_row=4, values_only=True):
        sheet, at, column, address, *_ = json.loads("".join(part for part in row if part))
        spots[address] = book[sheet].cell(at + 1, column + 1)
    for address, value in values.items():
        spots[address].value = value
    return {address: f"{cell.parent.title}!{cell.coordinate}" for address, cell in spots.items()}


def test_it_says_what_it_is_and_shows_the_last_period(book):
    assert book.sheetnames == ["choices", PUPILS, RESOURCES, HIDDEN]
    assert [book[name].sheet_state for name in book.sheetnames] == ["veryHidden", "visible", "visible", "veryHidden"]
    sheet = book[RESOURCES]
    heads = [cell.value for cell in sheet[5]]
    at = heads.index("体育运动场馆面积 (平方米)")
    assert heads[at + 1] == "上期（2025）"
    assert (sheet.cell(6, at + 1).value, sheet.cell(6, at + 2).value) == (None, 800)
    assert "S1 小学" in sheet["A2"].value
    assert "核对码" in sheet["A3"].value
    assert sheet.protection.sheet
    assert not sheet.cell(6, at + 1).protection.locked
    assert not any(cell.data_type == "f" for each in book.worksheets for row in each.iter_rows() for cell in row)


def test_what_is_filled_in_reads_back(book, opened, school):
    put(book, {address: float(value) for address, value in GOOD.items()})
    imported = services.import_template(school, written(book), "a.xlsx")
    assert imported.changed == len(GOOD)
    assert {cell.address: cell.value for cell in Cell.objects.filter(ret=opened)} == GOOD
    again = services.import_template(school, written(book), "a.xlsx")  # the same file once more changes nothing
    assert Return.objects.get(pk=opened.pk).version == imported.ret.version == again.ret.version


def test_texts_that_mean_numbers_are_read(book, opened, school):
    put(book, {"resources/primary/equipment_value": "２１万", "resources/primary/books": "2,000"})
    services.import_template(school, written(book), "a.xlsx")
    assert dict(Cell.objects.values_list("column", "value")) == {"equipment_value": "210000", "books": "2000"}


def test_what_others_wrote_elsewhere_meanwhile_stays(book, opened, school):
    fill(school, opened, {"resources/primary/books": "1999"})
    put(book, {"resources/primary/computers": 20})
    services.import_template(school, written(book), "a.xlsx")
    assert dict(Cell.objects.values_list("column", "value")) == {"books": "1999", "computers": "20"}


def test_a_cell_that_others_changed_is_told_with_both_values_and_nothing_is_written(book, opened, school):
    fill(school, opened, {"resources/primary/books": "1999"})
    where = put(book, {"resources/primary/books": 2000, "resources/primary/computers": 20})
    with pytest.raises(services.CellsRejected) as caught:
        services.import_template(school, written(book), "a.xlsx")
    (cell,) = caught.value.cells
    assert f"{cell.sheet}!{cell.cell}" == where["resources/primary/books"]
    assert all(said in cell.reason.zh for said in ("1999", "2000", "school-S1"))
    assert not Cell.objects.filter(column="computers").exists()


def test_every_bad_cell_is_told_by_its_address_and_nothing_is_written(book, opened, school):
    where = put(
        book,
        {
            "pupils/primary.1/pupils": "约 80",
            "pupils/primary.2/pupils": "=1+1",
            "pupils/primary.3/pupils": "95%",
            "resources/primary/books": 2000,
        },
    )
    book[PUPILS]["B30"] = 5
    with pytest.raises(services.CellsRejected) as caught:
        services.import_template(school, written(book), "a.xlsx")
    told = {f"{cell.sheet}!{cell.cell}": cell.reason.en for cell in caught.value.cells}
    assert set(told) == {where[f"pupils/primary.{grade}/pupils"] for grade in (1, 2, 3)} | {f"{PUPILS}!B30"}
    assert "formula" in told[where["pupils/primary.2/pupils"]]
    assert "percentage" in told[where["pupils/primary.3/pupils"]]
    assert not Cell.objects.exists()


def refused(actor, data, match, **more):
    with pytest.raises(services.ReturnError, match=match) as caught:
        services.import_template(actor, data, "a.xlsx", **more)
    assert caught.value.text.zh
    assert not Cell.objects.exclude(source__isnull=False).filter(column="books").exists()


def test_another_schools_file_is_refused(book, opened, school, actor, commission):
    other = Return.objects.get(unit="S2", form="balance_yearly")
    refused(actor(Role.SCHOOL, unit="S2"), written(book), "return of S1 小学.*not of S2 小学", expected=other)
    refused(actor(Role.SCHOOL, unit="S2"), written(book), "not yours to fill in")
    refused(actor(Role.COUNTY, area="02"), written(book), "not yours to fill in")


def test_a_changed_hidden_sheet_is_refused(book, opened, school):
    first = book[HIDDEN]["A1"].value
    book[HIDDEN]["A1"] = first.replace('"S1"', '"S2"')
    refused(school, written(book), "seals the template")
    del book[HIDDEN]
    refused(school, written(book), "no template")


def test_moved_rows_are_refused(book, opened, school):
    book[PUPILS]["A6"], book[PUPILS]["A7"] = book[PUPILS]["A7"].value, book[PUPILS]["A6"].value
    refused(school, written(book), f"{PUPILS}!A6 should be")


def test_a_template_of_another_declaration_is_stale(book, opened, school, monkeypatch):
    from junheng.web.returns import setting

    layout = setting.Setting.layout
    monkeypatch.setattr(setting.Setting, "layout", lambda self, ret: {**layout(self, ret), "fingerprint": "new"})
    refused(school, written(book), "out of date")


def test_a_submitted_return_takes_no_template(book, opened, school):
    Return.objects.filter(pk=opened.pk).update(state="submitted")
    refused(school, written(book), "closed")
    Return.objects.filter(pk=opened.pk).update(state="released")
    refused(school, written(book), "out of date")


def test_what_is_no_workbook_is_refused(opened, school, book):
    refused(school, b"%PDF-1.4", "does not open")
    refused(school, written(book)[:2000], "does not open")
    refused(school, written(openpyxl.Workbook()), "no template")
    refused(school, b"PK" + bytes(11 * 2**20), "over 10 MB")


def test_macros_are_refused(opened, school, book):
    data = io.BytesIO(written(book))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    refused(school, data.getvalue(), "macros")


def test_a_bomb_is_refused_before_it_is_unpacked(opened, school, book):
    data = io.BytesIO(written(book))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", bytes(200 * 2**20))
    refused(school, data.getvalue(), "unpacks to")


def test_free_rows_and_choices_read_back(commission, school, actor, home):
    services.open_returns(commission, "town", "class_sizes", "2026")
    ret = Return.objects.get(unit="S1", form="class_sizes")
    fill(school, ret, {"classes/0001/grade": "小学 1 年级", "classes/0001/number": "1", "classes/0001/pupils": "40"})
    book = openpyxl.load_workbook(io.BytesIO(services.template(school, ret, "zh")))
    assert [cell.value for cell in book["班级"][6]] == ["1", "小学 1 年级", "1", 40]
    put(book, {"classes/0002t/grade": "小学 2 年级", "classes/0002t/number": "1", "classes/0002t/pupils": 41})
    services.import_template(school, written(book), "a.xlsx")
    assert Cell.objects.get(ret=ret, row="0002t", column="grade").value == "primary.2"
    book["班级"]["B8"] = "七年级"
    with pytest.raises(services.CellsRejected) as caught:
        services.import_template(school, written(book), "a.xlsx")
    assert [cell.cell for cell in caught.value.cells] == ["B8"]


def test_change_is_needed_for_nothing_else(opened, school):
    """A cell may be written as nothing to report only where the form says so."""
    saved = services.save_cells(school, opened, [change("resources/primary/books", "", nothing=True)])
    assert list(saved.refused) == ["resources/primary/books"]
