"""The page that a family opens, on classes: it recomputes what the Python wrote, in every mode, and names what was changed."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from junheng.certificates import listing, own_row, slips, verify
from junheng.engines.classes import RECOMPUTERS, certify, certify_late, late_lists, move, seal_late, seal_roster
from junheng.examples.rosters import ROSTERS

from ..engines.allotment.test_mutations import mutations
from ..engines.classes.rosters import AT, DECLARED, ENTRY, SCORES, SOURCES, entering, formed, scored
from ..examples.test_roster_certificates import certificate_of
from .test_verifier import choose, complaints

LATE_SOURCES = tuple(replace(one, at=one.at.replace("08-28", "09-12"), value=one.value + "-9") for one in SOURCES)
TEAMS = 'method = "classes"\nmode = "teams"\nclasses = 4\ncodes = "open"\npost = "post"\nscores = ["years"]\n' + DECLARED
VECTORS = json.loads((Path(__file__).parents[2] / "docs" / "methods" / "classes-vectors.json").read_text(encoding="utf-8"))


def with_wishes():
    return formed(ENTRY, entering({0: ("u", "", ""), 1: ("u", "", ""), 5: ("", "v", ""), 6: ("", "v", ""), 9: ("", "", "2")}))


def moved(certificate):
    code, number = certificate.result["assigned"][0]
    return move(certificate, [(code, number % 4 + 1)], "法院判决")


def late(certificate):
    people = listing(("code", "name", "sex", "origin", "together", "apart", "preset"), [("L20260001", "梅一", "F", "镇", "", "", "")])
    lists = late_lists(certificate, people)
    return certify_late(certificate, lists, seal_late(certificate, lists, at="2026-09-10T18:00:00+08:00"), LATE_SOURCES, round_name="late")


def teams():
    rows = [(f"T{n:02d}", f"教师{n}", ("语文", "数学", "英语")[n % 3], str(1 + n * 7 % 20)) for n in range(12)]
    teachers = listing(("code", "name", "post", "years"), rows)
    return certify(TEAMS, teachers, (seal_roster(TEAMS, teachers, at=AT),), SOURCES, round_name="teams")


def given_up():
    """All of one sex have half marks, so the exact sums do not exist."""
    rows = [(f"P{n:03d}", "FM"[n % 2], str(60 + n * n % 31 + n % 2 / 2), str(50 + n * 7 % 40 + n % 2 / 2)) for n in range(30)]
    return formed(SCORES, listing(("code", "sex", "a", "b"), rows))


def rehearsed():
    people = scored()
    return certify(SCORES, people, (seal_roster(SCORES, people),), SOURCES)


def test_it_accepts_classes_of_every_kind(offline):
    first = with_wishes()
    late_ones = late(first)
    certificates = [first, moved(first), late_ones, moved(late_ones), teams(), given_up(), rehearsed(), formed(SCORES, scored())]
    texts = [text for one in certificates for text in (one.to_json(), one.published().to_json())]
    assert complaints(offline, *texts) == [[] for _ in texts]


@pytest.mark.parametrize("name", ROSTERS)
def test_it_accepts_the_example_rosters(offline, name):
    assert complaints(offline, certificate_of(name).published().to_json()) == [[]]


def test_where_exact_sums_are_given_up_it_levels():
    assert not given_up().result["exact"]


def test_it_rejects_changed_bytes(offline):
    changed = list(mutations(with_wishes().published().to_json(), 150, seed="classes"))
    assert [text for text, found in zip(changed, complaints(offline, *changed), strict=True) if not found] == []


@pytest.mark.slow
def test_page_and_python_reject_10000_changed_bytes(offline, tmp_path):
    for certificate in (formed(SCORES, scored()), late(with_wishes())):
        changed = list(mutations(certificate.published().to_json(), 2500, seed="classes slow"))
        for start in range(0, len(changed), 250):
            assert all(complaints(offline, *changed[start : start + 250]))
        for text in mutations(certificate.published().to_json(), 2500, seed="classes python"):
            (tmp_path / "c.json").write_bytes(text)
            assert verify(tmp_path / "c.json", recomputers=RECOMPUTERS)


def test_it_names_what_a_forger_changed(offline):
    certificate = with_wishes().published()
    rows = [list(row) for row in certificate.result["assigned"]]
    one, other = rows[0], rows[-1]
    one[1], other[1] = other[1], one[1]
    swapped = replace(certificate, result={**certificate.result, "assigned": rows})
    gaps = [[name, 0, 1] for name, _, _ in certificate.figures["gaps"]]
    praised = replace(certificate, figures={**certificate.figures, "gaps": gaps})
    bounded = replace(certificate, proof={**certificate.proof, "blocking": ["most"]})
    roll = replace(certificate, result={**certificate.result, "roll": certificate.result["roll"][::-1]})
    found = complaints(offline, *(each.to_json() for each in (swapped, praised, bounded, roll)))
    assert found[0][0].startswith("Result 1 is not what the seed gives")
    assert found[1] == ["Figures are not those of the result: gaps"]
    assert found[2] == ["The proof does not hold: blocking"]
    assert found[3] == ["The certificate cannot be recomputed (roll)"]


def test_it_holds_a_late_round_and_a_move_against_the_certificate_before(offline, tmp_path):
    first = with_wishes()
    (tmp_path / "first.json").write_bytes(first.published().to_json().encode())
    (tmp_path / "other.json").write_bytes(formed(ENTRY, entering()).published().to_json().encode())
    for following in (late(first), moved(first)):
        (tmp_path / "after.json").write_bytes(following.published().to_json().encode())
        choose(offline, tmp_path / "after.json")
        offline.set_input_files("#earlier", tmp_path / "first.json")
        offline.wait_for_selector("#follows li.met")
        assert offline.locator("#follows li.miss").count() == 0
        offline.set_input_files("#earlier", tmp_path / "other.json")
        offline.wait_for_selector("#follows li.miss")


def test_a_family_finds_its_class_and_every_class_is_shown(offline, tmp_path):
    certificate = moved(with_wishes())
    (tmp_path / "published.json").write_bytes(certificate.published().to_json().encode())
    choose(offline, tmp_path / "published.json")
    assert offline.inner_text("#short") == certificate.short_code
    assert offline.locator("#classes details").count() == 4
    assert "法院判决" in offline.inner_text("#moves")
    code, salt = slips(certificate)[3]
    offline.fill("#code", code.translate(str.maketrans("0123456789", "０１２３４５６７８９")))
    offline.fill("#salt", "—".join(re.findall("....", salt)).lower())
    offline.click("#row button")
    found = own_row(certificate.published(), code, salt)
    assert found is not None
    assert re.findall(r"\d+", offline.inner_text("#found")) == [found.got]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_fits_a_phone(offline, tmp_path, scheme):
    offline.emulate_media(color_scheme=scheme)
    offline.set_viewport_size({"width": 390, "height": 844})
    (tmp_path / "published.json").write_bytes(moved(with_wishes()).published().to_json().encode())
    choose(offline, tmp_path / "published.json")
    offline.click("#classes summary >> nth=0")
    axe = next((Path(__file__).parents[1] / "web" / "browser" / "vendor" / "axe-core").glob("*/axe.min.js"))
    offline.evaluate(axe.read_text(encoding="utf-8"))
    for language in range(2):
        found = offline.evaluate("async () => (await axe.run()).violations.map((each) => [each.id, each.nodes.map((node) => node.target)])")
        assert found == [], language
        assert offline.evaluate("document.documentElement.scrollWidth") <= 390
        offline.click("#language")


@pytest.mark.parametrize("case", VECTORS["classes"], ids=lambda case: case["name"])
def test_it_gives_the_golden_vectors(offline, case):
    given = """async ({ rules, columns, rows, seed }) => {
        const drawn = await drawClasses(readRules(rules), records({ columns, rows }), unhex(seed));
        return [Object.fromEntries(drawn.classOf), drawn.rounds];
    }"""
    assert offline.evaluate(given, case) == [case["class"], case["rounds"]]


def test_pupils_without_names_are_shown_by_their_codes(offline, tmp_path):
    certificate = formed(SCORES, scored(30))
    (tmp_path / "published.json").write_bytes(certificate.published().to_json().encode())
    choose(offline, tmp_path / "published.json")
    offline.click("#classes summary >> nth=0")
    code, number = certificate.result["assigned"][0]
    assert number == 1
    assert code in offline.inner_text("#classes")
