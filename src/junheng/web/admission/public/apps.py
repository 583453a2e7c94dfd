"""The public pages of draws as a Django app."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """What the public sees and says."""

    name = "junheng.web.admission.public"
    label = "admission_public"

    def ready(self) -> None:
        """Join the palette and the start page."""
        from junheng.language import Text
        from junheng.web.admission.public.attention import notices
        from junheng.web.shell import attention, pages

        attention.register(notices)

        pages.register(
            pages.Page("draws:list", Text("抽签公示", "Public draws")),
            pages.Page("draws:receipt", Text("异议答复", "Answer to an objection")),
        )
