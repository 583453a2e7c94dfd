"""`junheng returns`: what is written, what is refused, and the exit code that a script reads."""

import io

import openpyxl
import pytest
from typer.testing import CliRunner

from junheng.cli import build
from junheng.web.returns.models import Cell, Return

pytestmark = pytest.mark.django_db
YEARLY = "balance_yearly"


@pytest.fixture
def run(home):
    def command(*arguments, language="en"):
        return CliRunner().invoke(build(language), ["returns", *(str(argument) for argument in arguments)], env={"COLUMNS": "200"})

    return command


@pytest.fixture
def template(run, tmp_path):
    """The template of S1 for 2026, as a file and as a workbook to change."""
    run("open", YEARLY, "2026")
    file = tmp_path / "年报.xlsx"
    made = run("template", YEARLY, "--unit", "S1", "--out", file)
    assert made.exit_code == 0, made.output
    return file, openpyxl.load_workbook(file)


def filled(template, **cells):
    file, book = template
    for cell, value in cells.items():
        book.worksheets[1][cell] = value
    book.save(file)
    return file


def test_forms_are_listed_in_the_readers_language(run):
    assert "balance_yearly  Yearly table of schools' conditions" in run("list").output
    assert "义务教育学校办学条件年报表" in run("list", language="zh").output


def test_opening_twice_opens_once(run):
    assert run("open", YEARLY, "2026").output.startswith("7 returns opened")
    assert run("open", YEARLY, "2026").output.startswith("0 returns opened")


def test_a_template_is_made_filled_in_and_read_back(run, template):
    done = run("import", filled(template, B6=31, B7="３２"))
    assert done.exit_code == 0, done.output
    assert "returns/balance_yearly/S1/2026: 2 cells written" in done.output
    assert dict(Cell.objects.values_list("row", "value")) == {"primary.1": "31", "primary.2": "32"}
    assert set(Cell.objects.values_list("changed_by", flat=True)) == {None}


def test_what_is_still_to_be_done_is_counted(run, template):
    done = run("import", filled(template, B6=31), language="zh")
    assert "写入 1 格；还有 16 处须改正，1 处须说明" in done.output


def test_the_newest_period_is_meant_unless_one_is_named(run, tmp_path):
    for period in ("2026", "2027"):
        run("open", YEARLY, period)
    newest, named = tmp_path / "newest.xlsx", tmp_path / "named.xlsx"
    assert "S1/2027" in run("template", YEARLY, "--unit", "S1", "--out", newest).output
    assert "S1/2026" in run("template", YEARLY, "--unit", "S1", "--period", "2026", "--out", named).output


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"B6": "=1+1"}, "B6: This cell is a formula"),
        ({"B6": "约 80"}, "B6:"),
        ({"B6": 5, "H30": "忘了"}, "H30: This cell is outside the form"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_is_written(run, template, cells, said):
    done = run("import", filled(template, **cells))
    assert done.exit_code == 1
    assert said in done.output
    assert "nothing was written" in done.output
    assert not Cell.objects.exists()


def test_a_submitted_return_takes_no_template(run, template):
    Return.objects.update(state="submitted")
    done = run("import", filled(template, B6=31))
    assert done.exit_code == 2
    assert "closed" in done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("open", "no_such_form", "2026"), "no_such_form"),
        (("open", YEARLY, "2026-09"), "write it as 2025"),
        (("open", YEARLY, "2026", "--region", "elsewhere"), "elsewhere"),
        (("template", YEARLY, "--unit", "S1", "--out", "a.xlsx"), "open it first"),
        (("template", YEARLY, "--unit", "NOBODY", "--out", "a.xlsx"), "NOBODY has no return"),
        (("import", "not there.xlsx"), "not there.xlsx"),
    ],
)
def test_wrong_use_is_told(run, arguments, said):
    done = run(*arguments)
    assert done.exit_code == 2, done.output
    assert said in done.output
    assert not Return.objects.exists()


def test_what_is_no_template_is_refused(run, template, tmp_path):
    other = io.BytesIO()
    openpyxl.Workbook().save(other)
    for content, said in ((b"not a workbook", "does not open"), (other.getvalue(), "no template from this system")):
        (tmp_path / "a.xlsx").write_bytes(content)
        done = run("import", tmp_path / "a.xlsx")
        assert done.exit_code == 2
        assert said in done.output


def test_a_place_that_cannot_be_written_is_a_sentence(run, template, tmp_path, capsys, monkeypatch):
    from junheng.cli.app import main

    monkeypatch.setattr("sys.argv", ["junheng", "--lang", "en", "returns", "template", YEARLY, "--unit", "S1", "--out", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert str(tmp_path) in capsys.readouterr().err


def test_status_counts_each_step(run, template):
    Return.objects.filter(unit="S1").update(state="submitted")
    Return.objects.update(due_at="2020-01-01T00:00:00Z")
    lines = [line for line in run("status").output.splitlines() if YEARLY in line]
    assert [cell.strip() for cell in lines[0].strip("│").split("│")] == [YEARLY, "2026", "6", "1", "0", "0", "0", "6", "0"]
