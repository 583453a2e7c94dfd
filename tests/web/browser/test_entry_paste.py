"""Blocks as spreadsheets put them on the clipboard: read, laid under the right heads, nothing lost without a word."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

JS = "/static/returns/js"
UNITS = {
    "yuan": {"labels": {"元": 1, "yuan": 1, "万元": 1e4, "亿元": 1e8}, "size": 1},
    "10k_yuan": {"labels": {"元": 1e-4, "万元": 1, "亿元": 1e4}, "size": 1e4},
    "m2": {"labels": {"平方米": 1, "㎡": 1, "m²": 1, "亩": 2000 / 3}, "size": 1},
    "pupil": {"labels": {"人": 1, "名": 1, "学生": 1}, "size": 1},
}


def column(name: str, unit: str | None = None, kind: str = "", **more: Any) -> dict[str, Any]:
    kind = kind or ("number" if unit else "text")
    return {"id": name, "name": {"zh": name, "en": name}, "kind": kind, "unit": unit, "nothing": False, "choices": []} | more


TABLE = {
    "id": "t",
    "free": True,
    "most": 4,
    "rows": [],
    "columns": [
        column("名称"),
        column("学生数", "pupil"),
        column("教育经费", "yuan"),
        column("捐赠", "yuan", nothing=True),
        column("面积", "m2"),
    ],
}
GRADES = {
    "id": "g",
    "free": False,
    "most": 0,
    "rows": [{"id": f"primary.{n}", "name": {"zh": f"小学 {n} 年级", "en": f"Primary, grade {n}"}} for n in (1, 2, 3)],
    "columns": [column("在校生数", "pupil")],
}


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()


def paste(page: Page, text: str, table: dict[str, Any], rows: list[str], at: tuple[int, int] = (0, 0), locked: str = "") -> dict[str, Any]:
    return page.evaluate(
        f"""async ([text, table, rows, row, column, units, locked]) => {{
            const {{ parseBlock }} = await import("{JS}/clipboard.js"), {{ planPaste }} = await import("{JS}/paste.js");
            let made = 0;
            return planPaste(parseBlock(text), {{ table, rows, at: {{ row, column }}, units, newRow: () => `new${{++made}}`,
                locked: (inRow, inColumn) => (`${{inRow}}/${{inColumn}}` === locked ? "approved" : null) }});
        }}""",
        [text, table, rows, *at, UNITS, locked],
    )


def laid(plan: dict[str, Any]) -> dict[str, str]:
    return {f"{each['row']}/{each['column']}": "无" if each["nothing"] else each["value"] for each in plan["changes"]}


def why(plan: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["text"], each["why"]) for each in plan["skipped"]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\n1\t2\r\n", [["a", "b"], ["1", "2"]]),  # the break that Excel adds at the end is no row
        ("a\r\n\r\n", [["a"], [""]]),  # but an empty cell before it is one
        ('1\t"x\r\n""y"""\r\n', [["1", 'x\n"y"']]),
        ('"half\t1', [['"half', "1"]]),
        ('5"\t6', [['5"', "6"]]),
        ("\t\r\n1\t", [["", ""], ["1", ""]]),
        ("", [[""]]),
    ],
)
def test_a_clipboard_is_read_as_rows(page: Page, text: str, rows: list[list[str]]) -> None:
    read = f"""async (text) => {{
        const {{ parseBlock, writeBlock }} = await import("{JS}/clipboard.js");
        const rows = parseBlock(text);
        return [rows, parseBlock(writeBlock(rows))];
    }}"""
    assert page.evaluate(read, text) == [rows, rows]


