"""The public pages of draws as a Django app."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """What the public sees and says."""

    name = "junheng.web.admission.public"
    label = "admission_public"
