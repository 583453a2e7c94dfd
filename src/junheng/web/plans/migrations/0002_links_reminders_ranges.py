"""Links and reminders of items, ranges of targets, plans that were begun by mistake or twice."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """More of items, targets and plans."""

    dependencies = (("plans", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL))

    operations = (
        migrations.AddField(model_name="plan", name="left_out", field=models.JSONField(default=list)),
        migrations.AddField(model_name="plan", name="once", field=models.UUIDField(null=True, unique=True)),
        migrations.AddField(model_name="plan", name="withdrawn", field=models.CharField(blank=True, max_length=300)),
        migrations.AddField(model_name="target", name="high", field=models.DecimalField(decimal_places=6, max_digits=24, null=True)),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=200)),
                ("reference", models.CharField(max_length=500)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="links", to="plans.item"),
                ),
            ],
            options={"ordering": ("pk",)},
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("office", models.CharField(blank=True, max_length=100)),
                ("words", models.CharField(max_length=300)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="plans.item"),
                ),
            ],
            options={"ordering": ("-at", "-pk")},
        ),
    )
