"""The demo's summaries: begun once, of both regions, each opening where its login is sent."""

import os

import pytest
from django.contrib.auth.models import User
from django.test import Client

from junheng.examples import copy_example
from junheng.packs import load
from junheng.releases import freeze
from junheng.tables import describe, read_region
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role
from junheng.web.shell.demo import SCIENCE
from junheng.web.summaries.demo import stage, where_to_look
from junheng.web.summaries.models import Summary


@pytest.fixture
def planner(tmp_path, monkeypatch, db):
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    folder = tmp_path / "regions" / SCIENCE
    copy_example(SCIENCE, folder)
    freeze(read_region(folder, load(describe(folder).pack).vocabulary), folder, reason=None)
    user = User.objects.create_user("demo-planner")
    Assignment.objects.create(user=user, role=Role.PLANNER, region=SCIENCE)
    return user


def test_the_science_bureau_has_its_annual_summary_once(planner):
    for _time in range(2):
        stage()
    summary = Summary.objects.get()
    assert summary.title.endswith("科技工作总结")
    client = Client()
    client.force_login(planner)
    for look in where_to_look()["demo-planner"]:
        page = client.get(look.path)
        assert page.status_code == 200


def test_without_its_regions_nothing_is_begun(tmp_path, monkeypatch, db):
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    stage()
    assert where_to_look() == {}
