"""The Reports workspace as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SummariesConfig(AppConfig):
    """Summaries from templates."""

    name = "junheng.web.summaries"
    label = "summaries"

    def ready(self) -> None:
        """Join the top bar and the palette."""
        from junheng.web.access import scope_of
        from junheng.web.people.roles import Right
        from junheng.web.shell import jump, workspaces
        from junheng.web.summaries.entries import entries

        jump.register(entries)
        workspaces.register(
            workspaces.Workspace(
                name=_("Reports"),
                url_name="summaries:list",
                key="r",
                purpose=_("Summaries whose figures come from a release and lead back to its rows: web page, Word, PDF."),
                open_to=lambda request: scope_of(request).has(Right.WRITE_REPORTS),
                place=35,
            )
        )
