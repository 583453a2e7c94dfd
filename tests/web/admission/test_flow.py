"""A draw from its list to its publication, and what is refused on the way."""

import re

from junheng.certificates import grouped, verify
from junheng.reports.draws import recomputers
from junheng.web.admission.models import Draw, State
from junheng.web.audit.models import Entry

from .conftest import NUMBERS, roster_text, rules, sent


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_whole_draw(play):
    play.prepared()
    assert "Nothing keeps it from the seal" in text_of(play.get("checks/"))
    assert "Rehearsal" in text_of(play.post("rehearsal/"))
    assert play.draw.state == State.DRAFT
    play.sealed()
    assert play.draw.seals[0].list_rows == 24
    assert play.get("seals.json").content.decode() == play.draw.seals_text
    sheet = text_of(play.get("seal-sheet/"))
    assert grouped(play.draw.seals[0].digest) in sheet
    assert "those who draw · 24 rows" in sheet
    response = play.client.post(play.at("numbers/"), {"version": play.draw.version, **NUMBERS}, follow=True)
    assert "written 07-19-23-31-02 by the rule" in text_of(response)
    play.draw.refresh_from_db()
    own = play.draw.own
    assert (play.draw.state, own.rehearsal, len(own.assigned)) == (State.DRAWN, False, 24)
    assert verify(play.draw.certificate, recomputers=recomputers()) == ()
    assert play.draw.published is None
    assert "24 in 3 classes" in text_of(play.get("results/"))
    assert "Recomputed" in text_of(play.post("verify/"))
    assert play.post("publish/", until="2999-01-01", keep_until="2999-06-01").status_code == 302
    assert play.draw.published == own.published()
    assert [step.deed for step in play.draw.steps.all()] == ["begun", "roster", "rules", "sealed", "drawn", "published"]


def test_every_page_of_every_state_opens(play):
    pages = ("", "list/", "rules/", "checks/", "numbers/", "results/", "after/")
    for forward in (None, play.prepared, play.sealed, play.drawn):
        if forward is not None:
            forward()
        for page in pages:
            assert play.get(page).status_code == 200, (page, play.draw.state)


def test_numbers_before_the_seal_are_refused(play):
    play.prepared()
    response = play.post("numbers/", **NUMBERS)
    assert response.status_code == 422
    assert "First the seal" in text_of(response)
    assert not play.draw.certificate


def test_what_the_rules_name_is_asked_for_and_stays_typed(play):
    play.prepared().sealed()
    response = play.post("numbers/", **{"value-hall": "07-19", "value-lottery": ""})
    assert response.status_code == 422
    assert 'value="07-19"' in response.content.decode()
    assert play.draw.state == State.SEALED


def test_a_second_click_changes_nothing(play):
    play.prepared().sealed()
    seals, version = play.draw.seals_text, play.draw.version
    assert play.client.post(play.at("seal/"), {"version": version - 1}).status_code == 302
    play.drawn()
    certificate = play.draw.certificate
    assert play.client.post(play.at("numbers/"), {"version": version, "value-hall": "1", "value-lottery": "2"}).status_code == 302
    play.draw.refresh_from_db()
    assert (play.draw.seals_text, play.draw.certificate) == (seals, certificate)
    assert play.draw.steps.filter(deed__in=("sealed", "drawn")).count() == 2


def test_an_older_page_does_not_overwrite_a_newer_one(play):
    play.prepared()
    old = play.draw.version - 1
    response = play.client.post(play.at("rules/"), {"version": old, **rules(classes="4", office="typed by hand")})
    assert response.status_code == 422
    assert "was changed since you opened the page" in text_of(response)
    assert 'value="typed by hand"' in response.content.decode()
    play.draw.refresh_from_db()
    assert "classes = 3" in play.draw.rules


def test_a_change_after_the_seal_says_why_for_ever(play):
    play.prepared().sealed()
    assert play.post("rules/", **rules(classes="4")).status_code == 422
    assert play.post("reopen/").status_code == 302
    play.post("rules/", **rules(classes="4"))
    assert play.post("seal/").status_code == 422  # without a reason
    assert play.post("seal/", reason="a fourth teacher came").status_code == 302
    first, second = play.draw.seals
    assert (second.replaces, second.reason) == (first.digest, "a fourth teacher came")
    assert "a fourth teacher came" in text_of(play.get("checks/"))
    play.drawn()
    assert [seal.reason for seal in play.draw.own.seals] == ["", "a fourth teacher came"]


