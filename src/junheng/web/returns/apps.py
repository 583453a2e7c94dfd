"""Returns as a Django app."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Forms to fill in and their way to a release."""

    name = "junheng.web.returns"
    label = "returns"
