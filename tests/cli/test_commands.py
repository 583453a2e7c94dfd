"""What people type, and what a script reads from the exit code."""

import csv
import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from junheng.cli import build
from junheng.cli.app import main, take_language
from junheng.cli.console import positional
from junheng.examples import copy_example

BALANCE = "area,level,indicator,period,units,pupils,mean,cv,cv_unweighted,gini,theil_t,theil_l,threshold,meets"
UNITS = "unit,area,level,indicator,period,value,floor,share_of_floor,meets"
ADDITIONS = "area,level,indicator,period,unit,addition,total_bound,gap"


def run(*arguments, language="en"):
    return CliRunner().invoke(build(language), [str(argument) for argument in arguments])


@pytest.fixture
def california(tmp_path):
    folder = tmp_path / "california"
    copy_example("california", folder)
    return folder


def test_balance_writes_the_three_tables(california, tmp_path):
    result = run("balance", california, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    heads = {path.name: path.read_text(encoding="utf-8").splitlines()[0] for path in (tmp_path / "out").iterdir()}
    assert heads["balance.csv"] == BALANCE
    assert heads["units.csv"] == UNITS
    assert heads["additions.csv"] == ADDITIONS
    with (tmp_path / "out" / "units.csv").open(encoding="utf-8", newline="") as file:
        assert len({row["unit"] for row in csv.DictReader(file)}) == 420


def test_balance_without_out_is_read_by_people(california):
    result = run("balance", california)
    assert result.exit_code == 0, result.output
    assert "the pack states no limit" in result.output
    assert "Rows in all: balance 230" in result.output
    assert len(result.output.splitlines()) < 40


def test_balance_writes_one_file_of_the_kind_its_name_says(california, tmp_path):
    for name in ("out.xlsx", "out.json", "out.html"):
        assert run("balance", california, "--out", tmp_path / name).exit_code == 0
    assert set(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))) >= {"balance", "units", "additions"}
    assert run("balance", california, "--out", tmp_path / "out.csv").exit_code == 2


def test_balance_of_a_trade_without_pupils_says_what_there_is_instead(tmp_path):
    copy_example("science-synthetic", tmp_path / "science")
    result = run("balance", tmp_path / "science")
    assert result.exit_code == 2
    assert "counts no pupils" in " ".join(result.stderr.split())
    assert "junheng report annual-summary" in " ".join(result.stderr.split())


def test_release_verify_and_diff(california):
    assert run("release", california, "--reason", "first").exit_code == 0
    assert run("releases", "verify", california).exit_code == 0
    frozen = next((california / "releases").glob("R1-*"))
    same = run("diff", frozen, california)
    assert same.exit_code == 0
    assert "┏" not in same.output  # no tables without rows
    assert run("diff", california / "R1", california).exit_code == 0
    assert run("diff", california / "R2", california).exit_code == 2
    observations = california / "observations.csv"
    observations.write_text(
        observations.read_text(encoding="utf-8").replace("teachers,1998,10.9\n", "teachers,1998,11.9\n", 1), encoding="utf-8"
    )
    changed = run("diff", frozen, california)
    assert changed.exit_code == 1
    assert "10.9" in changed.output
    assert "11.9" in changed.output
    assert "哪一行" in run("diff", frozen, california, language="zh").output
    with (frozen / "manifest.json").open("a", encoding="utf-8") as file:
        file.write(" ")
    assert run("releases", "verify", california).exit_code == 1


@pytest.mark.parametrize("name", ["taken", "taken/below"])
def test_a_place_that_cannot_be_written_is_a_sentence(california, tmp_path, name):
    (tmp_path / "taken").write_text("", encoding="utf-8")
    result = run("balance", california, "--out", tmp_path / name)
    assert result.exit_code == 2, result.output
    assert "taken" in result.stderr
    assert "Cannot read or write" in result.stderr


@pytest.mark.parametrize("language", ["zh", "en"])
def test_several_tables_for_one_csv_file_are_refused_in_the_readers_language(california, tmp_path, language):
    result = run("diff", california, california, "--out", tmp_path / "one.csv", language=language)
    assert result.exit_code == 2, result.output
    assert {"zh": "放不进一个 CSV 文件", "en": "do not fit into one CSV file"}[language] in result.stderr


