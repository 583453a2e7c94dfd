"""The Monitor workspace as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from junheng.language import Text


class MonitorConfig(AppConfig):
    """Region, indicator, unit, map, trace."""

    name = "junheng.web.monitor"
    label = "monitor"

    def ready(self) -> None:
        """Join the top bar and the palette."""
        from junheng.web.access import scope_of
        from junheng.web.monitor.entries import entries
        from junheng.web.people.roles import Right
        from junheng.web.shell import jump, pages, workspaces

        pages.register(
            pages.Page("monitor:units", Text("学校一览", "All units"), of_a_region=True),
            pages.Page("monitor:map", Text("地图", "Map"), of_a_region=True),
            pages.Page("monitor:needs", Text("达标至少需要多少", "What it takes to comply"), of_a_region=True),
        )
        workspaces.register(
            workspaces.Workspace(
                name=_("Monitor"),
                url_name="monitor:start",
                key="m",
                purpose=_("See what complies, what does not and what moved; every figure leads to the rows that it came from."),
                open_to=lambda request: scope_of(request).has(Right.SEE_FIGURES),
                place=20,
            )
        )
        jump.register(entries)
