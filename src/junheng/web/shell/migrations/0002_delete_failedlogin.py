"""Failures to sign in are kept by people now."""

from django.db import migrations


class Migration(migrations.Migration):
    """Drop the table."""

    dependencies = (("shell", "0001_initial"),)
    operations = (migrations.DeleteModel(name="FailedLogin"),)