def test_merged_heads_units_and_totals_are_understood(page: Page) -> None:
    text = (
        "某县学校情况表\t\t\t\t\r\n"
        "名称\t学生数\t经费（万元）\t\t备注\r\n"
        "\t\t教育经费\t捐赠\t\r\n"
        "1\t2\t3\t4\t5\r\n"
        "东小学\t１００\t1.5\t2亿元\t好\r\n"
        "西小学\t200人\t3元\t无\t\r\n"
        "合计\t300\t4.5\t\t\r\n"
    )
    plan = paste(page, text, TABLE, ["0001"])
    assert plan["heads"] == 4
    assert plan["added"] == ["new1"]
    assert laid(plan) == {
        "0001/名称": "东小学",
        "0001/学生数": "100",
        "0001/教育经费": "15000",
        "0001/捐赠": "200000000",
        "new1/名称": "西小学",
        "new1/学生数": "200",
        "new1/教育经费": "3",  # the cell's own unit counts more than the head's
        "new1/捐赠": "无",
    }
    assert why(plan) == [("合计 300 4.5", "total"), ("备注", "head")]


def test_columns_are_found_by_name_in_any_order(page: Page) -> None:
    plan = paste(page, "面积（亩）\t名称\r\n3\t东小学\r\n", TABLE, [])
    assert laid(plan) == {"new1/面积": "2000", "new1/名称": "东小学"}


def test_without_heads_cells_go_where_the_cursor_stands(page: Page) -> None:
    plan = paste(page, "1\t2\r\n3\t4\t5\t6\t7\r\n", TABLE, ["a", "b"], (1, 1))
    assert laid(plan) == {"b/学生数": "1", "b/教育经费": "2", "new1/学生数": "3", "new1/教育经费": "4", "new1/捐赠": "5", "new1/面积": "6"}
    assert why(plan) == [("7", "outside")]


def test_more_rows_than_fit_and_closed_cells_are_told(page: Page) -> None:
    plan = paste(page, "甲\r\n乙\r\n丙\r\n丁\r\n戊\r\n", TABLE, ["a"], locked="a/名称")
    assert plan["added"] == ["new1", "new2", "new3"]
    assert why(plan) == [("戊", "full"), ("甲", "approved")]


def test_a_text_that_is_no_number_comes_in_as_it_is(page: Page) -> None:
    assert laid(paste(page, "甲\t约80\r\n", TABLE, [])) == {"new1/名称": "甲", "new1/学生数": "约80"}


def test_fixed_rows_are_found_by_their_names(page: Page) -> None:
    rows = [row["id"] for row in GRADES["rows"]]
    plan = paste(page, "年级\t在校生数\r\n二年级\t7\r\n小学1年级\t8\r\n四年级\t9\r\n合计\t15\r\n", GRADES, rows)
    assert laid(plan) == {"primary.2/在校生数": "7", "primary.1/在校生数": "8"}
    assert why(plan) == [("四年级 9", "row"), ("合计 15", "total")]
    assert laid(paste(page, "7\r\n\r\n9\r\n10\r\n", GRADES, rows)) == {
        "primary.1/在校生数": "7",
        "primary.2/在校生数": "",
        "primary.3/在校生数": "9",
    }


@pytest.mark.parametrize(
    ("unit", "typed", "kept"),
    [
        ("yuan", "1.2万元", "12000"),
        ("yuan", "1.2 万", "12000"),
        ("10k_yuan", "1.2万元", "1.2"),
        ("10k_yuan", "3亿", "30000"),
        ("10k_yuan", "35000元", "3.5"),
        ("yuan", "1,234.5", "1234.5"),
        ("m2", "２亩", "1333.33333333333"),
        ("m2", "2万元", "2万元"),
        ("pupil", "45人", "45"),
        ("pupil", "45个", "45个"),
        ("yuan", "无", "无"),
    ],
)
def test_an_amount_may_name_its_unit(page: Page, unit: str, typed: str, kept: str) -> None:
    read = f"""async ([column, typed, units]) => (await import("{JS}/typing.js")).typedValue(column, typed, units).value"""
    assert page.evaluate(read, [column("x", unit), typed, UNITS]) == kept
