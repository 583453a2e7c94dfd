"""From roster to certificate; the algorithm and its check, written twice, agree to the byte."""

import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.certificates import Certificate, CertificateError, listing, parse, public_codes, verify
from junheng.draw import DrawError
from junheng.engines.classes import RECOMPUTERS, certify, gaps, parse_rules, seal_roster, sensible_rules, write_rules

from .rosters import AT, DECLARED, ENTRY, SCORES, SOURCES, entering, formed, scored

WISHES = {
    0: ("T1", "", ""),
    1: ("T1", "A1", "3"),
    2: ("", "A1", ""),
    3: ("", "A1", ""),
    5: ("", "", "2"),
    7: ("T2", "", ""),
    8: ("T2", "", ""),
}


def gap_of(rows, name):
    return next(Fraction(*gap) for own, *gap in rows if own == name)


def classes_of(certificate):
    people = parse(certificate.private["list"])
    own = dict(zip(public_codes(people), people.codes, strict=True))
    return {own[code]: number for code, number in certificate.assigned.items()}


@pytest.mark.parametrize(("rules", "people"), [(SCORES, scored()), (ENTRY, entering()), (ENTRY, entering(WISHES))])
def test_classes_end_in_a_certificate_that_is_true(rules, people):
    certificate = formed(rules, people)
    assert not certificate.rehearsal
    assert verify(certificate.to_json(), recomputers=RECOMPUTERS) == ()
    assert verify(certificate.published().to_json(), recomputers=RECOMPUTERS) == ()
    assert Certificate.from_json(certificate.to_json()) == certificate
    assert max(certificate.figures["sizes"]) - min(certificate.figures["sizes"]) <= 1


def test_scores_of_equal_classes_reach_the_bound():
    certificate = formed(SCORES, scored(80))
    assert certificate.proof["wider"] == []
    # 80 pupils, four classes of 20, half marks: a sum that four does not divide leaves half a mark in 20.
    assert gap_of(certificate.figures["gaps"], "a") in (0, Fraction(1, 40))
    assert all("no classes differ by less" in sentence.en for sentence in gaps(certificate))


def test_wishes_are_kept():
    classes = classes_of(formed(ENTRY, entering(WISHES)))
    assert classes["P000"] == classes["P001"] == 3
    assert len({classes["P001"], classes["P002"], classes["P003"]}) == 3
    assert classes["P005"] == 2
    assert classes["P007"] == classes["P008"]


def test_one_swapped_pair_is_found_though_everything_else_was_written_anew():
    certificate = formed(SCORES, scored())
    rows = [list(row) for row in certificate.result["assigned"]]
    rows[0][0], rows[-1][0] = rows[-1][0], rows[0][0]
    forged = replace(certificate, result={**certificate.result, "assigned": rows})
    assert "result.assigned[0]" in [finding.where for finding in verify(forged.to_json(), recomputers=RECOMPUTERS)]


@pytest.mark.parametrize(
    ("part", "name"), [("figures", "gaps"), ("figures", "sums"), ("figures", "mode"), ("proof", "bounds"), ("proof", "wider")]
)
def test_one_changed_figure_is_found(part, name):
    certificate = formed(SCORES, scored())
    forged = replace(certificate, **{part: {**getattr(certificate, part), name: "x"}})
    assert [finding.where for finding in verify(forged.to_json(), recomputers=RECOMPUTERS)] == [f"{part}.{name}"]


def test_nothing_published_tells_who_somebody_is():
    text = formed(ENTRY, entering()).published().to_json()
    assert not any(row["code"] in text or row["name"] in text for row in entering().by_code.values())


def test_no_classes_of_tiny_rosters_are_closer_than_the_bound():
    people = scored(8)
    certificate = formed(SCORES.replace("classes = 4", "classes = 2"), people)
    marks = [Fraction(row["a"]) for row in people.by_code.values()]
    closest = min(abs(2 * sum(marks[one] for one in half) - sum(marks)) / 4 for half in combinations(range(8), 4))
    assert gap_of(certificate.proof["bounds"], "a") <= closest <= gap_of(certificate.figures["gaps"], "a")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["F", "M", ""]), st.integers(0, 12), st.sampled_from("xyz"), st.sampled_from(["", "", "T", "U"])),
             min_size=5, max_size=24),
    st.integers(1, 5),
)  # fmt: skip
def test_algorithm_and_check_agree_whatever_the_roster(rows, classes):
    people = listing(("code", "sex", "a", "b", "together"), [(f"P{n:02d}", sex, str(a), b, t) for n, (sex, a, b, t) in enumerate(rows)])
    rules = (
        f'method = "classes"\nmode = "score-allowed"\nclasses = {classes}\nsex = "sex"\nscores = ["a"]\ntraits = ["b"]\n'
        'together = "together"\n' + DECLARED
    )
    try:
        certificate = formed(rules, people)  # recomputed by the check, or it raises RuntimeError
    except DrawError as error:
        assert "be kept" in error.text.en  # noqa: PT017
        return
    for label in ("T", "U"):
        members = [code for code, row in people.by_code.items() if row["together"] == label]
        assert len({classes_of(certificate)[code] for code in members}) <= 1


