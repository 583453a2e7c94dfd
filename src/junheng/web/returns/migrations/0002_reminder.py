"""Reminders of returns that are not in."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table of its own: a return is reminded of more than once."""

    dependencies = (("returns", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL))

    operations = (
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.CharField(max_length=40)),
                ("text", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("ret", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="returns.return")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("ret", "batch"), name="reminder_once")]},
        ),
    )
