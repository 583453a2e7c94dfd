"""Returns as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReturnsConfig(AppConfig):
    """Forms to fill in and their way to a release."""

    name = "junheng.web.returns"
    label = "returns"

    def ready(self) -> None:
        """Join the top bar."""
        from junheng.web.access import scope_of
        from junheng.web.people.roles import Right
        from junheng.web.shell import workspaces

        workspaces.register(
            workspaces.Workspace(
                name=_("Returns"),
                url_name="returns:list",
                key="f",
                purpose=_("Fill in what is due, see what was sent back and what waits for whom."),
                open_to=lambda request: scope_of(request).has(Right.SEE_RETURNS),
                place=15,
            )
        )
