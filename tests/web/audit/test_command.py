"""`junheng audit`: exit 0 where nothing is wrong, 1 with findings, 2 for wrong use; and it changes nothing by looking."""

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from junheng.cli import build


@pytest.fixture
def run(database, monkeypatch):
    monkeypatch.setenv("JUNHENG_HOME", "")  # `--home` sets it; put back after the test

    def command(*arguments, language="en"):
        return CliRunner().invoke(build(language), ["audit", *arguments, "--home", str(database.path.parent)])

    return command


def today():
    return timezone.localdate().isoformat()


def last(database):
    with database.theirs() as raw:
        return raw.execute("SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1").fetchone()


def test_verify_says_that_nothing_is_wrong(run, database):
    result = run("verify", "--head", last(database)[1])
    assert (result.exit_code, "the data is as they say" in result.output) == (0, True), result.output


def test_verify_says_what_is_wrong_and_leaves_it(run, database):
    with database.theirs() as raw:
        raw.execute("DROP TRIGGER audit_people_assignment_update")
    for _ in range(2):
        result = run("verify", language="zh")
        assert result.exit_code == 1
        assert "表 people_assignment 的触发器被删除或改动过" in result.output


def test_verify_compares_the_hash_of_a_notice(run):
    result = run("verify", "--head", "0" * 64)
    assert result.exit_code == 1
    assert "is not in the log" in result.output


def test_head_prints_the_last_hash_of_a_day(run, database):
    seq, hash_ = last(database)
    for arguments in ((), ("--day", today())):
        result = run("head", *arguments)
        assert result.exit_code == 0, result.output
        assert f"number {seq}\nSHA-256 {hash_}" in result.output
    assert run("head", "--day", "2001-01-01").exit_code == 2


def test_accept_wants_a_reason(run):
    assert run("accept", "--reason", " ").exit_code == 2
    assert run("accept", "--reason", "a disk was restored").exit_code == 0


def test_a_folder_without_a_site(tmp_path, monkeypatch):
    monkeypatch.setenv("JUNHENG_HOME", "")
    assert CliRunner().invoke(build("en"), ["audit", "verify", "--home", str(tmp_path)]).exit_code == 2
