"""The town with one release, and the people who fill in and approve its returns."""

import os
from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model

from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role
from junheng.web.people.scope import Scope
from junheng.web.returns import services
from junheng.web.returns.models import Return
from junheng.web.returns.setting import Setting

from ..monitor import town


@pytest.fixture
def home(tmp_path, monkeypatch):
    town.load(tmp_path / "regions" / "town", town.region())
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    return tmp_path


@pytest.fixture
def actor(db, home):
    """Make someone with a role in the town: ``actor(Role.SCHOOL, unit="S1")``."""

    def make(role, *, area="", unit="", name=None):
        name = name or f"{role.value}-{unit or area or 'all'}"
        user, _ = get_user_model().objects.get_or_create(username=name)
        Assignment.objects.get_or_create(user=user, role=role, region="town", area=area, unit=unit)
        return services.Actor(user, Scope.of(user))

    return make


@pytest.fixture
def kept_out(monkeypatch):
    """Forms as if their answers were kept and went into no release."""
    declared = Setting.form

    def form(self, code):
        found = declared(self, code)
        return replace(found, tables=tuple(replace(table, into=None) for table in found.tables))

    monkeypatch.setattr(Setting, "form", form)


@pytest.fixture
def commission(actor):
    return actor(Role.ADMINISTRATOR)


@pytest.fixture
def county(actor):
    return actor(Role.COUNTY, area="01")


@pytest.fixture
def school(actor):
    return actor(Role.SCHOOL, unit="S1")


@pytest.fixture
def opened(commission):
    """The yearly table of 2026, open everywhere; the return of S1."""
    services.open_returns(commission, "town", "balance_yearly", "2026")
    return Return.objects.get(unit="S1", form="balance_yearly", period="2026")
