"""Whatever is done to the database file behind the log's back is found."""

import hashlib
import sqlite3

import pytest

from junheng.web.audit.chain import FIELDS, seal
from junheng.web.audit.verifying import Kind, verify

GUARDS = ("audit_entry_insert", "audit_entry_update", "audit_entry_delete")


def unguarded(raw):
    """Take the guards off the log, as somebody with the file can; `guarded` puts the same back."""
    texts = [raw.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()[0] for name in GUARDS]
    for name in GUARDS:
        raw.execute(f"DROP TRIGGER {name}")
    return texts


def guarded(raw, texts):
    for text in texts:
        raw.execute(text)


def tamper(database, *statements):
    with database.theirs() as raw:
        texts = unguarded(raw)
        for statement in statements:
            raw.execute(statement)
        guarded(raw, texts)


def unnoticed_in_table(database, table, *statements):
    """Write to a table with its triggers off, and put the same back."""
    with database.theirs() as raw:
        triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", [table]).fetchall()
        for name, _text in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            raw.execute(statement)
        for _name, text in triggers:
            raw.execute(text)


def rechain(database, first):
    """Seal everything from an entry on anew, as somebody who knows the rule can."""
    with database.theirs() as raw:
        texts = unguarded(raw)
        previous = raw.execute("SELECT hash FROM audit_entry WHERE seq = ?", [first - 1]).fetchone()[0]
        for (seq,) in raw.execute("SELECT seq FROM audit_entry WHERE seq >= ? ORDER BY seq", [first]).fetchall():
            raw.execute("UPDATE audit_entry SET previous = ? WHERE seq = ?", [previous, seq])
            previous = seal(*raw.execute(f"SELECT {', '.join(FIELDS)} FROM audit_entry WHERE seq = ?", [seq]).fetchone())
            raw.execute("UPDATE audit_entry SET hash = ? WHERE seq = ?", [previous, seq])
        guarded(raw, texts)


def last(database):
    with database.theirs() as raw:
        return raw.execute("SELECT MAX(seq) FROM audit_entry").fetchone()[0]


def test_nothing_is_wrong_where_nobody_tampered(database):
    assert verify(database.path) == ()


@pytest.mark.parametrize("column", [*FIELDS[1:-1], "hash"])
def test_a_changed_entry_is_found(database, column):
    tamper(database, f"UPDATE audit_entry SET {column} = 'x' WHERE seq = 5")
    assert Kind.CHANGED in {finding.kind for finding in verify(database.path) if finding.seq == 5}


def test_a_changed_entry_whose_hash_was_made_to_fit_is_found(database):
    with database.theirs() as raw:
        texts = unguarded(raw)
        raw.execute("UPDATE audit_entry SET actor = 'user:9' WHERE seq = 5")
        fitting = seal(*raw.execute(f"SELECT {', '.join(FIELDS)} FROM audit_entry WHERE seq = 5").fetchone())
        raw.execute("UPDATE audit_entry SET hash = ? WHERE seq = 5", [fitting])
        guarded(raw, texts)
    assert {(finding.kind, finding.seq) for finding in verify(database.path)} == {(Kind.ORDER, 6)}


def test_a_removed_entry_is_found(database):
    tamper(database, "DELETE FROM audit_entry WHERE seq = 5")
    assert {(finding.kind, finding.seq) for finding in verify(database.path)} >= {(Kind.REMOVED, 5)}


def test_a_removed_entry_is_found_after_the_others_moved_up(database):
    tamper(database, "DELETE FROM audit_entry WHERE seq = 5", "UPDATE audit_entry SET seq = seq - 1 WHERE seq > 5")
    assert database.kinds() >= {Kind.CHANGED, Kind.ORDER, Kind.HEAD}


def test_two_entries_in_each_others_place_are_found(database):
    tamper(
        database,
        "UPDATE audit_entry SET seq = -1 WHERE seq = 5",
        "UPDATE audit_entry SET seq = 5 WHERE seq = 6",
        "UPDATE audit_entry SET seq = 6 WHERE seq = -1",
    )
    assert {(finding.kind, finding.seq) for finding in verify(database.path)} >= {(Kind.ORDER, 5), (Kind.ORDER, 6), (Kind.ORDER, 7)}


def test_a_forged_entry_in_the_middle_is_found(database):
    tamper(
        database,
        "UPDATE audit_entry SET seq = -seq - 1 WHERE seq > 5",
        "UPDATE audit_entry SET seq = -seq WHERE seq < 0",
        "INSERT INTO audit_entry SELECT 6, at, actor, context, table_name, key, action, region, person, before, after, hash, hash "
        "FROM audit_entry WHERE seq = 5",
    )
    assert database.kinds() >= {Kind.CHANGED, Kind.HEAD}


