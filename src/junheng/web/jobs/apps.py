"""Long work as a Django app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Jobs and their pages."""

    name = "junheng.web.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Learn the kinds of job that the apps state."""
        autodiscover_modules("long_work")
