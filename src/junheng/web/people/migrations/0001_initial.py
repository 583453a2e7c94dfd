"""Roles by place."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The first table of people."""

    initial = True
    dependencies = (migrations.swappable_dependency(settings.AUTH_USER_MODEL),)
    operations = (
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=20)),
                ("region", models.CharField(max_length=100)),
                ("area", models.CharField(blank=True, max_length=100)),
                ("unit", models.CharField(blank=True, max_length=100)),
                (
                    "user",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="assignments", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "role", "region", "area", "unit"), name="assignment_once")],
                "indexes": [models.Index(fields=["region", "area", "unit"], name="assignment_where")],
            },
        ),
    )
