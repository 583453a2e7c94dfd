"""A town with one release, a planner of it, and a plan of three items."""

import os
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from junheng.packs import load
from junheng.releases import freeze
from junheng.tables import read_region
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role
from junheng.web.plans.figures import figures_of
from junheng.web.plans.models import Plan

from ..data import town_files

PLAN = """教育年度计划

一、均衡发展

1、新建小学3所,改造校舍12万平方米。

2、加强督导。

二、信息化

3、实现生机比达到14:1。
"""
NEW = "/plans/town/new/"


def days():
    """A plan in whose middle today is."""
    today = timezone.localdate()
    return {"begins": (today - timedelta(days=100)).isoformat(), "due": (today + timedelta(days=100)).isoformat()}


def figure(kind="mean", indicator="sports_area"):
    """What a target is tied to."""
    return next(address for address in figures_of("town") if address.startswith(f"{kind}:") and f":{indicator}" in address)


@pytest.fixture
def town(tmp_path, monkeypatch, db):
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    found = town_files.write(tmp_path / "regions" / "town")
    freeze(read_region(found, load("education_cn/hq2017").vocabulary), found, reason="the first")
    return found


@pytest.fixture
def planner(town):
    return signed_in("planner", Role.PLANNER)


def signed_in(name, role, area=""):
    user = User.objects.create_user(name)
    Assignment.objects.create(user=user, role=role, region="town", area=area)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def county(town):
    """Somebody of county 01."""
    return signed_in("county", Role.COUNTY, "01")


@pytest.fixture
def plan(planner):
    """The plan of three items, begun by its planner."""
    answer = planner.post(NEW, {"title": "教育年度计划", "text": PLAN, **days()})
    assert answer.status_code == 302
    return Plan.objects.get()
