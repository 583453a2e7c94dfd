"""One text in, its figures marked; the Word file back with comments; nothing kept, every refusal with words."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx.oxml import parse_xml

from junheng.web.figure_check import views
from junheng.web.figure_check.upload import EXAMPLE

URL = "/figure-check/"
HARMED = "招生500人，其中男生260人，女生260人。"


def word(text):
    file = docx.Document()
    file.add_paragraph(text)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


@pytest.fixture
def client(db):
    return Client()


def test_pasted_words_come_back_with_their_figures(client):
    page = client.post(URL, {"text": HARMED}).content.decode()
    assert "3 个数字：1 处不符" in page
    assert 'href="#finding-1"' in page
    assert "260人 + 260人 = 520人" in page


def test_a_sound_text_says_so(client):
    assert "没有互相矛盾的" in client.post(URL, {"text": "招生500人。"}).content.decode()


def test_what_was_typed_is_escaped(client):
    page = client.post(URL, {"text": "<script>alert(1)</script>共500人"}).content.decode()
    assert "<script>alert" not in page


def test_a_word_file_comes_back_with_comments(client):
    page = client.post(URL, {"document": SimpleUploadedFile("总结.docx", word(HARMED))})
    held = page.content.decode().split('name="held" value="')[1].split('"')[0]
    marked = client.post(URL, {"name": "总结.docx", "held": held, "commented": "1"})
    assert len(list(docx.Document(io.BytesIO(marked.content)).comments)) == 1
    listed = client.post(URL, {"name": "总结.docx", "held": held, "list": "1"})
    assert listed["Content-Disposition"].endswith(".xlsx")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "还没有可校核的文稿"),
        ({"text": " \n"}, "还没有可校核的文稿"),
        ({"document": SimpleUploadedFile("a.doc", b"x")}, "另存为"),
        ({"document": SimpleUploadedFile("a.docx", b"PK x")}, "打不开"),
        ({"held": "no", "name": "a.txt"}, "已丢失"),
    ],
)
def test_refusals_are_said_and_nothing_breaks(client, form, said):
    answer = client.post(URL, form)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_too_many_texts_from_one_address_are_refused_and_what_was_typed_stays(client, monkeypatch):
    monkeypatch.setattr(views, "TRIES", 1)
    assert client.post(URL, {"text": HARMED}).status_code == 200
    answer = client.post(URL, {"text": HARMED})
    assert answer.status_code == 429
    assert "等十分钟" in answer.content.decode()
    assert HARMED in answer.content.decode()


def test_tracked_changes_are_said(client):
    file = docx.Document()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    file.add_paragraph()._p.append(parse_xml(f'<w:ins {space} w:id="1" w:author="a"><w:r><w:t>共5所。</w:t></w:r></w:ins>'))
    out = io.BytesIO()
    file.save(out)
    assert "未接受的修订" in client.post(URL, {"document": SimpleUploadedFile("a.docx", out.getvalue())}).content.decode()


def test_the_example_is_marked_as_invented(client):
    page = client.post(URL, {"example": "1"}).content.decode()
    assert "虚构" in page
    assert "处不符" in page
    assert EXAMPLE.is_file()


def test_english(client):
    page = client.post(URL, {"text": HARMED, "language": "en"}).content.decode()
    assert "3 figures: 1 do not follow" in page


def test_a_text_too_long_to_wait_for_is_refused(client):
    answer = client.post(URL, {"document": SimpleUploadedFile("a.txt", ("新建学校。\n" * 170_000).encode())})
    assert answer.status_code == 422
    assert "1,000,000" in answer.content.decode()
