"""Draws and what was done to them."""

import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import CASCADE, PROTECT, SET_NULL

import junheng.web.admission.models


class Migration(migrations.Migration):
    """The first tables of the workspace."""

    initial = True
    dependencies = (migrations.swappable_dependency(settings.AUTH_USER_MODEL),)
    operations = (
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=junheng.web.admission.models.new_key, max_length=22, unique=True)),
                ("region", models.CharField(max_length=100)),
                ("area", models.CharField(blank=True, max_length=100)),
                ("unit", models.CharField(blank=True, max_length=100)),
                ("kind", models.CharField(default="classes", max_length=12)),
                ("title", models.CharField(max_length=200)),
                ("state", models.CharField(default="draft", max_length=12)),
                ("version", models.PositiveIntegerField(default=1)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("lists", models.JSONField(default=dict)),
                ("register_name", models.CharField(blank=True, max_length=200)),
                ("register", models.TextField(blank=True)),
                ("reasons", models.JSONField(default=dict)),
                ("rules", models.TextField(blank=True)),
                ("seals_text", models.TextField(blank=True)),
                ("certificate", models.TextField(blank=True)),
                ("previous", models.ForeignKey("admission.draw", PROTECT, null=True, related_name="following")),
                ("chances", models.JSONField(null=True)),
                ("synthetic", models.BooleanField(default=False)),
                ("created_by", models.ForeignKey(settings.AUTH_USER_MODEL, SET_NULL, null=True, related_name="+")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sealed_at", models.DateTimeField(null=True)),
                ("drawn_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("publication_until", models.DateField(null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=500)),
                ("keep_until", models.DateField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("-pk",),
                "indexes": [models.Index(fields=["region", "state"], name="draw_region"), models.Index(fields=["unit"], name="draw_unit")],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("draw", models.ForeignKey("admission.draw", CASCADE, related_name="steps")),
                ("user", models.ForeignKey(settings.AUTH_USER_MODEL, SET_NULL, null=True, related_name="+")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("deed", models.CharField(max_length=12)),
                ("about", models.CharField(blank=True, max_length=300)),
                ("detail", models.CharField(blank=True, max_length=500)),
            ],
            options={"ordering": ("pk",)},
        ),
    )
