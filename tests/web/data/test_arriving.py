"""What is refused on its way in, with which words, and that nothing of it stays."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from junheng.web.data.models import Draft
from junheng.web.home import drafts_folder

from . import town_files


def repacked(content, **more):
    """The workbook with further parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            after.writestr(entry, before.read(entry))
        for name, part in more.items():
            after.writestr(name.replace("__", "/"), part)
    return target.getvalue()


@pytest.fixture
def plain(tmp_path):
    return town_files.workbook(tmp_path / "plain.xlsx", 2025).read_bytes()


def post(chief, name, content):
    return chief.post("/data/town/upload/", {"files": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("empty.xlsx", lambda plain: b"", "No file was chosen|is empty"),
        ("old.xls", lambda plain: b"\xd0\xcf\x11\xe0" + b"x" * 600, "old Excel file"),
        ("scan.pdf", lambda plain: b"%PDF-1.7 " + b"x" * 600, "neither an Excel workbook nor a CSV file"),
        ("damaged.xlsx", lambda plain: plain[: len(plain) // 2], "damaged"),
        ("macros.xlsm", lambda plain: repacked(plain, **{"xl__vbaProject.bin": b"x"}), "contains macros"),
        ("bomb.xlsx", lambda plain: repacked(plain, **{"xl__bomb.xml": b"0" * 50 * 2**20}), "expands to|unpacks to"),
        ("letter.csv", lambda plain: "你好，附上表格。\n".encode(), "No head row|neither"),
        ("odd.csv", lambda plain: b"\xff\xfa\x00odd", "UTF-8|neither"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(chief, plain, name, make, said):
    import re

    response = post(chief, name, make(plain))
    assert response.status_code == 422
    assert re.search(said, response.content.decode()), response.content.decode()[-3000:]
    assert not Draft.objects.filter(state="open").exists()
    assert not [path for path in drafts_folder("town").glob("*") if path.is_dir()]


def test_formulas_are_refused_by_the_name_of_their_cells(chief, made):
    response = chief.post("/data/town/upload/", {"files": made(formula="E3")})
    assert response.status_code == 422
    body = response.content.decode()
    assert "小学!E3" in body
    assert "paste it as values" in body


def test_good_files_are_taken_beside_refused_ones(chief, made):
    response = chief.post("/data/town/upload/", {"files": [made(), SimpleUploadedFile("scan.pdf", b"%PDF-1.7 " + b"x" * 600)]})
    page = chief.get(response["Location"]).content.decode()
    assert "scan.pdf" in page
    assert "1 file was not taken" in page
    assert "scan.pdf" not in chief.get(response["Location"]).content.decode()


def test_a_name_cannot_lead_out_of_the_draft(chief, made):
    file = made("x.xlsx")
    file.name = "..\\..\\datapackage.json"
    response = chief.post("/data/town/upload/", {"files": file})
    draft = Draft.objects.get()
    assert response.status_code == 302
    assert [step.about for step in draft.steps.filter(deed="uploaded")] == ["datapackage.json.xlsx"]


def test_more_than_the_limit_is_not_kept(chief, made, settings):
    settings.DATA_LARGEST_UPLOAD = 1000
    response = chief.post("/data/town/upload/", {"files": made()})
    assert response.status_code == 422
    assert "larger than" in response.content.decode()
    assert not Draft.objects.exists()


def test_whoever_may_send_nothing_has_nothing_written(auditor, made, monkeypatch):
    from junheng.web.uploads import OnDisk

    written = []
    monkeypatch.setattr(OnDisk.__mro__[1], "receive_data_chunk", lambda self, data, start: written.append(data))
    assert auditor.post("/data/town/upload/", {"files": made()}).status_code == 404
    assert not written