def test_a_cut_tail_is_found_by_the_numbers_given_the_rows_and_the_noted_head(database):
    tamper(database, f"DELETE FROM audit_entry WHERE seq > {last(database) - 2}")
    assert database.kinds() == {Kind.CUT, Kind.HEAD, Kind.ROW}


def test_a_cut_tail_is_found_where_the_numbers_were_set_back_and_nothing_was_noted(database):
    cut = last(database) - 2
    (database.path.parent / "audit-heads.txt").write_text("")
    tamper(database, f"DELETE FROM audit_entry WHERE seq > {cut}", f"UPDATE sqlite_sequence SET seq = {cut} WHERE name = 'audit_entry'")
    found = {(finding.kind, finding.key) for finding in verify(database.path)}
    assert found == {(Kind.ROW, "5"), (Kind.ROW, "10")}


def test_a_chain_sealed_anew_is_found_by_the_noted_head(database):
    tamper(database, "UPDATE audit_entry SET actor = 'user:9' WHERE seq = 5")
    rechain(database, 5)
    assert database.kinds() == {Kind.HEAD}


def test_a_missing_file_of_heads_and_a_changed_one_are_found(database):
    heads = database.path.parent / "audit-heads.txt"
    heads.write_text("hello\n")
    assert database.kinds() == {Kind.HEAD}
    heads.unlink()
    assert database.kinds() == {Kind.HEAD}


@pytest.mark.parametrize("name", ["audit_people_assignment_update", "audit_auth_user_delete", "audit_entry_delete", "audit_write_insert"])
def test_a_dropped_trigger_is_found(database, name):
    with database.theirs() as raw:
        raw.execute(f"DROP TRIGGER {name}")
    assert database.kinds() == {Kind.TRIGGER}


def test_an_altered_trigger_is_found(database):
    with database.theirs() as raw:
        name = "audit_people_assignment_update"
        text = raw.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()[0]
        raw.execute(f"DROP TRIGGER {name}")
        raw.execute(text.replace("BEGIN", "AND NEW.id <> 5 BEGIN"))
    assert database.kinds() == {Kind.TRIGGER}


@pytest.mark.parametrize("table", ["people_assignment", "audit_entry", "django_session"])
def test_a_trigger_that_is_not_ours_is_found(database, table):
    with database.theirs() as raw:
        raw.execute(f"CREATE TRIGGER mine AFTER INSERT ON {table} BEGIN SELECT 1; END")
    assert database.kinds() == {Kind.TRIGGER}


@pytest.mark.parametrize(
    ("statement", "key"),
    [
        ("UPDATE people_assignment SET role = 'administrator' WHERE id = 3", "3"),
        ("DELETE FROM people_assignment WHERE id = 3", "3"),
        ("INSERT INTO people_assignment (id, role, region, area, unit, user_id) VALUES (99, 'administrator', 'town', '', '', 1)", "99"),
        ("INSERT INTO people_assignment (id, role, region, area, unit, user_id) VALUES (10, 'school', 'town', '01', 'S10', 1)", "10"),
    ],
    ids=["changed", "removed", "added", "brought back"],
)
def test_a_row_written_while_the_triggers_were_off_is_found(database, statement, key):
    unnoticed_in_table(database, "people_assignment", statement)
    assert [(finding.kind, finding.table, finding.key) for finding in verify(database.path)] == [(Kind.ROW, "people_assignment", key)]


def test_a_password_set_while_the_triggers_were_off_is_found(database):
    unnoticed_in_table(database, "auth_user", "UPDATE auth_user SET password = 'mine' WHERE id = 1")
    assert [(finding.kind, finding.key) for finding in verify(database.path)] == [(Kind.ROW, "1")]


def test_the_chain_can_be_recomputed_by_anyone(database):
    with database.theirs() as raw:
        previous = "0" * 64
        for entry in raw.execute("SELECT * FROM audit_entry ORDER BY seq"):
            *texts, stated = entry
            assert texts[-1] == previous
            lines = "\n".join("" if text is None else str(text) for text in texts)
            previous = hashlib.sha256(lines.encode("utf-8")).hexdigest()
            assert stated == previous


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'x'",
        "DELETE FROM audit_entry",
        "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE seq = 5",
        "UPDATE OR REPLACE audit_entry SET seq = 3 WHERE seq = 4",
        f"INSERT INTO audit_entry SELECT seq + 100, {', '.join(FIELDS[1:])}, hash FROM audit_entry WHERE seq = 5",
    ],
)
def test_the_log_refuses_changes_on_any_connection(database, statement):
    with database.theirs() as raw, pytest.raises(sqlite3.IntegrityError, match="the audit log only grows"):
        raw.execute(statement)
    assert verify(database.path) == ()
