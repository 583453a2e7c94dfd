"""The audit log as a Django app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Triggers, entries and their pages."""

    name = "junheng.web.audit"
    label = "audit"

    def ready(self) -> None:
        """Lend the functions to every connection, and look after the triggers at every migration."""
        from django.contrib.auth.signals import user_logged_in, user_logged_out
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_migrate, pre_migrate

        from junheng.web.audit import functions, installing, looks

        autodiscover_modules("audited")
        connection_created.connect(functions.on_connect, dispatch_uid="junheng.audit")
        pre_migrate.connect(installing.before_migration, sender=self)
        post_migrate.connect(installing.after_migration, sender=self)
        user_logged_in.connect(looks.on_login, dispatch_uid="junheng.audit")
        user_logged_out.connect(looks.on_logout, dispatch_uid="junheng.audit")
        _join_the_shell()


def _join_the_shell() -> None:
    from junheng.web.access import scope_of
    from junheng.web.audit.entries import entries
    from junheng.web.audit.seeing import regions_of
    from junheng.web.shell import jump, workspaces

    workspaces.register(
        workspaces.Workspace(
            name=_("Audit"),
            url_name="audit:search",
            key="a",
            purpose=_("Who wrote what and when, who saw personal data, and the hashes that prove that nothing was changed since."),
            open_to=lambda request: bool(regions_of(scope_of(request))),
            place=90,
        )
    )
    jump.register(entries)
