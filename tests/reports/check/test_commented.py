"""The Word file back with comments: its text as it was, a comment at each figure."""

import io
import re

import docx

from junheng.reports.check import check
from junheng.reports.check.commented import commented
from junheng.reports.check.readers.reading import read_bytes

from .test_readers import saved, with_notes, word

HARMED = "共有学校305所，其中小学200所，初中100所，高中15所。入学率从85.3%提高到88.1%，提高2.8%。"


def test_each_finding_has_a_comment_at_its_figure():
    content = word("开头。", HARMED, table=[("县", "数"), ("甲", "1"), ("乙", "2"), ("合计", "4")])
    checked = check(read_bytes("a.docx", content))
    marked = commented(content, checked.findings, language="zh")
    assert read_bytes("a.docx", marked).text == checked.document.text
    comments = list(docx.Document(io.BytesIO(marked)).comments)
    assert len(comments) == len(checked.findings) == 3
    assert {"305所", "2.8%", "4"} == {_commented(marked, comment.comment_id) for comment in comments}


def test_a_figure_over_several_runs():
    file = docx.Document()
    paragraph = file.add_paragraph("共有学校3")
    paragraph.add_run("0").bold = True
    paragraph.add_run("5所，其中小学200所，初中100所，高中15所。")
    content = saved(file)
    checked = check(read_bytes("a.docx", content))
    marked = commented(content, checked.findings, language="en")
    assert read_bytes("a.docx", marked).text == checked.document.text
    assert _commented(marked, 0) == "305所"


def test_a_figure_in_a_note_a_header_or_a_box_is_told_at_its_mark():
    content = with_notes(
        "正文。", HARMED, "无。", "共有教师120人，其中男50人，女80人。", "共有班级90个，其中小学60个，初中20个，高中20个。"
    )
    checked = check(read_bytes("a.docx", content))
    marked = commented(content, checked.findings, language="zh")
    assert read_bytes("a.docx", marked).text == checked.document.text
    said = [comment.text for comment in docx.Document(io.BytesIO(marked)).comments]
    assert len(said) == len(checked.findings) == 4
    assert {one.stated for one in checked.findings} == {re.search("“(.+?)”", text)[1] for text in said}


def _commented(content, number):
    """The text between the marks of a comment."""
    body = docx.Document(io.BytesIO(content)).element.body
    inside, text = False, ""
    for element in body.iter():
        name = element.tag.rpartition("}")[2]
        if name in ("commentRangeStart", "commentRangeEnd") and next(iter(element.attrib.values())) == str(number):
            inside = name == "commentRangeStart"
        elif name == "t" and inside:
            text += element.text or ""
    return text
