"""A file of changes of schools comes in like any other: problems at their cells, and what it does to the counties."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile

from junheng.web.data.checking import checked

from .test_draft import text_of

HEAD = "学校（机构）代码,变动日期,变动类型,原所在地区代码,并入学校代码\n"


def changes(rows):
    return SimpleUploadedFile("学校变动.csv", (HEAD + rows).encode())


def test_changes_are_known_by_their_heads_and_move_the_counties(chief, sent):
    draft = sent(changes("S4 小学,2025/9/1,划转,东县,\nS1,2026-08-31,撤销,,\n"))
    resource = json.loads((draft.folder / "datapackage.json").read_text(encoding="utf-8"))["resources"][-1]
    assert resource["junheng"] == {"table": "unit_changes"}
    assert not checked(draft).issues
    page = text_of(chief.get(f"/data/town/draft/{draft.pk}/difference/"))
    assert "New: S4 小学 moved from 东县 to 西县 on 2025-09-01." in page
    assert "New: S1 小学 closed on 2026-08-31." in page
    figures = chief.get(f"/data/town/draft/{draft.pk}/difference/?show=figures&format=csv").content.decode()
    rows = [line.split(",") for line in figures.splitlines()[1:]]
    assert {(row[0], row[3]) for row in rows} == {("东县", "2024"), ("西县", "2024")}
    assert [row[5:7] for row in rows if row[1] == "Sports area" and row[4] == "Units"] == [["3.0", "4.0"], ["3.0", "2.0"]]


def test_what_cannot_be_is_shown_at_its_cell(chief, sent):
    draft = sent(changes("S4,2026-09-01,并入,,S4\nS5,2024-03-01,撤销,,\n"))
    assert sorted((issue.rule, issue.place.row) for issue in checked(draft).issues) == [
        ("successor_itself", 2),
        *[("unit_not_there", 7)] * 4,
    ]
    page = text_of(chief.get(f"/data/town/draft/{draft.pk}/issues/"))
    assert "S5 小学 closed on 2024-03-01. So there is no unit “S5” in 2024" in page
