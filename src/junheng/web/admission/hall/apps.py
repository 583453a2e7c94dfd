"""The draw hall as a Django app."""

from django.apps import AppConfig


class HallConfig(AppConfig):
    """Hall, notice, witness sheet, slips."""

    name = "junheng.web.admission.hall"
    label = "admission_hall"
