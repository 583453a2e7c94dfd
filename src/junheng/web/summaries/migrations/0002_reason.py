"""Why what is doubtful or typed by hand stays in a final summary."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column more."""

    dependencies = (("summaries", "0001_initial"),)

    operations = (
        migrations.AddField("summary", "reason", models.CharField(blank=True, default="", max_length=500), preserve_default=False),
    )
