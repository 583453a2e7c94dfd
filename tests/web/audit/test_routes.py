"""Every write is in the log, whatever route it took, and none gets around it."""

import sqlite3

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.db.models import Max

from junheng.web.audit import functions, verifying
from junheng.web.audit.acting import acting, because
from junheng.web.audit.models import Entry
from junheng.web.audit.tables import audited
from junheng.web.people.models import Assignment

pytestmark = pytest.mark.django_db


@pytest.fixture
def log():
    """The entries that the test makes: the log only grows, so those of tests that really wrote stay in it."""
    before = Entry.objects.aggregate(Max("seq"))["seq__max"] or 0
    return lambda table="people_assignment": Entry.objects.filter(table=table, seq__gt=before).order_by("seq")


@pytest.fixture
def entries(log):
    return lambda table="people_assignment": [(entry.action, entry.key, entry.actor) for entry in log(table)]


def an_assignment(user, unit="S1"):
    return Assignment(user=user, role="school", region="town", area="01", unit=unit)


@pytest.fixture
def li():
    return User.objects.create(username="li")


@pytest.fixture(autouse=True)
def at_work():
    with acting("test"):
        yield


@pytest.fixture(autouse=True)
def accounted_for(at_work):
    """After each test, every row is as its last entry says and every entry as its hash says."""
    yield
    connection.ensure_connection()
    assert list(verifying.chain(connection.connection)) == []
    assert list(verifying.rows(connection.connection)) == []


def test_save_and_delete(li, log, entries):
    row = an_assignment(li)
    row.save()
    row.role = "county"
    row.save()
    row.delete()
    assert [action for action, *_ in entries()] == ["insert", "update", "delete"]
    insert, update, delete = log()
    assert insert.before is None
    assert insert.after == (f'{{"area":"01","id":{insert.key},"region":"town","role":"school","unit":"S1","user_id":{li.pk}}}')
    assert (update.was["role"], update.became["role"], update.changed) == ("school", "county", ("role",))
    assert delete.before == update.after
    assert delete.after is None
    assert {(entry.region, entry.person) for entry in (insert, update, delete)} == {("town", str(li.pk))}


def test_bulk_create_update_and_delete_of_many(li, entries):
    rows = Assignment.objects.bulk_create(an_assignment(li, f"S{n}") for n in range(300))
    for row in rows:
        row.role = "county"
    Assignment.objects.bulk_update(rows, ["role"])
    Assignment.objects.update(role="expert")
    Assignment.objects.all().delete()
    assert [action for action, *_ in entries()] == ["insert"] * 300 + ["update"] * 600 + ["delete"] * 300
    assert {key for _, key, _ in entries()} == {str(row.pk) for row in rows}


def test_bulk_create_over_rows_that_are_there(li, entries):
    an_assignment(li).save()
    again = an_assignment(li)
    Assignment.objects.bulk_create([again], ignore_conflicts=True)
    Assignment.objects.bulk_create(
        [again], update_conflicts=True, unique_fields=["user", "role", "region", "area", "unit"], update_fields=["role"]
    )
    assert [action for action, *_ in entries()] == ["insert", "update"]


def test_raw_sql(li, entries):
    row = an_assignment(li)
    row.save()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_assignment SET role = 'county'")
        cursor.execute("DELETE FROM people_assignment")
    assert [action for action, *_ in entries()] == ["insert", "update", "delete"]


def test_raw_sql_that_replaces_a_row(li, entries):
    an_assignment(li).save()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO people_assignment (role, region, area, unit, user_id) VALUES ('school', 'town', '01', 'S1', %s)",
            [li.pk],
        )
    assert sorted(action for action, *_ in entries()) == ["delete", "insert", "insert"]


def test_a_row_that_gets_another_key(li, entries):
    row = an_assignment(li)
    row.save()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_assignment SET id = 4711")
    assert [(action, key) for action, key, _ in entries()][1:] == [("delete", str(row.pk)), ("insert", "4711")]


def test_what_goes_with_a_row_and_rows_in_between(li, entries):
    an_assignment(li).save()
    group = Group.objects.create(name="g")
    li.groups.add(group)
    li.delete()
    assert [action for action, *_ in entries()] == ["insert", "delete"]
    assert [action for action, *_ in entries("auth_user_groups")] == ["insert", "delete"]


def test_a_write_that_is_taken_back_leaves_no_entry(li, entries):
    with transaction.atomic():
        an_assignment(li).save()
        assert entries() != []
        transaction.set_rollback(True)
    assert entries() == []


def test_the_values_of_a_database_are_kept_exactly(li):
    li.first_name = '李 "quoted"\n\x00\u2028 \\ \U0001f600'
    li.email = ""
    li.save()
    became = Entry.objects.filter(table="auth_user").latest("seq").became
    assert became["first_name"] == li.first_name
    assert became["email"] == ""
    assert became["is_active"] == 1


def test_secrets_are_kept_as_fingerprints(li):
    li.set_password("never typed")
    li.save()
    # The log only grows, and a database may give a number twice: the newest two are this person's.
    last, first = Entry.objects.filter(table="auth_user", person=str(li.pk)).order_by("-seq")[:2]
    assert last.changed == ("password",)
    assert last.became["password"].startswith("sha256:")
    assert li.password not in "".join(f"{entry.before}{entry.after}" for entry in (first, last))


def test_who_and_why(li):
    with acting(li, way="command"), because("wrong school"):
        an_assignment(li).save()
    entry = Entry.objects.latest("seq")
    assert entry.actor == f"user:{li.pk}"
    assert entry.circumstances == {"name": "li", "reason": "wrong school", "way": "command"}
    an_assignment(li, "S2").save()
    assert Entry.objects.latest("seq").actor == "program:test"


def test_every_table_of_ours_is_audited():
    connection.ensure_connection()
    covered = {table.name for table in audited(connection.connection)}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if model._meta.app_config.name.startswith("junheng.") and model._meta.app_label != "audit":
            assert table in covered
    assert {"auth_user", "mfa_authenticator", "usersessions_usersession"} <= covered
    assert not {"django_session", "audit_entry", "cache"} & covered


@pytest.mark.parametrize("statement", ["INSERT INTO {table} DEFAULT VALUES", "UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_a_connection_of_another_program_cannot_write(database, statement, at_work):
    connection.ensure_connection()
    for table in audited(connection.connection):
        with sqlite3.connect(database.path) as raw, pytest.raises(sqlite3.OperationalError, match="no such function: junheng_"):
            raw.execute(statement.format(table=f'"{table.name}"'))


def test_a_connection_that_brings_functions_of_its_own_is_recorded(database):
    """It can lie about who it is, but not about what it does."""
    with database.theirs() as raw:
        functions.register(raw)
        raw.create_function("junheng_actor", 0, lambda: "user:1")
        raw.execute("UPDATE people_assignment SET role = 'administrator' WHERE id = 3")
        actor, key = raw.execute("SELECT actor, key FROM audit_entry ORDER BY seq DESC LIMIT 1").fetchone()
    assert (actor, key) == ("user:1", "3")
    assert verifying.verify(database.path) == ()


def test_a_second_connection_with_the_functions_is_recorded_in_the_same_chain(database):
    with database.ours() as first, database.ours() as second:
        first.execute("UPDATE people_assignment SET role = 'county' WHERE id = 1")
        second.execute("UPDATE people_assignment SET role = 'county' WHERE id = 2")
        first.execute("UPDATE people_assignment SET role = 'county' WHERE id = 3")
    assert verifying.verify(database.path) == ()
