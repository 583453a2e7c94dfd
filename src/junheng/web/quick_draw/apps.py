"""Quick draw as a Django app."""

from django.apps import AppConfig


class QuickDrawConfig(AppConfig):
    """The second door."""

    name = "junheng.web.quick_draw"
    label = "quick_draw"

    def ready(self) -> None:
        """Join the palette."""
        from junheng.language import Text
        from junheng.web.shell import pages

        pages.register(pages.Page("quick_draw:start", Text("现场抽签", "Quick draw")))
