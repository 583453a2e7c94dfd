"""Returns, their cells and explanations."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The first tables of returns."""

    initial = True

    dependencies = (migrations.swappable_dependency(settings.AUTH_USER_MODEL),)

    operations = (
        migrations.CreateModel(
            name="Return",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region", models.CharField(max_length=100)),
                ("form", models.CharField(max_length=100)),
                ("period", models.CharField(max_length=10)),
                ("unit", models.CharField(blank=True, max_length=100)),
                ("area", models.CharField(max_length=100)),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("fingerprint", models.CharField(max_length=64)),
                ("state", models.CharField(default="draft", max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("nothing", models.BooleanField(default=False)),
                ("opens_on", models.DateField()),
                ("due_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("county_approved_at", models.DateTimeField(null=True)),
                ("commission_approved_at", models.DateTimeField(null=True)),
                ("sent_back_at", models.DateTimeField(null=True)),
                ("released_at", models.DateTimeField(null=True)),
                ("release_hash", models.CharField(blank=True, max_length=64)),
                ("release_label", models.CharField(blank=True, max_length=20)),
                (
                    "commission_approved_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "county_approved_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "sent_back_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("check_id", models.CharField(max_length=100)),
                ("table", models.CharField(max_length=50)),
                ("row", models.CharField(blank=True, max_length=50)),
                ("column", models.CharField(max_length=50)),
                ("value", models.CharField(max_length=500)),
                ("text", models.CharField(max_length=1000)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("ret", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="explanations", to="returns.return")),
            ],
        ),
        migrations.CreateModel(
            name="Cell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=50)),
                ("row", models.CharField(max_length=50)),
                ("column", models.CharField(max_length=50)),
                ("value", models.CharField(blank=True, max_length=500)),
                ("nothing", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("state", models.CharField(default="open", max_length=20)),
                ("comment", models.CharField(blank=True, max_length=1000)),
                ("commented_at", models.DateTimeField(null=True)),
                ("source", models.JSONField(null=True)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "commented_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("ret", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="cells", to="returns.return")),
            ],
        ),
        migrations.AddIndex(
            model_name="return",
            index=models.Index(fields=["region", "form", "period", "state"], name="return_board"),
        ),
        migrations.AddIndex(
            model_name="return",
            index=models.Index(fields=["region", "unit"], name="return_unit"),
        ),
        migrations.AddIndex(
            model_name="return",
            index=models.Index(fields=["region", "area"], name="return_area"),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.UniqueConstraint(fields=("region", "form", "period", "unit", "area", "revision"), name="return_once"),
        ),
        migrations.AddConstraint(
            model_name="explanation",
            constraint=models.UniqueConstraint(fields=("ret", "check_id", "table", "row", "column"), name="explanation_once"),
        ),
        migrations.AddConstraint(
            model_name="cell",
            constraint=models.UniqueConstraint(fields=("ret", "table", "row", "column"), name="cell_once"),
        ),
    )
