"""The table of entries. Its guards and the triggers of all other tables are put on after each migration (`installing`)."""

from django.db import migrations, models

TABLE = """
CREATE TABLE audit_entry (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    context TEXT NOT NULL,
    table_name TEXT NOT NULL,
    key TEXT NOT NULL,
    action TEXT NOT NULL,
    region TEXT NOT NULL,
    person TEXT NOT NULL,
    before TEXT,
    after TEXT,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_entry_row ON audit_entry (table_name, key, seq);
CREATE INDEX audit_entry_actor ON audit_entry (actor, seq);
CREATE INDEX audit_entry_person ON audit_entry (person, seq) WHERE person <> '';
CREATE INDEX audit_entry_at ON audit_entry (at);
CREATE INDEX audit_entry_look ON audit_entry (seq) WHERE action = 'look';
"""


def create(apps: object, schema_editor: object) -> None:  # noqa: ARG001 (Django's signature)
    """Make the table; another database than SQLite needs its own text here and in `triggers`."""
    if schema_editor.connection.vendor != "sqlite":
        raise NotImplementedError(f"the audit log has no triggers for {schema_editor.connection.vendor} yet")
    for statement in filter(str.strip, TABLE.split(";")):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """The audit log cannot be migrated away: it only grows."""

    initial = True
    dependencies = ()
    operations = (
        migrations.RunPython(create),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.TextField()),
                ("actor", models.TextField()),
                ("context", models.TextField()),
                ("table", models.TextField(db_column="table_name")),
                ("key", models.TextField()),
                ("action", models.TextField()),
                ("region", models.TextField()),
                ("person", models.TextField()),
                ("before", models.TextField(null=True)),
                ("after", models.TextField(null=True)),
                ("previous", models.TextField()),
                ("hash", models.TextField()),
            ],
            options={"db_table": "audit_entry", "managed": False},
        ),
    )
