"""`junheng figures check`: exit codes, JSON, files."""

import hashlib
import json

import docx
import pytest
from typer.testing import CliRunner

from junheng.cli.app import build

SOUND = "招生500人，其中男生260人，女生240人。\n"
HARMED = "招生500人，其中男生260人，女生260人。\n"


def run(*arguments, language="zh"):
    return CliRunner().invoke(build(language), list(map(str, arguments)))


@pytest.fixture
def harmed(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(HARMED, encoding="utf-8")
    return path


def test_exit_codes(tmp_path, harmed):
    sound = tmp_path / "b.txt"
    sound.write_text(SOUND, encoding="utf-8")
    assert [run("figures", "check", path).exit_code for path in (sound, harmed, tmp_path / "none.txt")] == [0, 1, 2]


def test_json_has_the_members_of_the_contract(harmed):
    found = json.loads(run("figures", "check", harmed, "--json").stdout)
    assert found["text_sha256"] == hashlib.sha256(HARMED.encode()).hexdigest()
    assert [HARMED[one["start"] : one["end"]] for one in found["figures"]] == ["500人", "260人", "260人"]
    assert {"start", "end", "text", "value", "unit", "kind", "approx", "period", "subject"} <= set(found["figures"][0])
    (finding,) = found["findings"]
    assert set(finding) == {"kind", "severity", "start", "end", "sentence", "stated", "computed", "explanation"}
    assert (finding["severity"], finding["stated"], finding["computed"]) == ("error", "500人", "520人")


def test_a_range_has_both_ends(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("安排10%~15%。", encoding="utf-8")
    (one,) = json.loads(run("figures", "check", path, "--json").stdout)["figures"]
    assert (one["value"], one["value_high"], one["unit"]) == (10, 15, "%")


def test_the_commented_word_file_and_the_list(tmp_path, harmed):
    file = docx.Document()
    file.add_paragraph(HARMED)
    file.save(tmp_path / "a.docx")
    assert run("figures", "check", tmp_path / "a.docx", "--out", tmp_path / "out" / "b.docx").exit_code == 1
    assert len(list(docx.Document(tmp_path / "out" / "b.docx").comments)) == 1
    assert run("figures", "check", harmed, "--out", tmp_path / "list.xlsx").exit_code == 1
    assert (tmp_path / "list.xlsx").is_file()
    assert run("figures", "check", harmed, "--out", tmp_path / "c.docx").exit_code == 2
