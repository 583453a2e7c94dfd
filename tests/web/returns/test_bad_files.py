"""Files that no page should have been sent: each refused with its reason, nothing of them kept, what was there untouched."""

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from junheng.web.people.roles import Role
from junheng.web.returns import services
from junheng.web.returns.models import Cell, Return

from .filling import fill

BOOKS = "resources/primary/books"


@pytest.fixture
def clerk(opened, school):
    """The officer of S1, who has answered one cell already."""
    fill(school, opened, {BOOKS: "1999"})
    client = Client(headers={"accept-language": "en"})
    client.force_login(school.user)
    return client


@pytest.fixture
def template(opened, school):
    return services.template(school, opened, "en")


def send(client, ret, content, name="S1.xlsx"):
    return client.post(f"/returns/{ret.pk}/upload/", {"file": SimpleUploadedFile(name, content)})


def changed(content, **cells):
    """The template with something written into its first visible sheet."""
    book, buffer = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    for place, value in cells.items():
        book.worksheets[1][place] = value
    book.save(buffer)
    return buffer.getvalue()


def with_part(content, name, part):
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return buffer.getvalue()


def refused(answer, ret, *said):
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in page
    assert all(each in page for each in said), page[-4000:]
    assert dict(Cell.objects.filter(ret=ret).values_list("column", "value")) == {"books": "1999"}


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda template: changed(template, B6="=SUM(1,2)"), ("B6", "This cell is a formula")),
        (lambda template: with_part(template, "xl/vbaProject.bin", b"x"), ("has macros",)),
        (lambda template: with_part(template, "xl/media/bomb.bin", bytes(200 * 2**20)), ("unpacks to",)),
        (lambda template: template[: len(template) // 2], ("does not open",)),
        (lambda template: b"\xd0\xcf\x11\xe0" + bytes(600), ("does not open",)),
        (lambda template: b"", ("does not open",)),
    ],
    ids=["formula", "macros", "bomb", "half a file", "old Excel", "empty"],
)
def test_what_cannot_be_taken_says_why(clerk, opened, template, make, said):
    refused(send(clerk, opened, make(template)), opened, *said)


def test_two_hundred_megabytes_are_called_too_large_and_not_read(clerk, opened, settings):
    settings.QUICK_CHECK_LARGEST_FILE = 2**20  # the same at a size that a test may send
    refused(send(clerk, opened, b"PK" + bytes(2**21)), opened, "The file is over 1 MB")


def test_a_template_of_an_older_declaration_is_stale(clerk, opened, template, monkeypatch):
    from junheng.web.returns import setting

    layout = setting.Setting.layout
    monkeypatch.setattr(setting.Setting, "layout", lambda self, ret: {**layout(self, ret), "fingerprint": "new"})
    refused(send(clerk, opened, changed(template, B6=17)), opened, "out of date", "Download it again")


def test_another_schools_file_is_named_and_its_figures_are_not_shown(clerk, opened, actor):
    other = Return.objects.get(unit="S2", form="balance_yearly")
    theirs = actor(Role.SCHOOL, unit="S2")
    fill(theirs, other, {"pupils/primary.1/pupils": "777001"})
    answer = send(clerk, opened, services.template(theirs, other, "en"), "S2.xlsx")
    refused(answer, opened, "This is the return of S2", "not of S1")
    assert "777001" not in answer.content.decode()


def test_whoever_was_moved_to_another_county_cannot_bring_the_file_in(opened, county, template):
    client = Client(headers={"accept-language": "en"})
    client.force_login(county.user)
    assert client.get(f"/returns/{opened.pk}/").status_code == 200
    county.user.assignments.update(area="02")
    answer = send(client, opened, changed(template, B6=17))
    assert answer.status_code == 404
    assert "Nothing was changed" in answer.content.decode()
    assert "S1" not in answer.content.decode()
    assert not Cell.objects.filter(ret=opened).exists()


def test_a_cell_that_someone_else_changed_meanwhile_stays_and_both_values_are_told(template, opened, clerk):
    with_books = openpyxl.load_workbook(io.BytesIO(template))
    sheet = with_books.worksheets[2]
    place = next(cell for cell in sheet[5] if str(cell.value).startswith("Books"))
    sheet.cell(6, place.column).value = 2000
    buffer = io.BytesIO()
    with_books.save(buffer)
    refused(send(clerk, opened, buffer.getvalue()), opened, "1999", "2000")


@pytest.mark.parametrize("token", ["", "x" * 64])
def test_a_forged_token_brings_nothing_in(opened, school, template, token):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.force_login(school.user)
    file = SimpleUploadedFile("S1.xlsx", changed(template, B6=17))
    answer = client.post(f"/returns/{opened.pk}/upload/", {"file": file, "csrfmiddlewaretoken": token})
    assert answer.status_code == 403
    assert "This form has expired" in answer.content.decode()
    assert not Cell.objects.filter(ret=opened).exists()


def test_a_session_that_ended_leads_back_to_the_form(opened, template):
    answer = Client().post(
        f"/returns/{opened.pk}/upload/",
        {"file": SimpleUploadedFile("S1.xlsx", template)},
        headers={"referer": f"http://testserver/returns/{opened.pk}/upload/"},
    )
    assert (answer.status_code, answer["Location"]) == (302, f"/login/?next=/returns/{opened.pk}/upload/")
    assert not Cell.objects.filter(ret=opened).exists()
