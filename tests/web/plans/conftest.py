"""A town with one release, a planner of it, and a plan of three items."""

import os

import pytest
from django.contrib.auth.models import User
from django.test import Client

from junheng.packs import load
from junheng.releases import freeze
from junheng.tables import read_region
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

from ..data import town_files

PLAN = """教育年度计划

一、均衡发展

1、新建小学3所,改造校舍12万平方米。

2、加强督导。

二、信息化

3、实现生机比达到14:1。
"""


@pytest.fixture
def town(tmp_path, monkeypatch, db):
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    found = town_files.write(tmp_path / "regions" / "town")
    freeze(read_region(found, load("education_cn/hq2017").vocabulary), found, reason="the first")
    return found


@pytest.fixture
def planner(town):
    user = User.objects.create_user("planner")
    Assignment.objects.create(user=user, role=Role.PLANNER, region="town")
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client
