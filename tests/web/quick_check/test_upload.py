"""What is taken and what is refused, each refusal with its remedy; a file is held in the page and nowhere else."""

import base64
import io
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from junheng.web.quick_check.upload import Refused, Upload, from_request

CSV = "学校,学生\n甲小学,120\n".encode("gb18030")


def workbook(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return content.getvalue()


def sent(content: bytes, name: str = "学校表.xlsx") -> Upload:
    return from_request(RequestFactory().post("/", {"table": SimpleUploadedFile(name, content)}))


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "文件是空的"),
        (b"\r\n  \r\n", "文件是空的"),
        (b"%PDF-1.7\n...", "不是 Excel 工作簿"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "不是 Excel 工作簿"),
        (b"<!DOCTYPE html><table>", "不是 Excel 工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, "旧版 Excel"),
        (workbook("word/document.xml"), "不是 Excel 工作簿"),
        (workbook("xl/workbook.xml")[:-30], "工作簿已损坏"),
    ],
)
def test_what_is_no_table_is_refused_by_its_content(content: bytes, wrong: str) -> None:
    with pytest.raises(Refused) as refused:
        sent(content)
    assert wrong in refused.value.wrong
    assert refused.value.remedy


def test_a_workbook_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("junheng.web.quick_check.upload.LARGEST_UNPACKED", 3)
    with pytest.raises(Refused, match="MB"):
        sent(workbook("xl/workbook.xml"))


@pytest.mark.parametrize(
    ("name", "content", "read_as"),
    [
        ("schools.csv", CSV, "schools.csv"),
        ("schools.XLSX", workbook("xl/workbook.xml"), "schools.XLSX"),
        ("schools.xlsx", CSV, "schools.xlsx.csv"),  # a CSV file that someone renamed
        ("C:\\Users\\li\\学校表.csv", CSV, "学校表.csv"),
        ("../../etc/passwd", CSV, "passwd.csv"),
        ("..", CSV, "table.csv"),
        ('a<b>"c".csv', CSV, "abc.csv"),
    ],
)
def test_a_file_is_read_as_what_it_is_under_a_harmless_name(name: str, content: bytes, read_as: str) -> None:
    request = RequestFactory().post("/", {"held": Upload(name, content).held, "name": name})
    assert from_request(request).file_name == read_as


def test_no_file_is_said() -> None:
    with pytest.raises(Refused, match="没有选择文件"):
        from_request(RequestFactory().post("/", {}))


@given(st.binary(min_size=1))
def test_what_the_page_holds_is_the_file(content: bytes) -> None:
    upload = Upload("a.csv", b"x" + content.replace(b"\x00", b"y"))
    back = from_request(RequestFactory().post("/", {"held": upload.held, "name": "a.csv"}))
    assert back == upload


@pytest.mark.parametrize("held", ["?", "AAAA", base64.b64encode(zlib.compress(CSV)[:-6]).decode()])
def test_a_damaged_page_is_said(held: str) -> None:
    with pytest.raises(Refused, match="文件已丢失"):
        from_request(RequestFactory().post("/", {"held": held}))


def test_a_page_cannot_hold_what_could_not_be_sent(settings: object) -> None:
    held = Upload("a.csv", b"x" * 2000).held
    settings.QUICK_CHECK_LARGEST_FILE = 1000
    with pytest.raises(Refused):
        from_request(RequestFactory().post("/", {"held": held}))


@pytest.mark.django_db
def test_a_file_over_the_limit_is_refused_without_being_kept(client: Client, settings: object) -> None:
    settings.QUICK_CHECK_LARGEST_FILE = 2**20
    response = client.post("/quick-check/", {"table": SimpleUploadedFile("big.csv", b"a,b\n" * 300_000)})
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("文件超过 1 MB") >= 2  # in the summary and at the field
    assert 'href="#table"' in page


@pytest.mark.django_db
def test_the_refusal_stands_above_a_form_that_works(client: Client) -> None:
    response = client.post("/quick-check/", {"table": SimpleUploadedFile("a.pdf", b"%PDF-1.7 x"), "pack": "generic/per_pupil"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'role="alert"' in page
    assert '<option value="generic/per_pupil" selected' in page