def test_wrong_rows_are_named_and_nothing_is_taken(play):
    broken = roster_text().replace("B0003,", "B0002,", 1)
    response = play.post("list/", table=sent(broken))
    assert response.status_code == 422
    assert "roster.csv" in text_of(response)
    assert "B0002" in text_of(response)
    assert play.draw.lists == {}


def test_files_that_are_no_list(play):
    for name, content in (("a.pdf", "%PDF-1.7"), ("empty.csv", ""), ("old.xls", "\ufeff")):
        assert play.post("list/", table=sent(content, name)).status_code == 422
    assert play.post("list/").status_code == 422
    assert play.draw.lists == {}


def test_the_register_wants_a_reason_for_everybody(play):
    play.prepared()
    lines = roster_text().splitlines(keepends=True)
    register = "".join([*lines[:4], *lines[5:], "B7777,新同学,男,2020-01-01,无,东园\n"])
    assert play.post("register/", table=sent(register, "register.csv"), register_name="enrolment").status_code == 302
    page = text_of(play.get("checks/"))
    assert "2 differ from the register" in page
    assert "2 without a reason" in page
    assert play.post("seal/").status_code == 422
    assert play.post("reasons/", **{"reason-B7777": "moved away", "reason-B0003": "moved here"}).status_code == 302
    assert play.post("seal/").status_code == 302
    comparison = play.draw.seals[0].comparison
    assert [len(comparison.absent), len(comparison.added), comparison.common] == [1, 1, 23]


def test_twins_are_asked(play):
    play.prepared()
    assert "likely set of twins" in text_of(play.get("checks/"))
    assert play.post("twins/", **{"twins-0": "together"}).status_code == 302
    play.post("rules/", **rules(together="together"))
    play.sealed().drawn()
    classes = {name: number for number, _tail, name in play.draw.own.result["roll"]}
    assert classes["冯*睿"] == classes["冯*智"]


def test_another_answer_after_the_seal_takes_the_place_of_the_first(play):
    play.prepared()
    play.post("twins/", **{"twins-0": "together"})
    play.post("rules/", **rules(together="together"))
    play.sealed()
    play.post("reopen/")
    assert play.post("twins/", **{"twins-0": "apart"}).status_code == 302
    assert 'value="apart" selected' in play.get("checks/").content.decode()
    play.post("rules/", **rules(apart="apart"))
    assert play.post("seal/", reason="the parents think otherwise").status_code == 302
    play.drawn()
    classes = {name: number for number, _tail, name in play.draw.own.result["roll"]}
    assert classes["冯*睿"] != classes["冯*智"]


def test_scores_in_an_entry_grade_are_refused(play):
    scored = "\n".join(f"{line},{'数学' if n == 0 else 60 + n}" for n, line in enumerate(roster_text().splitlines()))
    play.post("list/", table=sent(scored))
    play.post("rules/", **rules())
    assert "数学" in text_of(play.get("checks/"))
    assert play.post("seal/").status_code == 422


def test_sources_that_are_too_few(play):
    play.prepared(**{"source-2-name": "", "source-2-fallback": ""})
    assert "fewer than two sources" in text_of(play.get("checks/"))
    assert play.post("seal/").status_code == 422


def test_the_rule_file_goes_out_and_comes_back(play):
    play.prepared()
    text = play.get("rules.toml").content.decode()
    assert text == play.draw.rules
    assert play.post("rules/", do="text", file=sent(text.replace("classes = 3", "classes = 2"), "rules.toml")).status_code == 302
    assert "classes = 2" in play.draw.rules
    assert play.post("rules/", do="text", text='method = "lottery"\n').status_code == 422
    assert play.post("rules/", do="text", text="classes = ").status_code == 422


