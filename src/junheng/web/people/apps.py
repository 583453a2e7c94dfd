"""People as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Roles, invitations, sessions."""

    name = "junheng.web.people"
    label = "people"

    def ready(self) -> None:
        """Join the top bar."""
        from junheng.web.access import scope_of
        from junheng.web.people.roles import Right
        from junheng.web.shell import workspaces

        workspaces.register(
            workspaces.Workspace(
                name=_("People"),
                url_name="people:list",
                key="u",
                purpose=_("Who works here, in which role and where; invite, reset, deactivate."),
                open_to=lambda request: scope_of(request).has(Right.SEE_PEOPLE),
                place=80,
            )
        )
