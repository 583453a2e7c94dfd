"""Figure check as a Django app."""

from django.apps import AppConfig


class FigureCheckConfig(AppConfig):
    """The third door."""

    name = "junheng.web.figure_check"
    label = "figure_check"