def test_names_are_for_the_office_and_each_look_is_kept(play, auditor):
    play.prepared().sealed().drawn()
    before = Entry.objects.filter(action="look").count()
    assert "冯天睿" in text_of(play.get("names/"))
    assert "冯天睿" in text_of(auditor.get(play.at("names/")))
    assert play.get("names/", format="xlsx").status_code == 200
    assert Entry.objects.filter(action="look").count() == before + 3
    assert "冯天睿" not in text_of(play.get("results/"))


def test_the_log_has_every_step_and_no_name(play):
    play.prepared().sealed().drawn()
    assert {"admission_draw", "admission_step"} <= set(Entry.objects.values_list("table", flat=True))
    log = "".join(f"{entry.before}{entry.after}" for entry in Entry.objects.all())
    assert not re.search("冯天睿|家长1|B0003", log)


def test_withdrawn_with_a_reason(play):
    play.prepared().sealed().drawn()
    assert play.post("withdraw/", reason=" ").status_code == 422
    assert play.post("withdraw/", reason="the list had a pupil of another school").status_code == 302
    assert play.draw.state == State.WITHDRAWN
    assert "pupil of another school" in text_of(play.get(""))


def test_personal_data_goes_by_its_rule(play):
    play.prepared().sealed().drawn()
    digest = play.draw.own.digest
    play.post("publish/", until="2999-01-01", keep_until="2999-06-01")
    assert play.post("erase/").status_code == 422
    Draw.objects.update(keep_until="2020-01-01")
    assert play.post("erase/").status_code == 302
    assert (play.draw.lists, play.draw.reasons, play.draw.own.private, play.draw.own.digest) == ({}, {}, {}, digest)
    assert verify(play.draw.certificate, recomputers=recomputers()) == ()
    assert play.get("names/").status_code == 404
    for page in ("", "list/", "rules/", "checks/", "numbers/", "results/", "after/"):
        assert play.get(page).status_code == 200


def test_real_lists_are_laid_beside_the_certificate(play):
    play.prepared().sealed().drawn()
    from junheng.certificates import people

    known = people(play.draw.own)
    rows = [(known[code][0], number) for code, number in play.draw.own.assigned.items()]
    moved = [(code, number % 3 + 1 if n == 0 else number) for n, (code, number) in enumerate(rows)]
    response = play.post("drift/", table=sent("code,class\n" + "".join(f"{code},{number}\n" for code, number in moved)))
    assert "23 of 24 as drawn; 1 elsewhere without a reason" in text_of(response)


def test_a_late_round_of_a_lottery(school, play):
    play.draw.delete()
    from .conftest import Play

    first = Play(school, "lottery")
    first.post("list/", table=sent(roster_text()))
    first.post("rules/", **rules())
    first.sealed().drawn()
    assert sorted(first.draw.own.assigned.values()) == list(range(1, 25))
    response = first.post("late/")
    late = Draw.objects.get(previous=first.draw)
    assert response["Location"].endswith(f"{late.key}/list/")
    assert first.post("late/")["Location"] == response["Location"]  # one at a time
    second = first
    second.draw = late
    second.post("list/", table=sent("报名号,姓名\nC0001,许一\nC0002,许二\n"))
    assert second.post("rules/", **rules()).status_code == 422
    second.sealed()
    assert second.post("numbers/", **NUMBERS).status_code == 422  # numbers of the first round
    assert second.post("numbers/", **{"value-hall": "11-12-13", "value-lottery": "55555"}).status_code == 302
    assert sorted(second.draw.own.assigned.values()) == [25, 26]


def test_two_clicks_at_once_are_one(play, monkeypatch):
    """The second request has read the draw before the first one has written it."""
    from junheng.web.admission import checks_views, numbers_views

    play.prepared()
    for views, page, fields, state in ((checks_views, "seal/", {}, State.SEALED), (numbers_views, "numbers/", NUMBERS, State.DRAWN)):
        version = play.draw.version
        before = Draw.objects.get()
        assert play.post(page, **fields).status_code == 302
        with monkeypatch.context() as patched:
            patched.setattr(views, "draw_of", lambda *_args, old=before: old)
            response = play.client.post(play.at(page), {"version": version, **fields})
        assert response.status_code == 302
        play.draw.refresh_from_db()
        assert play.draw.state == state
    assert play.draw.steps.filter(deed__in=("sealed", "drawn")).count() == 2
