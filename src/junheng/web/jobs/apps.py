"""Long work as a Django app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Jobs and their pages."""

    name = "junheng.web.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Learn the kinds of job that the apps state, and join the palette."""
        from junheng.web.jobs.entries import entries
        from junheng.web.shell import jump

        autodiscover_modules("long_work")
        jump.register(entries)
