"""Triggers around migrations, and what is found where they were off."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.db import connection

from junheng.web.audit import installing, things, verifying
from junheng.web.audit.models import Entry
from junheng.web.audit.verifying import Kind, verify
from junheng.web.people.models import Assignment

A_PLAN = [(SimpleNamespace(app_label="people", name="0009_more"), False)]


def since(seq):
    return [(entry.action, entry.table, entry.key) for entry in Entry.objects.filter(seq__gt=seq).order_by("seq")]


@pytest.fixture
def rows(db):
    user = User.objects.create(username="li")
    return Assignment.objects.bulk_create(Assignment(user=user, role="school", region="town", area="01", unit=f"S{n}") for n in range(3))


def sound():
    raw = connection.connection
    return [*verifying.chain(raw), *verifying.triggers(raw), *verifying.rows(raw), *verifying.found_before(raw)] == []


def test_nothing_is_written_where_nothing_is_to_be_done(rows):
    last = Entry.objects.latest("seq").seq
    installing.before_migration("default", plan=[])
    installing.after_migration("default")
    assert since(last) == []


def test_a_migration_that_changes_rows_and_columns_is_accounted_for(rows):
    last = Entry.objects.latest("seq").seq
    installing.before_migration("default", plan=A_PLAN)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE auth_user DROP COLUMN last_name")  # SQLite refuses it where a trigger reads the column
        cursor.execute("ALTER TABLE auth_user ADD COLUMN last_name text NOT NULL DEFAULT ''")
        cursor.execute("UPDATE people_assignment SET role = 'county' WHERE id = %s", [rows[0].pk])
        cursor.execute("DELETE FROM people_assignment WHERE id = %s", [rows[1].pk])
    installing.after_migration("default")
    assert sorted(since(last)) == [
        ("close", "", ""),
        ("migrate", "people_assignment", str(rows[0].pk)),
        ("migrate", "people_assignment", str(rows[1].pk)),
        ("open", "", ""),
    ]
    assert '"migrations":["people.0009_more"]' in Entry.objects.filter(action="open").latest("seq").after
    assert sound()


def test_a_new_column_is_in_the_log_of_every_row(rows):
    installing.before_migration("default", plan=A_PLAN)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE people_assignment ADD COLUMN note text NOT NULL DEFAULT 'x'")
    installing.after_migration("default")
    assert [entry.became["note"] for entry in Entry.objects.filter(action="migrate", table="people_assignment")] == ["x"] * 3
    assert sound()


def test_a_migration_that_was_interrupted_goes_on(rows):
    installing.before_migration("default", plan=A_PLAN)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_assignment SET role = 'county' WHERE id = %s", [rows[0].pk])
    assert [finding.kind for finding in verifying.triggers(connection.connection)] == [Kind.TRIGGER]
    installing.before_migration("default", plan=A_PLAN)
    installing.after_migration("default")
    assert not Entry.objects.filter(action="found").exists()
    assert sound()


def test_what_was_written_before_a_migration_is_not_put_on_its_account(rows):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER audit_people_assignment_update")
        cursor.execute("UPDATE people_assignment SET role = 'county' WHERE id = %s", [rows[0].pk])
    installing.before_migration("default", plan=A_PLAN)
    installing.after_migration("default")
    assert [entry.key for entry in Entry.objects.filter(action="found")] == [str(rows[0].pk)]
    assert '"found_off":["people_assignment"]' in Entry.objects.filter(action="open").latest("seq").after


def test_a_migration_puts_lost_guards_on_again_and_tells(rows):
    with connection.cursor() as cursor:
        cursor.execute("DROP VIEW audit_write")
    installing.before_migration("default", plan=A_PLAN)
    installing.after_migration("default")
    assert '"found_off":["audit_entry"]' in Entry.objects.filter(action="open").latest("seq").after


def start(database):
    environment = os.environ | {"JUNHENG_HOME": os.fspath(database.path.parent)}
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=environment, check=True)


def test_putting_triggers_on_again_does_not_hide_what_was_written_without_them(database):
    with database.theirs() as raw:
        raw.execute("DROP TRIGGER audit_people_assignment_update")
        raw.execute("DROP TRIGGER audit_people_assignment_rekey")
        raw.execute("UPDATE people_assignment SET role = 'administrator' WHERE id = 3")
    start(database)
    assert [(finding.kind, finding.key) for finding in verify(database.path)] == [(Kind.FOUND, "3"), (Kind.FOUND, "")]
    verifying.accept(database.path, "asked Li, corrected the role")
    assert verify(database.path) == ()
    with database.theirs() as raw:
        action, context = raw.execute("SELECT action, context FROM audit_entry ORDER BY seq DESC LIMIT 1").fetchone()
    assert action == "accept"
    assert "asked Li" in context


def test_dropped_guards_are_put_on_again_and_told(database):
    with database.theirs() as raw:
        raw.execute("DROP TRIGGER audit_entry_delete")
        raw.execute("DROP VIEW audit_write")
    start(database)
    assert [(finding.kind, finding.key) for finding in verify(database.path)] == [(Kind.FOUND, "")]


def test_a_dropped_log_is_found(database):
    with database.theirs() as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit%'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("DELETE FROM audit_entry")
    assert database.kinds() == {Kind.CUT, Kind.HEAD, Kind.TRIGGER, Kind.ROW}


def test_a_change_of_what_is_recorded_is_no_finding(rows, monkeypatch):
    monkeypatch.setitem(things._things, "people_assignment", things.Thing("people_assignment", fleeting=frozenset({"unit"})))
    raw = connection.connection
    assert [(finding.kind, finding.table) for finding in [*verifying.triggers(raw), *verifying.rows(raw)]] == [
        (Kind.TRIGGER, "people_assignment")
    ]
    installing.before_migration("default", plan=A_PLAN)
    installing.after_migration("default")
    assert not Entry.objects.filter(action="found").exists()
    assert Entry.objects.filter(action="migrate", table="people_assignment").count() == 3
    assert sound()
