"""Summaries of the demo: the annual ones of the synthetic city's education and science bureaus, as their templates write them."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse

from junheng.language import Text
from junheng.packs import load, report_templates
from junheng.web import regions
from junheng.web.audit.acting import acting, because
from junheng.web.people.roles import Role
from junheng.web.shell.demo import CITY, DEMO_USER, SCIENCE, Look
from junheng.web.summaries import changing
from junheng.web.summaries.models import Summary
from junheng.web.summaries.written import written

_PLANNER = f"{DEMO_USER}-{Role.PLANNER}"
_TEMPLATE = "annual-summary"


def stage() -> None:
    """Make them where they are not there yet; the demo's planner must be there."""
    planner = get_user_model().objects.filter(username=_PLANNER).first()
    for region in (CITY, SCIENCE):
        loaded = regions.region(region)
        if planner is None or loaded is None or not loaded.releases or Summary.objects.filter(region=region).exists():
            continue
        newest = loaded.releases[-1]
        template = report_templates(load(newest.description.pack or "").name)[_TEMPLATE]
        fields = {"region": region, "template": template, "release": newest.label, "release_hash": newest.hash}
        document = written(Summary(**fields)).document
        with transaction.atomic(), acting(planner), because("演示数据 demonstration"):
            changing.begin(planner, **fields, area="", period=document.period, title=document.title)


def where_to_look() -> Mapping[str, tuple[Look, ...]]:
    """User name → where to look."""
    looks = tuple(
        Look(summary.get_absolute_url(), Text(f"{summary.title}：每个数字都可追溯", f"{summary.title}: every figure with its trace"))
        for summary in Summary.objects.filter(region__in=(CITY, SCIENCE)).order_by("pk")
    )
    return {_PLANNER: (*looks, Look(reverse("summaries:list"), Text("全部报告", "All reports")))} if looks else {}
