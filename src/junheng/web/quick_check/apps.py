"""Quick check as a Django app."""

from django.apps import AppConfig


class QuickCheckConfig(AppConfig):
    """The first door."""

    name = "junheng.web.quick_check"
    label = "quick_check"
