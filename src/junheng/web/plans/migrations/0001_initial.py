"""The tables of plans."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Plans, items, targets, reports, steps."""

    initial = True

    dependencies = (migrations.swappable_dependency(settings.AUTH_USER_MODEL),)

    operations = (
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=20)),
                ("section", models.CharField(blank=True, max_length=300)),
                ("title", models.CharField(max_length=500)),
                ("text", models.TextField()),
                ("lead", models.CharField(blank=True, max_length=100)),
                ("helpers", models.CharField(blank=True, max_length=300)),
                ("due", models.DateField(null=True)),
                ("budget", models.CharField(blank=True, max_length=100)),
                ("stopped", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ("place",),
            },
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("title", models.CharField(max_length=200)),
                ("done_on", models.DateField(null=True)),
                ("item", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="nodes", to="plans.item")),
            ],
            options={
                "ordering": ("day", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region", models.CharField(max_length=100)),
                ("title", models.CharField(max_length=200)),
                ("begins", models.DateField()),
                ("due", models.DateField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.AddField(
            model_name="item",
            name="plan",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="items", to="plans.plan"),
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.DecimalField(decimal_places=6, max_digits=24)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("comparison", models.CharField(max_length=8)),
                ("words", models.CharField(max_length=300)),
                ("confirmed", models.BooleanField(null=True)),
                ("figure", models.CharField(blank=True, max_length=200)),
                ("item", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="targets", to="plans.item")),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("value", models.DecimalField(decimal_places=6, max_digits=24)),
                ("words", models.CharField(max_length=1000)),
                ("evidence", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("item", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="plans.item")),
                (
                    "target",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="plans.target"),
                ),
            ],
            options={
                "ordering": ("day", "pk"),
            },
        ),
    )
