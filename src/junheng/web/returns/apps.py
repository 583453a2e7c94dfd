"""Returns as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from junheng.language import Text


class ReturnsConfig(AppConfig):
    """Forms to fill in and their way to a release."""

    name = "junheng.web.returns"
    label = "returns"

    def ready(self) -> None:
        """Join the top bar and the palette."""
        from junheng.web.access import scope_of
        from junheng.web.people.roles import Right
        from junheng.web.returns.attention import count, notices
        from junheng.web.returns.entries import found
        from junheng.web.shell import attention, jump, pages, workspaces

        pages.register(
            pages.Page(
                "returns:board",
                Text("填报进度：谁迟了、卡在哪一步", "Board of returns: who is late, and where each waits"),
                of_a_region=True,
            ),
            pages.Page("returns:open", Text("下达填报任务", "Open returns"), of_a_region=True),
            pages.Page("returns:forms", Text("填报表样", "Forms")),
        )
        jump.register_search(found)
        attention.register(notices)
        workspaces.register(
            workspaces.Workspace(
                name=_("Returns"),
                url_name="returns:list",
                key="f",
                purpose=_("Fill in what is due, see what was sent back and what waits for whom."),
                open_to=lambda request: scope_of(request).has(Right.SEE_RETURNS),
                place=15,
                waiting=count,
            )
        )
