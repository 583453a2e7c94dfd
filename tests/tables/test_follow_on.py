"""What only follows from a file that could not be read is not reported beside it."""

from junheng import packs, tables
from junheng.examples import copy_example


def test_an_unreadable_table_of_units_is_one_issue(tmp_path):
    folder = tmp_path / "region"
    copy_example("california", folder)
    with (folder / "units.csv").open("ab") as file:
        file.write(b"\xff\xfe\x00\xff")
    report = tables.check_region(folder, packs.load("generic").vocabulary)
    assert [issue.rule for issue in report.issues] == ["encoding_wrong"]


def test_codes_that_stand_nowhere_are_reported_where_the_table_was_read(tmp_path):
    folder = tmp_path / "region"
    copy_example("california", folder)
    units = folder / "units.csv"
    units.write_text("\n".join(units.read_text(encoding="utf-8").splitlines()[:-1]) + "\n", encoding="utf-8")
    report = tables.check_region(folder, packs.load("generic").vocabulary)
    assert {issue.rule for issue in report.issues} == {"unknown_unit"}
