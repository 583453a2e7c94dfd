"""The shell as a Django app."""

from django.apps import AppConfig

from junheng.language import Text


class ShellConfig(AppConfig):
    """Start page and frame."""

    name = "junheng.web.shell"
    label = "shell"

    def ready(self) -> None:
        """Let templates pass a `Text` to ``|text``; they would call it, for it is callable, and show nothing."""
        Text.do_not_call_in_templates = True
