"""The chain over what happened: a table that is only ever added to, on both databases."""

from django.db import migrations, models

SQLITE = [
    """
    CREATE TRIGGER seal_no_update BEFORE UPDATE ON audit_seal
    BEGIN SELECT RAISE(ABORT, 'seals of the audit are never changed'); END
    """,
    """
    CREATE TRIGGER seal_no_delete BEFORE DELETE ON audit_seal
    BEGIN SELECT RAISE(ABORT, 'seals of the audit are never deleted'); END
    """,
]
POSTGRESQL = [
    """
    CREATE TRIGGER seal_no_change BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()
    """,
]
UNDO = {
    "sqlite": ["DROP TRIGGER seal_no_update", "DROP TRIGGER seal_no_delete"],
    "postgresql": ["DROP TRIGGER seal_no_change ON audit_seal"],
}


def forbid(apps, schema_editor):
    statements = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for statement in statements:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0009_actions_live_in_the_code")]
    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("position", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("event_id", models.BigIntegerField(unique=True)),
                ("head", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "seal of the audit",
                "verbose_name_plural": "seals of the audit",
                "ordering": ["position"],
            },
        ),
        migrations.RunPython(forbid, allow),
    ]
