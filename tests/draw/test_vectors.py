"""The golden vectors: what any other program that draws by the same rules has to give too."""

import json
from pathlib import Path

import pytest

from junheng.certificates import identifier, listing, masked, short_code
from junheng.draw import (
    DrawError,
    SeedSource,
    Stream,
    inspectors_to_sites,
    joined_seed,
    joined_text,
    keyed_order,
    quotas,
    rfc3797,
    sample,
    seed_source,
)

HERE = Path(__file__).parent
VECTORS = json.loads((HERE / "vectors.json").read_text(encoding="utf-8"))


def test_the_docs_have_the_same_file():
    assert (HERE.parents[1] / "docs" / "methods" / "draws-vectors.json").read_bytes() == (HERE / "vectors.json").read_bytes()


def test_values():
    for vector in VECTORS["values"]:
        assert seed_source("x", vector["typed"]).value == vector["value"]
    for typed in VECTORS["refused_values"]:
        with pytest.raises(DrawError):
            seed_source("x", typed)


@pytest.mark.parametrize("vector", VECTORS["seeds"])
def test_seeds(vector):
    sources = [SeedSource(**source) for source in vector["sources"]]
    assert joined_text(sources, round_name=vector["round"]) == vector["line"]
    assert joined_seed(sources, round_name=vector["round"]).hex() == vector["seed"]


@pytest.mark.parametrize("vector", VECTORS["orders"])
def test_orders(vector):
    assert keyed_order(bytes.fromhex(vector["seed"]), vector["domain"], vector["codes"]) == vector["order"]
    keys = dict(zip(vector["codes"], vector["keys"], strict=True))
    assert sorted(vector["codes"], key=keys.__getitem__) == vector["order"]


@pytest.mark.parametrize("vector", VECTORS["streams"])
def test_streams(vector):
    seed = bytes.fromhex(vector["seed"])
    stream = Stream(seed, vector["domain"])
    assert [str(stream.word()) for _ in vector["words"]] == vector["words"]
    for below in vector["below"]:
        stream = Stream(seed, vector["domain"])
        assert [str(stream.below(int(below["n"]))) for _ in below["values"]] == below["values"]


def test_draws():
    vector = VECTORS["quotas"]
    assert quotas(bytes.fromhex(vector["seed"]), dict(vector["sizes"]), vector["pick"], least=vector["least"]) == dict(vector["quotas"])
    vector = VECTORS["sample"]
    picked = sample(bytes.fromhex(vector["seed"]), dict(vector["strata"]), dict(vector["quotas"]), excluded=set(vector["excluded"]))
    assert picked == vector["picked"]
    vector = VECTORS["inspectors"]
    found = inspectors_to_sites(
        bytes.fromhex(vector["seed"]),
        vector["sites"],
        vector["inspectors"],
        visits=vector["visits"],
        team=vector["team"],
        conflicts=set(map(tuple, vector["conflicts"])),
    )
    assert [[site, list(team)] for site, team in found.teams] == vector["teams"]
    assert found.most_visits == vector["most_visits"]


def test_rfc3797():
    vector = VECTORS["rfc3797"]
    assert rfc3797.key_string(vector["sources"]) == vector["key"]
    assert rfc3797.selection(vector["key"], vector["pool"], len(vector["selected"])) == vector["selected"]


def test_codes_names_and_lists():
    assert all(identifier(each["code"], each["salt"]) == each["id"] for each in VECTORS["identifiers"])
    assert all(short_code(each["digest"]) == each["code"] for each in VECTORS["short_codes"])
    assert all(masked(name) == shown for name, shown in VECTORS["masked"])
    for each in VECTORS["lists"]:
        found = listing(each["columns"], each["rows"])
        assert (found.text, found.sha256) == (each["text"], each["sha256"])
