"""People as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from junheng.language import Text


class PeopleConfig(AppConfig):
    """Roles, invitations, sessions."""

    name = "junheng.web.people"
    label = "people"

    def ready(self) -> None:
        """Join the top bar and the palette."""
        from junheng.web.access import scope_of
        from junheng.web.people.roles import Right
        from junheng.web.shell import pages, workspaces

        pages.register(
            pages.Page("people:add", Text("添加人员", "Add a person")),
            pages.Page("people:import", Text("批量添加人员", "Add people from a sheet")),
            pages.Page("people:rights", Text("各角色的权限", "Rights of each role")),
        )
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
