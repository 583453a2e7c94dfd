"""Long work as a Django app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from junheng.language import Text


class JobsConfig(AppConfig):
    """Jobs and their pages."""

    name = "junheng.web.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Learn the kinds of job that the apps state, and join the palette."""
        from junheng.web.jobs.entries import found
        from junheng.web.shell import jump, pages

        autodiscover_modules("long_work")
        pages.register(pages.Page("jobs:list", Text("后台任务", "Long work")))
        jump.register_search(found)
