import io
import json

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.reports import export
from junheng.reports.export import Sheet

FRAME = pl.DataFrame({"学校": ["=1+1", "实验小学", None], "value": [1.5, None, -3.0]})


def test_csv_has_no_formula_and_no_mark_unless_excel_needs_it():
    assert export.to_csv(FRAME) == "学校,value\n'=1+1,1.5\n实验小学,\n,-3.0\n".encode()
    assert export.to_csv(FRAME, for_excel=True).startswith(b"\xef\xbb\xbf")


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1), min_size=1))
def test_no_text_starts_a_formula(texts):
    safe = export.without_formulas(pl.DataFrame({"a": texts}))["a"].to_list()
    assert not any(text.startswith(export.FORMULA_STARTS) for text in safe)
    assert [
        text.removeprefix("'") if original.startswith(export.FORMULA_STARTS) else text for text, original in zip(safe, texts, strict=True)
    ] == texts


def test_workbook_keeps_notes_values_and_texts():
    book = openpyxl.load_workbook(io.BytesIO(export.to_xlsx((Sheet("balance", FRAME, "标题", ("R1",)),))))
    page = book["balance"]
    assert [page["A1"].value, page["A2"].value] == ["标题", "R1"]
    assert [cell.value for cell in page[3]] == ["学校", "value"]
    assert page["A4"].value == "'=1+1"
    assert page["A4"].data_type == "s"
    assert page["B6"].value == -3.0


def test_json_and_html_carry_every_row():
    sheet = Sheet("balance", FRAME)
    assert json.loads(export.to_json((sheet,)))["balance"]["rows"][1] == {"学校": "实验小学", "value": None}
    page = export.to_html((Sheet("a", pl.DataFrame({"x": ["<script>"]})),), language="zh").decode()
    assert "&lt;script&gt;" in page
    assert 'lang="zh-CN"' in page


def test_write_follows_the_name(tmp_path):
    two = (Sheet("a", FRAME), Sheet("b", FRAME))
    assert {p.name for p in export.write(two, tmp_path / "out", language="en")} == {"a.csv", "b.csv"}
    assert export.write(two, tmp_path / "t.xlsx", language="en")[0].stat().st_size > 0
    with pytest.raises(ValueError, match="folder"):
        export.write(two, tmp_path / "t.csv", language="en")
