"""People as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Roles, invitations, sessions."""

    name = "junheng.web.people"
    label = "people"
