"""The Plans workspace as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    """Plans and their items."""

    name = "junheng.web.plans"
    label = "plans"

    def ready(self) -> None:
        """Join the top bar, the palette and the start page."""
        from junheng.web.access import scope_of
        from junheng.web.people.roles import Right
        from junheng.web.plans.attention import notices
        from junheng.web.plans.entries import entries
        from junheng.web.shell import attention, jump, workspaces

        attention.register(notices)
        jump.register(entries)
        workspaces.register(
            workspaces.Workspace(
                name=_("Plans"),
                url_name="plans:list",
                key="p",
                purpose=_("The year's items with their targets: who leads, how far it is, what is late."),
                open_to=lambda request: scope_of(request).has(Right.SEE_PLANS),
                place=15,
            )
        )
