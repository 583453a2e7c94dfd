"""Quick draw as a Django app."""

from django.apps import AppConfig


class QuickDrawConfig(AppConfig):
    """The second door."""

    name = "junheng.web.quick_draw"
    label = "quick_draw"
