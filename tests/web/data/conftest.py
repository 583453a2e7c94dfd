"""A town of files with one release, and people who may do different things with it."""

import io
import os

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from junheng.packs import load
from junheng.releases import freeze
from junheng.tables import read_region
from junheng.web.data.models import Draft
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

from . import town_files


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The town in a home of its own, with one release."""
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    found = town_files.write(tmp_path / "regions" / "town")
    freeze(read_region(found, load("education_cn/hq2017").vocabulary), found, reason="the first")
    return found


def person(name, role, area=""):
    user = User.objects.create_user(name, first_name=f"{name} name")
    Assignment.objects.create(user=user, role=role, region="town", area=area)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def chief(db, folder):
    """The administrator of the town."""
    return person("chief", Role.ADMINISTRATOR)


@pytest.fixture
def auditor(db, folder):
    """Someone who sees everything and changes nothing."""
    return person("auditor", Role.AUDITOR)


@pytest.fixture
def made(tmp_path):
    """A year's workbook under a name, as a browser would send it."""

    def make(name="2025.xlsx", year=2025, **changes):
        path = town_files.workbook(tmp_path / "made" / name, year, **changes)
        return SimpleUploadedFile(name, path.read_bytes())

    return make


@pytest.fixture
def sent(chief):
    """Sends files into a draft and gives it."""

    def send(*files, to=None):
        address = f"/data/town/draft/{to.pk}/add/" if to else "/data/town/upload/"
        response = chief.post(address, {"files": list(files)})
        assert response.status_code == 302, response.content.decode()
        return Draft.objects.latest("pk")

    return send


def named(name, content):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else io.BytesIO(content.encode()).read())
