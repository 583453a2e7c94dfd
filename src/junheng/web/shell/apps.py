"""The shell as a Django app."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """Start page and frame."""

    name = "junheng.web.shell"
    label = "shell"
