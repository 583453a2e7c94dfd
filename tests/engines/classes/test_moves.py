"""Moves by hand: a new certificate with its reason, figures before and after, and a check that finds what was forged."""

from dataclasses import replace
from fractions import Fraction

import pytest

from junheng.certificates import CertificateError, Kind, listing, notice, parse, public_codes, verify
from junheng.draw import DrawError
from junheng.engines.classes import RECOMPUTERS, class_drift, class_number, effects, follows, move

from ..allotment.test_mutations import mutations
from .rosters import ENTRY, SCORES, entering, formed
from .test_late import late, pupils


def classes_of(certificate):
    people = parse(certificate.private["list"])
    return {code: certificate.assigned[public] for public, code in zip(public_codes(people), people.codes, strict=True)}


@pytest.fixture(scope="module")
def drawn():
    return formed(ENTRY, entering())


@pytest.fixture(scope="module")
def moved(drawn):
    number = classes_of(drawn)["P005"]
    return move(drawn, [("P005", number % 4 + 1)], " 法院判决 ")


def test_a_move_is_a_certificate_that_is_true(drawn, moved):
    assert verify(moved.to_json(), recomputers=RECOMPUTERS) == ()
    assert verify(moved.published().to_json(), recomputers=RECOMPUTERS) == ()
    assert tuple(follows(moved, drawn)) == ()
    assert (moved.previous, moved.reason) == (drawn.digest, "法院判决")
    assert (moved.seals, moved.seed, moved.lists) == (drawn.seals, drawn.seed, drawn.lists)
    differing = {code for code, number in classes_of(moved).items() if classes_of(drawn)[code] != number}
    assert differing == {"P005"}
    assert moved.figures["gaps_drawn"] == drawn.figures["gaps"]
    assert moved.figures["sizes_drawn"] == drawn.figures["sizes"]
    assert moved.proof["blocking"] == drawn.proof["blocking"]


def test_what_it_does_to_every_gap_is_shown():
    people = listing(("code", "sex", "a", "b"), [(f"P{n}", "F", str(n), "0") for n in range(4)])
    drawn = formed(SCORES.replace("classes = 4", "classes = 2"), people)
    now = classes_of(drawn)
    partner = next(code for code in now if code != "P0" and now[code] == now["P0"])
    assert partner == "P3"  # 0 + 3 against 1 + 2
    moved = move(drawn, [("P3", 3 - now["P3"])], "法院判决")
    shown = {one.name: (one.before, one.after, one.bound) for one in effects(drawn, moved)}
    # 0 alone against (1 + 2 + 3)/3; of whole numbers, 1 against 5/3 or 2 against 4/3 would be nearest.
    assert shown["a"] == (0, 2, Fraction(2, 3))


def test_moves_chain(moved, drawn):
    again = move(moved, [("P006", classes_of(moved)["P006"] % 4 + 1), ("P005", classes_of(drawn)["P005"])], "医院证明")
    assert tuple(follows(again, moved)) == ()
    assert verify(again.to_json(), recomputers=RECOMPUTERS) == ()
    assert [row[3] for row in again.result["moves"]] == ["法院判决", "医院证明", "医院证明"]
    assert classes_of(again)["P005"] == classes_of(drawn)["P005"]
    other = move(drawn, [("P007", classes_of(drawn)["P007"] % 4 + 1)], "法院判决")
    assert {finding.where for finding in follows(again, other)} == {"previous", "result.moves"}


@pytest.mark.parametrize(
    ("moves", "reason", "named"),
    [
        ([("P999", 1)], "法院判决", "P999"),
        ([("P005", 5)], "法院判决", "no class 5"),
        ([("P005", 0)], "法院判决", "no class 0"),
        ([("P005", None)], "法院判决", "already"),
        ([("P005", 1), ("P005", 1)], "法院判决", "already"),
        ([], "法院判决", "Nobody"),
        ([("P005", 1)], " ", "needs a reason"),
        ([("P005", 1)], "因抑郁症", "抑郁"),
        ([("P005", 1)], "diagnosed with Autism", "diagnosed"),
        ([("P005", 1)], "冯5 家长申请", "must not name anybody"),
    ],
)
def test_what_cannot_be_is_refused(drawn, moves, reason, named):
    own = classes_of(drawn)["P005"]
    moves = [(code, own if number is None else number) for code, number in moves]
    with pytest.raises(DrawError) as refused:
        move(drawn, moves, reason)
    assert named in refused.value.text.en


def test_the_published_certificate_cannot_be_moved_from(drawn):
    with pytest.raises(CertificateError, match="published certificate"):
        move(drawn.published(), [(next(iter(drawn.assigned)), 1)], "法院判决")


def _rows(certificate, change):
    rows = [list(row) for row in certificate.result["moves"]]
    change(rows)
    return {**certificate.result, "moves": rows}


