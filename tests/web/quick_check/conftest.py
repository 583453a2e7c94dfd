"""A school table that fits in the head: three primary schools of one county, by the 2017 standard."""

import io

import pytest

HEADS = (
    "区县", "学校代码", "学校名称", "办学类型", "在校生数（人）", "高于规定学历教师数", "县级以上骨干教师数", "体育、艺术专任教师数",
    "教学及辅助用房面积（平方米）", "体育运动场馆面积（平方米）", "教学仪器设备值（万元）", "网络多媒体教室（间）",
)  # fmt: skip
ROWS = (
    ("东县", "5101040001", "甲小学", "小学", 400, 20, 5, 4, 2000, 4000, 100, 12),
    ("东县", "5101040002", "乙小学", "小学", 500, 25, 6, 5, 2500, 4000, 120, 15),
    ("东县", "5101040003", "丙小学", "小学", 600, 30, 3, 6, 3000, 1200, 150, 15),  # 3 backbone teachers for 6, 2 m² for 7.5
)


@pytest.fixture
def rows() -> list[list[object]]:
    return [list(HEADS), *map(list, ROWS)]


def as_csv(rows: list[list[object]], encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join(",".join(str(cell) for cell in row) for row in rows).encode(encoding)


def as_xlsx(rows: list[list[object]]) -> bytes:
    """With a title over all columns, as offices write it."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("小学")
        sheet.merge_range(0, 0, 0, len(rows[0]) - 1, "东县小学办学条件（2025—2026学年）")
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row)
    return content.getvalue()
