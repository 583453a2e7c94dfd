"""Jobs and their log."""

from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import CASCADE, SET_NULL

from junheng.web.jobs.models import SentenceField


class Migration(migrations.Migration):
    """The first tables of long work."""

    initial = True
    dependencies = (migrations.swappable_dependency(settings.AUTH_USER_MODEL),)
    operations = (
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=50)),
                ("arguments", models.JSONField()),
                ("user", models.ForeignKey(settings.AUTH_USER_MODEL, SET_NULL, null=True, related_name="jobs")),
                ("region", models.CharField(blank=True, max_length=100)),
                ("once_key", models.CharField(max_length=200, null=True)),
                ("state", models.CharField(default="queued", max_length=10)),
                ("submitted_at", models.DateTimeField(auto_now_add=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("owner", models.CharField(blank=True, max_length=100)),
                ("attempt", models.PositiveIntegerField(default=0)),
                ("lease_until", models.DateTimeField(null=True)),
                ("interruptions", models.PositiveSmallIntegerField(default=0)),
                ("cancel_asked_at", models.DateTimeField(null=True)),
                ("cancelled_by", models.ForeignKey(settings.AUTH_USER_MODEL, SET_NULL, null=True, related_name="+")),
                ("final", models.BooleanField(default=False)),
                ("done", models.PositiveBigIntegerField(null=True)),
                ("done_before", models.PositiveBigIntegerField(default=0)),
                ("total", models.PositiveBigIntegerField(null=True)),
                ("message", SentenceField(null=True)),
                ("checkpoint", models.JSONField(null=True)),
                ("result", models.JSONField(null=True)),
                ("cause", SentenceField(null=True)),
                ("details", models.TextField(blank=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "id"], name="job_state"),
                    models.Index(fields=["region", "id"], name="job_region"),
                ],
                "constraints": [models.UniqueConstraint(fields=("kind", "once_key"), name="job_once")],
            },
        ),
        migrations.CreateModel(
            name="LogLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("job", models.ForeignKey("jobs.job", CASCADE, related_name="lines")),
                ("attempt", models.PositiveIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("sentence", SentenceField()),
            ],
            options={"ordering": ("id",)},
        ),
    )
