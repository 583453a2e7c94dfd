"""The Data workspace as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DataConfig(AppConfig):
    """Drafts, releases, differences."""

    name = "junheng.web.data"
    label = "data"

    def ready(self) -> None:
        """Join the top bar and the palette."""
        from junheng.web.access import scope_of
        from junheng.web.data.entries import entries
        from junheng.web.people.roles import Right
        from junheng.web.shell import jump, workspaces

        workspaces.register(
            workspaces.Workspace(
                name=_("Data"),
                url_name="data:start",
                key="d",
                purpose=_(
                    "Send files, see what is wrong at the very cells, and freeze a release; what changed, and every release that there is."
                ),
                open_to=lambda request: scope_of(request).has(Right.SEE_DATA),
                place=10,
            )
        )
        jump.register(entries)
