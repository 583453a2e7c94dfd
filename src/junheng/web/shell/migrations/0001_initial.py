"""Failures to sign in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The first table of the shell."""

    initial = True
    dependencies = ()
    operations = (
        migrations.CreateModel(
            name="FailedLogin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("username", models.CharField(max_length=150)),
                ("address", models.GenericIPAddressField()),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "indexes": [models.Index(fields=["username", "address", "at"], name="failed_login_who")],
            },
        ),
    )
