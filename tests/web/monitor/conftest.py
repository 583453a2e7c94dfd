"""Regions to look at: the town that fits in the head, and every example that can be released."""

import html
import os
import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from junheng import examples, packs
from junheng.releases import freeze
from junheng.tables import describe, read_region
from junheng.web.home import loaded_regions
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role

from . import town

EXAMPLES = tuple(name for name, example in examples.EXAMPLES.items() if not example.dirty)
LANGUAGES = ("zh-hans", "en")


@pytest.fixture(scope="session")
def loaded_home(tmp_path_factory):
    """A home with the town in two releases, and each example in one."""
    home = tmp_path_factory.mktemp("monitor-home")
    regions = home / "regions"
    town.load(regions / "town", town.region(changed={"S3": (100, 600, 650)}), town.region())
    town.load(regions / "plain", town.region(outlines=False, synthetic=False, name="plain"))
    for name in EXAMPLES:
        examples.copy_example(name, regions / name)
        pack = describe(regions / name).pack or "generic"
        freeze(read_region(regions / name, packs.load(pack).vocabulary), regions / name, reason="test")
    return home


@pytest.fixture
def home(loaded_home, monkeypatch):
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(loaded_home))
    return loaded_home


@pytest.fixture
def person(db):
    return get_user_model().objects.create_user("zhang", password="never typed")


@pytest.fixture
def visitor(home, person):
    """A planner of every region that is loaded, who looks at a page in a language."""
    client = Client()
    client.force_login(person)

    def get(address, language="en"):
        for folder in loaded_regions():
            Assignment.objects.get_or_create(user=person, role=Role.PLANNER, region=folder.name)
        client.cookies["language"] = language
        return client.get(address)

    return get


@pytest.fixture
def client_of(visitor, person):
    """The visitor's own browser, for forms."""

    def make():
        visitor("/")
        client = Client(headers={"accept-language": "en"})
        client.force_login(person)
        return client

    return make


def page(name, *arguments, **parameters):
    """An address of the workspace."""
    query = "&".join(f"{key}={value}" for key, value in parameters.items())
    return reverse(f"monitor:{name}", args=arguments) + (f"?{query}" if query else "")


def text_of(response):
    """What a page says, without its marks."""
    body = response.content.decode()
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", body, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", body)))
