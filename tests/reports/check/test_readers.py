"""Files as they come: encodings, Word with tables and tracked changes, PDF; and what cannot be read, in words."""

import io
import zipfile

import docx
import pypdfium2
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from junheng.reports.check import check
from junheng.reports.check.readers import Unreadable, read_document
from junheng.reports.check.readers.reading import read_bytes

TEXT = "全市共有学校315所，其中小学200所，初中100所，高中15所。\n"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(*paragraphs, table=()):
    file = docx.Document()
    for text in paragraphs:
        file.add_paragraph(text)
    if table:
        made = file.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in enumerate(table):
            for column, text in enumerate(cells):
                made.cell(row, column).text = text
    return saved(file)


def saved(file):
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def with_notes(body, footnote, endnote, box, header):
    """A Word file as Word writes one that has a footnote, an endnote, a text box and a header."""
    file = docx.Document()
    paragraph = file.add_paragraph(body)
    for name, text in (("footnote", footnote), ("endnote", endnote)):
        paragraph._p.append(parse_xml(f'<w:r {_W}><w:{name}Reference w:id="2"/></w:r>'))
        blob = (
            f'<w:{name}s {_W}><w:{name} w:id="0" w:type="separator"><w:p/></w:{name}>'
            f'<w:{name} w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{name}></w:{name}s>'
        )
        kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}s+xml"
        part = Part(PackURI(f"/word/{name}s.xml"), kind, blob.encode(), file.part.package)
        file.part.relate_to(part, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}s")
    inside = f"<w:txbxContent><w:p><w:r><w:t>{box}</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(
        parse_xml(
            f'<w:r {_W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></w:r>'
        )
    )
    file.sections[0].header.paragraphs[0].add_run(header)
    return saved(file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_any_usual_encoding(encoding):
    assert read_bytes("a.txt", TEXT.replace("\n", "\r\n").encode(encoding)).text == TEXT


def test_a_word_file_gives_paragraphs_and_tables_in_order():
    document = read_bytes("a.docx", word("招生500人。", table=[("县", "学校"), ("甲", "12"), ("合计", "12")]))
    assert document.text == "招生500人。\n县\t学校\n甲\t12\n合计\t12\n"
    (table,) = document.tables
    assert [[document.text[cell.start : cell.end] for cell in row] for row in table.rows] == [["县", "学校"], ["甲", "12"], ["合计", "12"]]


def test_tracked_changes_are_read_as_accepted():
    file = docx.Document()
    paragraph = file.add_paragraph("招生")
    paragraph._p.append(parse_xml(f'<w:del {_W} w:id="1" w:author="a"><w:r><w:delText>400</w:delText></w:r></w:del>'))
    paragraph._p.append(parse_xml(f'<w:ins {_W} w:id="2" w:author="a"><w:r><w:t>500人</w:t></w:r></w:ins>'))
    assert read_bytes("a.docx", saved(file)).text == "招生500人\n"


def test_tracked_changes_are_said():
    assert read_bytes("a.docx", word("没有修订。")).notes == ()
    file = docx.Document()
    file.add_paragraph()._p.append(parse_xml(f'<w:ins {_W} w:id="1" w:author="a"><w:r><w:t>新增5所。</w:t></w:r></w:ins>'))
    (note,) = read_bytes("a.docx", saved(file)).notes
    assert "修订" in note.zh


def test_notes_headers_and_text_boxes_are_read_behind_the_body():
    read = read_bytes("a.docx", with_notes("正文12所", "脚注34所", "尾注56所", "框内78所", "页眉90所")).text
    assert read == "正文12所\n框内78所\n脚注34所\n尾注56所\n页眉90所\n"


def test_a_markdown_table_is_held_against_its_total():
    text = "| 县 | 学校 |\n|---|---|\n| 甲 | 12 |\n| 乙 | 9 |\n| 合计 | 22 |\n"
    (finding,) = check(read_bytes("a.md", text.encode())).findings
    assert (finding.kind, finding.stated, finding.computed) == ("table_total", "22", "21")


def blank_pdf(pages):
    file = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        file.new_page(595, 842)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", blank_pdf(1), "扫描件"),
        ("a.pdf", blank_pdf(500), "扫描件"),
        ("a.pdf", b"no pdf", "打不开"),
        ("a.docx", b"PK no zip", "打不开"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(100), "密码"),
        ("a.docx", word(), "没有文字"),
        ("a.doc", b"x", "另存为"),
        ("a.txt", b"", "空"),
        ("a.txt", b"\x00\x01\x02\xff\xfe\x80", "不是文本"),
    ],
)
def test_what_cannot_be_read_is_said(name, content, said):
    with pytest.raises(Unreadable) as refused:
        read_bytes(name, content)
    assert said in refused.value.text.zh


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(Unreadable):
        read_document(tmp_path / "none.txt")


def test_a_table_in_a_table_is_read_once():
    file = docx.Document()
    outer = file.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "男生"
    outer.cell(0, 1).add_table(rows=1, cols=1).cell(0, 0).text = "女生98人"
    assert read_bytes("a.docx", saved(file)).text.count("女生98人") == 1


def test_a_word_file_that_unpacks_to_a_heap_of_marks_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:p/>" * (9 * 1024 * 1024))
    with pytest.raises(Unreadable, match="too large"):
        read_bytes("a.docx", out.getvalue())