FORGED = {
    "another reason": lambda c: {"reason": "别的"},
    "no reason": lambda c: {"reason": "", "result": _rows(c, lambda rows: rows[0].__setitem__(3, ""))},
    "another class": lambda c: {"result": _rows(c, lambda rows: rows[0].__setitem__(2, rows[0][2] % 4 + 1))},
    "another pupil": lambda c: {"result": _rows(c, lambda rows: rows[0].__setitem__(0, c.result["assigned"][0][0]))},
    "no such class": lambda c: {"result": _rows(c, lambda rows: rows[0].__setitem__(2, 9))},
    "a move more": lambda c: {"result": _rows(c, lambda rows: rows.append(rows[0]))},
    "none": lambda c: {"result": _rows(c, lambda rows: rows.clear())},
    "not said": lambda c: {"result": {name: value for name, value in c.result.items() if name != "moves"}},
    "a cell more": lambda c: {"result": _rows(c, lambda rows: rows[0].append(1))},
    "no predecessor": lambda c: {"previous": ""},
    "the old gaps": lambda c: {"figures": {**c.figures, "gaps": c.figures["gaps_drawn"]}},
    "other gaps drawn": lambda c: {"figures": {**c.figures, "gaps_drawn": c.figures["gaps"]}},
    "the old sizes": lambda c: {"figures": {**c.figures, "sizes": c.figures["sizes_drawn"]}},
    "nothing wider": lambda c: {"proof": {**c.proof, "wider": [*c.proof["wider"], "x"]}},
}


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_move_is_found(moved, what):
    forged = replace(moved.published(), **FORGED[what](moved))
    assert verify(forged.to_json(), recomputers=RECOMPUTERS)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("3", 3), ("03", 3), ("3.0", 3), ("３", 3), ("3班", 3), ("（3）班", 3), ("(12)班", 12), ("一年级3班", 3), ("一年级（3）班", 3),
        ("初一(3)班", 3), ("七年级十二班", 12), ("2026级21班", 21), ("高一二十班", None), ("三班", 3), ("二十一班", 21), ("第3组", 3),
        ("Class 3", 3), ("Grade 1, class 12", 12), ("初一班", None), ("实验班", None), ("", None), ("一年级", None), ("list", None),
    ],
)  # fmt: skip
def test_class_names_as_schools_write_them(name, number):
    assert class_number(name) == number


def test_drift_reads_class_names_and_takes_moves_as_reasons(drawn, moved):
    now = classes_of(moved)
    rows = [(code, f"一年级（{number}）班", "") for code, number in now.items() if code != "P001"]
    rows = [(code, "一年级9班" if code == "P002" else name, why) for code, name, why in rows]
    found = class_drift(moved, listing(("code", "class", "reason"), [*rows, ("X1", "2班", "转入")]))
    assert [(each.kind, each.code, each.found, each.reason) for each in found.moved] == [
        (Kind.MISSING, "P001", "", ""),
        (Kind.MOVED, "P002", "9", ""),
        (Kind.MOVED, "P005", str(now["P005"]), "法院判决"),
        (Kind.NEW, "X1", "2", "转入"),
    ]
    assert (found.compared, found.same) == (43, 39)
    # Who was moved on paper only still sits where it was drawn, and nobody said why.
    rows = [(code, str(number)) for code, number in classes_of(drawn).items()]
    (still,) = class_drift(moved, listing(("code", "class"), rows)).moved
    assert (still.code, still.reason) == ("P005", "")


def test_any_changed_byte_of_a_late_certificate_with_a_move_is_caught(drawn, tmp_path):
    later = late(drawn, pupils(("L1", "梅一", "F", "镇"), ("L2", "梅二", "M", "乡", "P009")))
    code = public_codes(parse(later.private["list"]))[0]
    text = move(later, [("L1", later.assigned[code] % 4 + 1)], "法院判决").published().to_json()
    for changed in mutations(text, 150, seed="late"):
        (tmp_path / "changed.json").write_bytes(changed)
        assert verify(tmp_path / "changed.json", recomputers=RECOMPUTERS) != ()


def test_the_notice_says_what_it_replaces_follows_or_goes_with(drawn, moved):
    later = late(drawn, pupils(("L1", "梅一", "F", "镇")))
    assert f"取代证书 {drawn.digest[:12]}" in notice(moved, language="zh")
    assert "抽签之后个别调整 1 项" in notice(moved, language="zh")
    assert "法院判决" in notice(moved, language="zh")
    assert f"follows certificate {drawn.digest[:12]}" in notice(later, language="en")
    assert "pupils in classes" in notice(later, language="en")
    assert "goes with certificate" in notice(replace(drawn, previous=moved.digest, round_name="teams"), language="en")
