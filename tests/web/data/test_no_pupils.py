"""A region whose trade has no pupils, in the workspaces that are not Monitor: nothing of it is asked for pupils, or counted as none."""

import json
import os
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from junheng import examples, packs
from junheng.releases import freeze
from junheng.tables import read_region
from junheng.web.people.models import Assignment
from junheng.web.people.roles import Role
from junheng.web.plans.figures import figures_of
from junheng.web.plans.measured import newest

REGION = "science-synthetic"


@pytest.fixture
def planner(tmp_path, monkeypatch, db):
    """A planner of the bureau, which froze four years first and the fifth then."""
    monkeypatch.setenv("JUNHENG_HOME", os.fspath(tmp_path))
    folder = tmp_path / "regions" / REGION
    examples.copy_example(REGION, folder)
    words, descriptor = packs.load("science_cn").vocabulary, folder / "datapackage.json"
    whole = json.loads(descriptor.read_text(encoding="utf-8"))
    fewer = [resource for resource in whole["resources"] if resource["name"] != "returns-2025"]
    for resources, reason in ((fewer, "four years"), (whole["resources"], "the fifth")):
        descriptor.write_text(json.dumps({**whole, "resources": resources}), encoding="utf-8")
        freeze(read_region(folder, words), folder, reason=reason)
    user = User.objects.create_user("planner")
    for role in (Role.PLANNER, Role.ADMINISTRATOR):
        Assignment.objects.create(user=user, role=role, region=REGION)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def main_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return re.sub(r"<[^>]+>", " ", re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)[0])


@pytest.mark.parametrize("address", ["/data/science-synthetic/", "/data/science-synthetic/release/R2/"])
def test_its_data_miss_no_pupils(planner, address):
    said = main_of(planner, address)
    assert "Enrolment" not in said
    assert "Classes" not in said
    assert "Observations" in said


def test_what_changed_is_rows_and_not_no_figures(planner):
    said = main_of(planner, "/data/science-synthetic/difference/?show=figures")
    assert "Rows and cells" in said
    assert "rows added 10109" in said
    assert "Figures of areas" not in said


def test_without_forms_nobody_is_asked(planner):
    assert "The pack has no forms" in main_of(planner, "/returns/board/science-synthetic/open/")


def test_a_plan_is_tied_to_its_totals_and_overall_values(planner):
    known = figures_of(REGION)
    assert {"total:990100:municipal:approved", "count:990100:all:holder", "overall:990100:all:external_share"} <= set(known)
    assert newest(REGION).points("total:990100:municipal:approved")[-1].value == 394
    assert not any(kind in address for address in known for kind in ("cv:", "mean:"))
