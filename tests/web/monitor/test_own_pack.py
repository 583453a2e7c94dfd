"""A region may name a pack of its own: a folder, such as a province's rules."""

import shutil
from dataclasses import replace
from importlib import resources

import pytest

from . import town


@pytest.fixture
def own(home, tmp_path, monkeypatch):
    """A home with a region that is judged by a copy of a pack, whose floor for sports grounds was raised from 7.5 to 9.5."""
    pack = tmp_path / "province"
    shutil.copytree(resources.files("junheng.packs") / "education_cn", pack)
    standard = pack / "hq2017.toml"
    text = standard.read_text(encoding="utf-8")
    assert "value = 7.5 }]" in text
    standard.write_text(text.replace("value = 7.5 }]", "value = 9.5 }]", 1), encoding="utf-8")
    region = town.region(name="own")
    named = replace(region, description=replace(region.description, pack=str(standard)))
    town.load(tmp_path / "home" / "regions" / "own", named)
    monkeypatch.setenv("JUNHENG_HOME", str(tmp_path / "home"))
    return pack


def test_its_pages_are_judged_by_that_pack(own, visitor):
    page = visitor("/monitor/own/indicator/sports_area/")
    assert page.status_code == 200
    assert "9.5" in page.content.decode()
    assert visitor("/data/own/").status_code == 200


def test_a_pack_that_is_gone_is_said(own, visitor):
    shutil.rmtree(own)
    page = visitor("/monitor/own/")
    assert page.status_code == 404
    assert "pack cannot be used" in page.content.decode()
    assert "There is no pack" in visitor("/data/own/").content.decode()


def test_an_address_names_no_folder(own, visitor):
    assert visitor(f"/monitor/own/?pack={own / 'hq2017'}").status_code == 404
