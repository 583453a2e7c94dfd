"""Drafts and what was done to them."""

from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import CASCADE, SET_NULL


class Migration(migrations.Migration):
    """The first tables of the workspace."""

    initial = True
    dependencies = (("jobs", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL))
    operations = (
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region", models.CharField(max_length=100)),
                ("state", models.CharField(default="open", max_length=12)),
                ("created_by", models.ForeignKey(settings.AUTH_USER_MODEL, SET_NULL, null=True, related_name="+")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("job", models.ForeignKey("jobs.job", SET_NULL, null=True, related_name="+")),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("release", models.CharField(blank=True, max_length=40)),
            ],
            options={"ordering": ("-pk",), "indexes": [models.Index(fields=["region", "state"], name="draft_region")]},
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("draft", models.ForeignKey("data.draft", CASCADE, related_name="steps")),
                ("user", models.ForeignKey(settings.AUTH_USER_MODEL, SET_NULL, null=True, related_name="+")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("deed", models.CharField(max_length=12)),
                ("about", models.CharField(blank=True, max_length=300)),
                ("detail", models.CharField(blank=True, max_length=500)),
            ],
            options={"ordering": ("pk",)},
        ),
    )
