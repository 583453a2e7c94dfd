"""Objections and the time to answer them."""

import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import CASCADE, SET_NULL

import junheng.web.admission.public.models


class Migration(migrations.Migration):
    """The first tables of the public pages."""

    initial = True
    dependencies = (("admission", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL))
    operations = (
        migrations.CreateModel(
            name="TimeLimit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("days", models.PositiveSmallIntegerField()),
                ("source", models.CharField(max_length=200)),
                ("draw", models.OneToOneField(on_delete=CASCADE, related_name="time_limit", to="admission.draw")),
            ],
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("receipt", models.CharField(default=junheng.web.admission.public.models.new_receipt, max_length=19, unique=True)),
                ("public_code", models.CharField(max_length=64)),
                ("text", models.TextField()),
                ("text_sha256", models.CharField(max_length=64)),
                ("contact", models.CharField(blank=True, max_length=200)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("shown_question", models.TextField(blank=True)),
                ("shown_answer", models.TextField(blank=True)),
                ("answered_by", models.ForeignKey(null=True, on_delete=SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("draw", models.ForeignKey(on_delete=CASCADE, related_name="objections", to="admission.draw")),
            ],
            options={
                "ordering": ("pk",),
                "constraints": (models.UniqueConstraint(fields=["draw", "public_code", "text_sha256"], name="objection_once"),),
            },
        ),
    )