PROGRAM = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from rosters import SCORES, ENTRY, scored, entering, formed
sys.stdout.write(formed(SCORES, scored()).digest + formed(ENTRY, entering()).digest)
"""


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_another_process_locale_and_hash_seed_give_the_same_bytes(hash_seed):
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "LC_ALL": "C", "TZ": "Asia/Shanghai"}
    folder = os.path.dirname(__file__)  # noqa: PTH120
    done = subprocess.run([sys.executable, "-c", PROGRAM, folder], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == formed(SCORES, scored()).digest + formed(ENTRY, entering()).digest


def test_changed_after_the_seal_is_refused():
    seals = (seal_roster(SCORES, scored(), at=AT),)
    with pytest.raises(CertificateError, match="was changed"):
        certify(SCORES, scored(40), seals, SOURCES)
    with pytest.raises(CertificateError, match="has not been sealed"):
        certify(SCORES, scored(), (), SOURCES)
    with pytest.raises(CertificateError, match="seed sources"):
        certify(SCORES, scored(), seals, (SOURCES[0], replace(SOURCES[1], name="moon")))


@pytest.mark.parametrize(
    ("wishes", "named"),
    [
        ({0: ("T", "A", ""), 1: ("T", "A", "")}, ("together “T”", "apart “A”")),
        ({0: ("T", "", "1"), 1: ("T", "", "2")}, ("together “T”", "P000 preset to class 1", "P001 preset to class 2")),
        (dict.fromkeys(range(5), ("", "A", "")), ("apart “A”",)),
        (dict.fromkeys(range(12), ("T", "", "")), ("together “T”",)),
        (dict.fromkeys(range(12), ("", "", "1")), ("Class 1 of the 4 classes has 11 places", "12 pupils", "P011")),
    ],
)
def test_wishes_that_collide_are_named_before_the_day(wishes, named):
    wishes = {**wishes, 30: ("T9", "", ""), 31: ("T9", "", "")}
    with pytest.raises(DrawError, match=r"be kept|preset to it") as refused:
        seal_roster(ENTRY, entering(wishes), at=AT)
    assert all(part in refused.value.text.en for part in named)
    assert "T9" not in refused.value.text.en


@pytest.mark.parametrize(("column", "refused"), [("Test_score", True), ("Math 2025", True), ("remark", False), ("unique", False)])
def test_a_column_of_scores_is_known_by_its_whole_word(column, refused):
    people = listing(("code", column), [(f"P{n}", "x") for n in range(8)])
    rules = 'method = "classes"\nmode = "entry-grade"\nclasses = 2\n'
    if refused:
        with pytest.raises(DrawError, match=column):
            seal_roster(rules, people)
    else:
        seal_roster(rules, people)


def test_an_entry_grade_has_no_scores():
    with pytest.raises(DrawError, match="must not be formed by scores"):
        parse_rules(SCORES.replace("score-allowed", "entry-grade"))
    people = listing(("code", "sex", "成绩"), [(f"P{n}", "F", "9") for n in range(8)])
    with pytest.raises(DrawError, match="成绩"):
        seal_roster('method = "classes"\nmode = "entry-grade"\nclasses = 2\nsex = "sex"\n', people)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("x", "not TOML"), ('method = "classes"\nclasses = 3', "no mode"), (SCORES + "#\n[odd]\n", "odd"),
        (SCORES.replace('"b"]', '"sex"]'), "twice"), (SCORES.replace("classes = 4", "classes = 0"), "classes"),
    ],
)  # fmt: skip
def test_rules_that_say_something_else_are_refused(text, named):
    with pytest.raises(DrawError, match=named):
        parse_rules(text)


@pytest.mark.parametrize(
    ("people", "named"),
    [
        (scored(3), "would be empty"),
        (listing(("code", "sex", "a", "b"), [(f"P{n}", "F", "缺考", "1") for n in range(8)]), "P0 has “缺考”"),
        (listing(("code", "sex", "a"), [(f"P{n}", "F", "1") for n in range(8)]), "no column “b”"),
    ],
)
def test_rosters_that_do_not_fit_are_refused(people, named):
    with pytest.raises(DrawError) as refused:
        seal_roster(SCORES, people, at=AT)
    assert named in refused.value.text.en


def test_a_preset_class_that_does_not_exist_is_refused():
    with pytest.raises(DrawError, match="P004 is preset"):
        seal_roster(ENTRY, entering({4: ("", "", "9")}), at=AT)


def test_rules_come_back_from_their_file_and_suit_a_bare_roster():
    for text in (SCORES, ENTRY):
        assert parse_rules(write_rules(parse_rules(text))) == parse_rules(text)
    rules = sensible_rules(entering(), 4)
    assert (rules.mode, rules.sex, rules.traits, rules.together) == ("entry-grade", "sex", ("origin",), "together")
    assert sensible_rules(scored(), 4).scores == ("a", "b")
