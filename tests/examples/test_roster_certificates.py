"""The example rosters under their rules and one seed give these certificates on every machine; a new algorithm has a new version."""

import pytest

from junheng.certificates import compare, people, read_listing, verify
from junheng.draw import seed_source
from junheng.engines.classes import RECOMPUTERS, certify, parse_rules, prepare_roster, seal_roster
from junheng.examples.rosters import FOLDER, ROSTERS

DIGESTS = {
    "entry-grade-synthetic": "4d18e89ccb0ceb7709130397be5fbe42b0dfe35e56f8d10ffe584cc98f1cfe45",
    "score-allowed-synthetic": "5f312ac3d707212435c4e4c6fdb3c2b15af22c48948a061879a5d114160e3044",
    "teachers-synthetic": "b5e7e0b3b897b39eb6d204d6ebb4795f4860dd8085d1ec37fe69f10b7c16fde7",
    "star-school": "93e19cba08f624a277204b3a7c14d67fd2a81fc5f5424435e5b77a2864960206",
}


def certificate_of(name):
    folder = FOLDER / name
    text = (folder / "rules.toml").read_text(encoding="utf-8")
    roster = prepare_roster(read_listing(folder / "roster.csv")).people
    comparison = None
    if ROSTERS[name].register:
        reasons = {code: row["reason"] for code, row in read_listing(folder / "reasons.csv").by_code.items()}
        comparison = compare(roster, read_listing(folder / "register.csv"), name="register.csv", reasons=reasons)
    sealed = seal_roster(text, roster, at="2026-08-25T18:00:00+08:00", comparison=comparison)
    values = {"hall": "07-19-23-31-02", "lottery": "407"}
    sources = [
        seed_source(one.name, values[one.name], label=one.label, at="2026-08-28T10:30:00+08:00", fallback=one.fallback)
        for one in parse_rules(text).sources
    ]
    return certify(text, roster, (sealed,), sources)


@pytest.mark.parametrize("name", ROSTERS)
def test_the_certificate_is_the_same_everywhere(name):
    certificate = certificate_of(name)
    assert verify(certificate.published().to_json(), recomputers=RECOMPUTERS) == ()
    assert not certificate.rehearsal
    assert certificate.digest == DIGESTS[name]


def test_the_entry_grade_keeps_what_its_families_asked_for():
    folder = FOLDER / "entry-grade-synthetic"
    certificate = certificate_of("entry-grade-synthetic")
    prepared = prepare_roster(read_listing(folder / "roster.csv"))
    classes = {code: certificate.assigned[public] for public, (code, _) in people(certificate).items()}
    together, apart = prepared.multiples
    assert len({classes[code] for code in together.codes}) == 1
    assert len({classes[code] for code in apart.codes}) == 2
    for group in prepared.namesakes:
        assert len({classes[code] for code in group.codes}) == len(group.codes), group
