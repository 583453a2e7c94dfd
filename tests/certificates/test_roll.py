"""Names stand apart from attributes, and a roll that is not the classes' is found."""

import html
import re
from dataclasses import replace

import pytest

from junheng.certificates import masked, notice, parse, roll_rows, verify
from junheng.engines.classes import RECOMPUTERS

from ..engines.classes.rosters import ENTRY, SCORES, entering, formed, scored


@pytest.fixture(scope="module")
def certificate():
    return formed(ENTRY, entering())


def wrong(certificate, roll):
    forged = replace(certificate, result={**certificate.result, "roll": roll})
    return [finding.where for finding in verify(forged.to_json(), recomputers=RECOMPUTERS)]


def test_names_are_in_the_roll_and_nowhere_beside_an_attribute(certificate):
    assert certificate.lists["list"].columns == ("code", "sex", "apart", "origin", "preset", "together")
    roll = certificate.result["roll"]
    own = parse(certificate.private["list"])
    assert sorted(name for _, _, name in roll) == sorted(map(masked, own.column("name")))
    assert [row[0] for row in roll] == sorted(certificate.assigned.values())


def test_a_name_in_another_class_is_found(certificate):
    roll = [list(row) for row in certificate.result["roll"]]
    assert wrong(certificate, roll) == []
    first, last = roll[0], roll[-1]
    exchanged = sorted([[last[0], *first[1:]], [first[0], *last[1:]], *roll[1:-1]], key=lambda row: (row[0], row[2].encode()))
    assert wrong(certificate, exchanged)
    published = certificate.published()
    assert "result.roll.1" in wrong(published, [[2, "", "冯*"], *roll[1:]])
    assert wrong(published, roll[1:]) == ["result.roll.1"]
    assert "result.roll[1]" in wrong(published, [roll[1], [roll[0][0], "", ""], *roll[2:]])
    assert wrong(published, "none") == ["result.roll"]
    assert wrong(published, [[1, 2, 3]]) == ["result.roll"]
    without = replace(published, result={key: value for key, value in published.result.items() if key != "roll"})
    assert [finding.where for finding in verify(without.to_json(), recomputers=RECOMPUTERS)] == ["result"]


@pytest.mark.parametrize(("language", "head"), [("zh", "1 班（11 人）"), ("en", "Class 1 (11)")])
def test_the_notice_shows_the_roll(certificate, language, head):
    page = notice(certificate, language=language)
    assert f'<li class="head">{head}</li>' in page
    shown = re.findall(r"<li><span>(.*?)</span> (.*?)</li>", page)
    assert [(end, html.unescape(name)) for end, name in shown] == [row[1:] for row in roll_rows(certificate)]
    assert not [code for code in certificate.assigned if code[:8] in page.split('class="results"')[1]]


def test_a_roster_without_names_shows_its_codes():
    page = notice(formed(SCORES, scored()))
    assert re.search(r"<li><span>[0-9a-f]{8}</span>  <b>1</b></li>", page)
