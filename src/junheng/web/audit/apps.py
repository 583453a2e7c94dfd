"""The audit log as a Django app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


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
