"""Why this class: every sentence from the certificate alone, in both languages, for each way into a class."""

import hashlib
import hmac
import re
from dataclasses import replace

import pytest

from junheng.certificates import listing, parse, public_codes
from junheng.engines.classes import gaps, move, why

from .rosters import DECLARED, ENTRY, SCORES, entering, formed, scored
from .test_late import late, pupils

WISHES = {0: ("T1", "", ""), 1: ("T1", "", ""), 2: ("", "A1", ""), 3: ("", "A1", ""), 4: ("", "", "2")}


def public(certificate, code):
    for text in certificate.private.values():
        people = parse(text)
        known = dict(zip(people.codes, public_codes(people), strict=True))
        if code in known:
            return known[code]
    raise KeyError(code)


def told(certificate, code, language="en", **more):
    return " ".join(sentence(language) for sentence in why(certificate, public(certificate, code), **more))


def test_each_way_into_a_class_is_told_from_the_published_part_alone():
    certificate = formed(ENTRY, entering(WISHES))
    open_part = certificate.published()
    for code, en, zh in (
        ("P000", "together with “T1”", "同班"), ("P002", "apart “A1”", "分开"), ("P004", "fixed class 2", "指定 2 班"),
        ("P009", "The lot: number", "按种子定下的顺序"),
    ):  # fmt: skip
        assert en in told(certificate, code)
        assert zh in told(certificate, code, "zh")
        assert why(open_part, public(certificate, code)) == why(certificate, public(certificate, code))
        assert "Only another list or seed" in told(certificate, code)
    with pytest.raises(KeyError):
        why(certificate, "P000")


def test_the_key_is_the_one_that_anyone_recomputes():
    certificate = formed(ENTRY, entering())
    code = public(certificate, "P009")
    said = told(certificate, "P009")
    key = hmac.digest(bytes.fromhex(certificate.seed), f"order|classes|{code}".encode(), hashlib.sha256).hex()
    assert key[:16] in said
    place, of = map(int, re.search(r"number (\d+) of (\d+)", said).groups())
    sexes = certificate.lists["list"].by_code
    alike = [other for other, row in sexes.items() if row["sex"] == sexes[code]["sex"]]
    keys = sorted(hmac.digest(bytes.fromhex(certificate.seed), f"order|classes|{other}".encode(), hashlib.sha256).hex() for other in alike)
    assert (place, of) == (keys.index(key) + 1, len(alike))


def test_swaps_name_the_sums_that_they_are_for():
    certificate = formed(SCORES, scored(80))
    said = [told(certificate, code) for code in scored(80).codes]
    swapped = [one for one in said if "swapped" in one]
    assert 0 < len(swapped) < 80
    assert all(re.search(r"same sums \((a|b|a, b)\)", one) for one in swapped)
    # The group that drew the number is the one in which the pupil ended.
    for one in said:
        assert re.findall(r"group (\d+)", one)[-1] == re.findall(r"group (\d+)", one)[-2]


def test_the_class_number_and_its_chance():
    certificate = formed(ENTRY, entering())
    number = certificate.assigned[public(certificate, "P009")]
    assert f"drew class {number}. Each of 4 numbers (1 2 3 4) was as likely, 1 in 4." in told(certificate, "P009")
    rules = 'method = "classes"\nmode = "entry-grade"\nclasses = 3\nsizes = [6, 5, 5]\n' + DECLARED
    certificate = formed(rules, listing(("code",), [(f"P{n:02d}",) for n in range(16)]))
    small = next(code for code, own in certificate.assigned.items() if own == 2)
    assert "Each of 2 numbers (2 3) was as likely" in " ".join(text.en for text in why(certificate, small))


def test_chances_that_were_counted_are_told():
    certificate = formed(ENTRY, entering())
    code = public(certificate, "P009")
    number = certificate.assigned[code]
    chances = {"seeds": 100, "codes": ["x", code], "classes": {"draws": [[0, 0, 0, 0], [24, 26, 23, 27]]}}
    times = [24, 26, 23, 27][number - 1]
    said = told(certificate, "P009", chances=chances)
    assert f"From 100 other seeds: this pupil came {times} times to class {number}; to each class: 24 26 23 27." in said
    assert "seeds:" not in told(certificate, "P008", chances=chances)


def test_late_pupils_are_told_what_the_lot_decided_between():
    before = formed(ENTRY, entering())
    certificate = late(before, pupils(("L1", "梅一", "F", "镇"), ("L2", "梅二", "M", "镇", "P009")))
    assert "Wishes and limits left these classes" in told(certificate, "L2")
    assert "no other was as good" in told(certificate, "L2")
    assert "fewest pupils" in told(certificate, "L1")
    assert "In class" in told(certificate, "P000")
    assert "total" not in told(certificate, "L1")
    rules = 'method = "classes"\nmode = "entry-grade"\nclasses = 4\n' + DECLARED
    certificate = late(formed(rules, listing(("code",), [(f"P{n}",) for n in range(8)])), listing(("code",), [("L1",)]))
    number = certificate.assigned[public(certificate, "L1")]
    assert f"Of 4 classes as good the seed drew class {number}, 1 in 4 each." in told(certificate, "L1")


def test_a_move_is_told_after_the_draw():
    certificate = formed(ENTRY, entering())
    number = certificate.assigned[public(certificate, "P009")]
    moved = move(certificate, [("P009", number % 4 + 1)], "法院判决")
    said = told(moved, "P009")
    assert f"drew class {number}." in said
    assert f"Moved by hand from class {number} to class {number % 4 + 1} after the draw; the published reason: 法院判决." in said
    assert "Moved" not in told(moved, "P010")


def test_what_keeps_a_gap_from_its_bound_is_named():
    certificate = formed(ENTRY, entering(dict.fromkeys(range(0, 12, 2), ("T1", "", ""))))
    wider = replace(
        certificate,
        proof={**certificate.proof, "bounds": [[name, 0, 1] for name, *_ in certificate.proof["bounds"]], "blocking": ["together"]},
    )
    assert any("Without these rules it would be reached: together." in text.en for text in gaps(wider))
    number = certificate.assigned[public(certificate, "P001")]
    moved = move(certificate, [("P001", number % 4 + 1)], "法院判决")
    assert any("moved by hand" in text.en for text in gaps(moved))
