"""Lists as a Django app."""

from django.apps import AppConfig


class TablesConfig(AppConfig):
    """What every list of the site can do."""

    name = "junheng.web.tables"
    label = "tables"