def test_a_damaged_release_is_named_and_not_a_traceback(california):
    assert run("release", california).exit_code == 0
    frozen = next((california / "releases").glob("R1-*"))
    (frozen / "manifest.json").unlink()
    for arguments in (["releases", "list", california], ["release", california]):
        result = run(*arguments)
        assert result.exit_code == 2, result.output
        assert frozen.name in result.stderr


def test_whatever_the_system_refuses_is_a_sentence(tmp_path, monkeypatch, capsys):
    def full(*arguments, **places):
        raise OSError(28, "No space left on device", str(tmp_path))

    monkeypatch.setattr("junheng.examples.copy_example", full)
    monkeypatch.setattr("sys.argv", ["junheng", "--lang", "zh", "init", str(tmp_path / "new"), "--example", "california"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "No space left on device" in capsys.readouterr().err


def test_numbers_in_tables_have_no_exponent():
    assert [positional(value) for value in (10345.6, 1234567.0, 12.345678, 0.37, 0.00005123456, 0.0)] == [
        "10346",
        "1234567",
        "12.35",
        "0.37",
        "0.00005123",
        "0",
    ]


def test_check_says_that_a_clean_region_is_clean(california):
    assert run("check", california).exit_code == 0


def test_check_finds_a_planted_error_and_leaves_the_folder_alone(california, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = sorted(p.name for p in california.iterdir())
    units = california / "units.csv"
    units.write_text(units.read_text(encoding="utf-8") + "=1+1,Bad,nowhere,district,,,,\n", encoding="utf-8")
    result = run("check", california)
    assert result.exit_code == 1
    assert "nowhere" in result.output
    assert sorted(p.name for p in california.iterdir()) == before
    assert (tmp_path / "california-checked" / "issues.csv").is_file()


def test_trace_prints_the_sum_and_the_rows(california):
    result = run("trace", california, "value:75119:elementary:teachers:1998")
    assert result.exit_code == 0, result.output
    assert "10.9" in result.output
    assert "observations.csv" in result.output


def test_a_figure_may_be_named_as_people_say_it(california):
    by_code = run("trace", california, "mean:06019:elementary:computers:1998")
    by_name = run("trace", california, "mean:Fresno:Elementary:Computers:1998")
    assert by_code.exit_code == by_name.exit_code == 0, by_name.output
    assert by_code.output == by_name.output
    assert "computers per" in by_code.output  # the unit as people say it
    wrong = run("trace", california, "cv:06019:elementary:swimming:1998")
    assert wrong.exit_code == 2
    assert "computers" in wrong.stderr  # those that there are


def test_trace_of_a_figure_without_data_says_so(tmp_path):
    copy_example("amsterdam", tmp_path / "amsterdam")
    result = run("trace", tmp_path / "amsterdam", "cv:A:elementary:teachers:2022")
    assert result.exit_code == 0, result.output
    assert "no data to compute it from" in result.output
    assert "None" not in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["balance"],
        ["balance", "nowhere"],
        ["balance", "REGION", "--pack", "nothing"],
        ["balance", "REGION", "--release", "R7"],
        ["check", "nowhere"],
        ["trace", "REGION", "cv:nothing"],
        ["packs", "show", "nothing"],
        ["releases", "verify", "REGION"],
        ["releases", "list", "nowhere"],
        ["balance", "REGION", "--pack", "education_cn/hq2017"],
        ["balance", "REGION", "--out", "out.pdf"],
        ["check", "REGION", "--out", "out.xlsx"],
        ["init", "REGION"],
        ["init", __file__],
        ["init", "new", "--example", "nothing"],
        ["nothing"],
    ],
)
def test_wrong_use_is_exit_code_2_with_a_sentence(california, arguments):
    result = run(*(california if argument == "REGION" else argument for argument in arguments))
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output


def test_a_pack_of_another_trade_is_one_sentence_with_the_packs_that_fit(california):
    result = run("check", california, "--pack", "education_cn/hq2017", language="zh")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "如“state”" in result.stderr
    assert "--pack generic/per_pupil" in result.stderr


def test_unknown_words_of_the_own_trade_are_listed(tmp_path):
    copy_example("california", tmp_path / "region")
    units = tmp_path / "region" / "units.csv"
    units.write_text(units.read_text(encoding="utf-8").replace(",district", ",distrikt", 1), encoding="utf-8")
    result = run("check", tmp_path / "region", "--out", tmp_path / "marked")
    assert result.exit_code == 1
    assert "distrikt" in result.output


def test_a_kind_of_file_that_is_not_written_makes_no_folder(california, tmp_path):
    result = run("balance", california, "--out", tmp_path / "x.pdf")
    assert result.exit_code == 2
    assert ".pdf" in result.stderr
    assert not (tmp_path / "x.pdf").exists()


def test_a_pack_that_cannot_be_read_is_named_by_its_file_alone(california, tmp_path):
    (tmp_path / "pack.toml").write_text("x = ", encoding="utf-8")
    checked = run("packs", "check", tmp_path)
    assert checked.exit_code == 1
    assert checked.output.splitlines()[0] == "pack.toml"
    used = run("balance", california, "--pack", tmp_path)
    assert used.exit_code == 2
    assert "pack.toml: " in used.stderr


def test_packs_check_passes_what_we_ship():
    assert run("packs", "check").exit_code == 0


def test_init_around_a_sheet_that_an_office_has(tmp_path):
    sheet = tmp_path / "2025-2026学年小学.csv"
    heads = "区县,学校代码,学校名称,办学类型,在校生数,专任教师数,县级以上骨干\n"
    rows = heads + "东县,0001,东一小,小学,400,25,5\n东县,0002,东二小,小学,300,20,4\n"
    sheet.write_bytes(rows.encode("gbk"))
    made = run("init", tmp_path / "东县", "--sheet", sheet, language="zh")
    assert made.exit_code == 0, made.output
    assert "1 列是按相近名称猜的：县级以上骨干。" in made.output
    assert run("check", tmp_path / "东县", "--out", tmp_path / "marked").exit_code == 1
    mapping = tmp_path / "东县" / "mapping.toml"
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("unsure = true\n", ""), encoding="utf-8")
    checked = run("check", tmp_path / "东县", "--out", tmp_path / "marked")
    assert checked.exit_code == 0, checked.output
    assert run("balance", tmp_path / "东县").exit_code == 0


