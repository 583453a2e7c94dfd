"""Which region a command is about, when several are loaded."""

from pathlib import Path

import pytest
import typer

from junheng.cli import regions
from junheng.cli.console import Speaker
from junheng.web import home

PLACES = {"east": {"01", "S1", "S9"}, "west": {"02", "S2", "S9"}}


@pytest.fixture
def speak(monkeypatch):
    monkeypatch.setattr(home, "loaded_regions", lambda: tuple(Path(name) for name in PLACES))
    monkeypatch.setattr(regions, "_has", lambda region, place: place in PLACES[region])
    return Speaker("en")


@pytest.mark.parametrize(
    ("region", "place", "meant"), [("west", "", "west"), ("west", "S1", "west"), ("", "S1", "east"), ("", "02", "west")]
)
def test_a_name_counts_before_a_place(speak, region, place, meant):
    assert regions.chosen(speak, region, place) == meant


@pytest.mark.parametrize(("region", "place"), [("", ""), ("", "S9"), ("", "S3"), ("north", "S1")])
def test_what_fits_several_or_none_is_asked_for(speak, capsys, region, place):
    with pytest.raises(typer.Exit):
        regions.chosen(speak, region, place)
    assert "east, west" in capsys.readouterr().err
