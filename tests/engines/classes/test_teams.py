"""Teams of teachers beside the classes that they take, late teachers, and why."""

from dataclasses import replace

import pytest

from junheng.certificates import CertificateError, listing, verify
from junheng.engines.classes import RECOMPUTERS, certify, class_teams, move, seal_roster, why

from .rosters import AT, DECLARED, ENTRY, SOURCES, entering, formed
from .test_late import late

RULES = 'method = "classes"\nmode = "teams"\nclasses = 4\ncodes = "open"\npost = "post"\nscores = ["years"]\n' + DECLARED


def teachers(count=12):
    rows = [(f"T{n:02d}", f"教师{n}", ("语文", "数学", "英语")[n % 3], str(1 + n * 7 % 20)) for n in range(count)]
    return listing(("code", "name", "post", "years"), rows)


def drawn_beside(classes):
    seals = (seal_roster(RULES, teachers(), at=AT),)
    return certify(RULES, teachers(), seals, SOURCES, round_name="teams", beside=classes)


def test_every_class_has_a_team_with_one_of_each_post():
    classes = formed(ENTRY, entering())
    teams = drawn_beside(classes)
    found = class_teams(classes, teams)
    assert [one.number for one in found] == [1, 2, 3, 4]
    assert [one.pupils for one in found] == classes.figures["sizes"]
    assert all([post for post, _, _ in one.teachers] == ["数学", "英语", "语文"] for one in found)
    assert {code for one in found for _, code, _ in one.teachers} == set(teachers().codes)
    assert all(name.startswith("教师") for one in found for _, _, name in one.teachers)
    assert class_teams(classes.published(), teams.published()) == found


def test_certificates_that_do_not_belong_together_are_refused():
    classes = formed(ENTRY, entering())
    with pytest.raises(CertificateError, match="do not belong together"):
        class_teams(classes, drawn_beside(None))
    with pytest.raises(CertificateError, match="the other of teams"):
        class_teams(classes, classes)
    three = formed(ENTRY.replace("classes = 4", "classes = 3"), entering())
    with pytest.raises(CertificateError, match="as many"):
        class_teams(three, replace(drawn_beside(None), previous=three.digest))


def test_a_teacher_is_told_why_and_may_come_late_or_be_moved():
    teams = drawn_beside(None)
    said = " ".join(text.en for text in why(teams, "T05"))
    assert "of 4 (post 英语)" in said
    newcomer = listing(("code", "name", "post", "years"), [("T50", "新来", "英语", "3")])
    later = late(teams, newcomer)
    assert "roll" not in later.result
    assert verify(later.published().to_json(), recomputers=RECOMPUTERS) == ()
    moved = move(later, [("T50", later.assigned["T50"] % 4 + 1)], "工作调整")
    assert verify(moved.published().to_json(), recomputers=RECOMPUTERS) == ()
