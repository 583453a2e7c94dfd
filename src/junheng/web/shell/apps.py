"""The shell as a Django app."""

from django.apps import AppConfig

from junheng.language import Text


class ShellConfig(AppConfig):
    """Start page and frame."""

    name = "junheng.web.shell"
    label = "shell"

    def ready(self) -> None:
        """Let templates pass a `Text` to ``|text``; they would call it, for it is callable, and show nothing. Join the palette."""
        from junheng.web.shell import jump, pages

        Text.do_not_call_in_templates = True
        pages.register(
            pages.Page("start", Text("首页", "Start page")),
            pages.Page("quick_check:start", Text("快速体检", "Quick check")),
            pages.Page("account", Text("我的账号：角色、密码、登录", "Your account: roles, password, sessions")),
            pages.Page("keys", Text("快捷键", "Keyboard")),
        )
        jump.register(pages.entries, place=0)
