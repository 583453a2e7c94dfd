"""`junheng user`: the first administrator of a region comes from here."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from typer.testing import CliRunner

from junheng.cli import build

pytestmark = pytest.mark.django_db


def run(*arguments, language="en"):
    return CliRunner().invoke(build(language), ["user", *arguments])


def test_add_prints_a_link_that_lets_the_person_in():
    result = run("add", "li", "--role", "administrator", "--name", "李老师", "--site", "https://example.org/")
    assert result.exit_code == 0, result.output
    path = re.search(r"https://example\.org(/join/\S+)", result.output)[1]
    visitor = Client()
    visitor.get(path)
    assert "李老师" in visitor.get("/join/").content.decode()
    (role,) = User.objects.get(username="li").assignments.all()
    assert (role.role, role.region, role.area, role.unit) == ("administrator", "town", "", "")


def test_a_second_role_prints_no_link():
    run("add", "li", "--role", "county", "--area", "01")
    result = run("add", "li", "--role", "inspector", "--area", "02")
    assert "has an account already" in result.output
    assert "/join/" not in result.output
    assert User.objects.get().assignments.count() == 2


def test_a_school_officer_belongs_to_the_unit_s_area():
    run("add", "s1", "--role", "school", "--unit", "S1", language="zh")
    assert User.objects.get().assignments.get().area == "01"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--role", "headmaster"), "no role"),
        (("--role", "county"), "belongs to one area"),
        (("--role", "school", "--area", "01"), "belongs to one unit"),
        (("--role", "expert", "--area", "99"), "no area"),
        (("--role", "expert", "--region", "elsewhere"), "No region"),
    ],
)
def test_wrong_use_is_told_and_adds_nobody(arguments, said):
    result = run("add", "li", *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert not User.objects.exists()


def test_list_and_deactivate():
    run("add", "li", "--role", "expert")
    run("add", "wang", "--role", "auditor")
    assert run("deactivate", "li").exit_code == 0
    assert run("deactivate", "nobody").exit_code == 2
    lines = {line.split("│")[1].strip(): line for line in run("list").output.splitlines() if line.count("│") > 3}
    assert "no" in lines["li"]
    assert "auditor" in lines["wang"]