def test_a_sheet_that_cannot_be_read_makes_no_folder(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 damaged")
    assert run("init", tmp_path / "new", "--sheet", tmp_path / "a.xlsx").exit_code == 1
    assert run("init", tmp_path / "new", "--sheet", tmp_path / "none.xlsx").exit_code == 2
    assert not (tmp_path / "new").exists()


def test_init_makes_a_folder_that_check_reads(tmp_path):
    assert run("init", tmp_path / "region", language="zh").exit_code == 0
    assert (tmp_path / "region" / "datapackage.json").exists()
    assert list((tmp_path / "region").rglob("*.xlsx"))
    assert "Traceback" not in run("check", tmp_path / "region", "--out", tmp_path / "marked").output


def test_each_language_speaks_only_itself():
    chinese = [character for character in run("--help", language="en").output if "一" <= character <= "鿿"]
    assert chinese == []
    assert "均衡" in run("--help", language="zh").output


def test_the_language_may_stand_anywhere():
    assert take_language(["--lang", "zh", "packs", "list"]) == ("zh", ["packs", "list"])
    assert take_language(["packs", "list", "--lang=en"]) == ("en", ["packs", "list"])
    with pytest.raises(ValueError, match="fr"):
        take_language(["--lang", "fr"])


def test_importing_the_package_loads_nothing_heavy():
    imports = "import sys, junheng, junheng.tables, junheng.packs, junheng.engines.balance"
    code = f"{imports}; print([m for m in ('django', 'numba', 'openpyxl') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
