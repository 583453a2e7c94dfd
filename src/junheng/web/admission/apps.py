"""The Admission workspace as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdmissionConfig(AppConfig):
    """Draws and classes."""

    name = "junheng.web.admission"
    label = "admission"

    def ready(self) -> None:
        """Join the top bar, the palette and the start page."""
        from junheng.web.access import scope_of
        from junheng.web.admission.attention import count, notices
        from junheng.web.admission.entries import entries
        from junheng.web.people.roles import Right
        from junheng.web.shell import attention, jump, workspaces

        jump.register(entries)
        attention.register(notices)
        workspaces.register(
            workspaces.Workspace(
                name=_("Admission"),
                url_name="admission:list",
                key="z",
                purpose=_("Seal a list, draw classes or an order of families by public numbers, and publish what anyone can check."),
                open_to=lambda request: scope_of(request).has(Right.SEE_DRAWS),
                place=25,
                waiting=count,
            )
        )
