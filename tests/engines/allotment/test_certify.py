"""From seal to certificate, for every method; what is out of order is refused."""

from dataclasses import replace

import pytest

from junheng.certificates import Certificate, CertificateError, ListRejected, listing, verify
from junheng.draw import DrawError, seed_source
from junheng.engines.allotment import METHODS, RECOMPUTERS, certify, parse_rules, seal_draw, why, with_exclusions, write_rules

from .halls import AT, FAMILIES, INSPECTORS, LATE_SOURCES, LATER, RULES, SOURCES, lists


def drawn(method, **changes):
    rules = RULES[method]
    return certify(rules, lists(method), seal_draw(rules, lists(method), at=AT), SOURCES, **changes)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_ends_in_a_certificate_that_is_true(method):
    certificate = drawn(method)
    assert verify(certificate.to_json(), recomputers=RECOMPUTERS) == ()
    assert verify(certificate.published().to_json(), recomputers=RECOMPUTERS) == ()
    assert Certificate.from_json(certificate.to_json()) == certificate


@pytest.mark.parametrize("method", METHODS)
def test_one_changed_result_is_found_though_the_digest_was_written_anew(method):
    certificate = drawn(method)
    rows = [list(row) for row in certificate.result["assigned"]]
    rows[0][1], rows[1][1] = rows[1][1], rows[0][1]
    forged = replace(certificate, result={**certificate.result, "assigned": rows})
    found = [finding.where for finding in verify(forged.to_json(), recomputers=RECOMPUTERS)]
    assert "result.assigned[0]" in found


def test_what_was_drawn_keeps_the_rules():
    sample = drawn("sample")
    assert dict(map(tuple, sample.result["quotas"])) == {"东": 4, "西": 2} or sum(n for _, n in sample.result["quotas"]) == 6
    assert drawn("experts").figures["drawn"] == 5
    teams = drawn("inspectors")
    assert len(teams.assigned) == 5
    for site, team in teams.assigned.items():
        assert len(set(team.split())) == 2
        assert all(site not in INSPECTORS.by_code[who]["excluded"].split() for who in team.split())


def test_a_seed_that_was_known_before_the_seal_is_refused():
    seals = seal_draw(RULES["lottery"], lists("lottery"), at="2026-08-28T10:00:00+08:00")
    with pytest.raises(CertificateError, match="Seal first"):
        certify(RULES["lottery"], lists("lottery"), seals, SOURCES)


def test_a_draw_without_a_seal_before_it_is_a_rehearsal():
    rules = RULES["lottery"]
    certificate = certify(rules, lists("lottery"), seal_draw(rules, lists("lottery")), SOURCES)
    assert certificate.rehearsal
    assert not drawn("lottery").rehearsal


def test_a_list_or_rules_changed_after_the_seal_are_refused():
    rules = RULES["lottery"]
    seals = seal_draw(rules, lists("lottery"), at=AT)
    fewer = {"list": listing(FAMILIES.columns, FAMILIES.rows[1:])}
    with pytest.raises(CertificateError, match="list of “list” was changed"):
        certify(rules, fewer, seals, SOURCES)
    with pytest.raises(CertificateError, match="rule file"):
        certify(rules + "#\n", lists("lottery"), seals, SOURCES)


def test_a_later_change_is_a_new_seal_with_its_reason():
    rules = RULES["lottery"]
    first = seal_draw(rules, lists("lottery"), at=AT)
    fewer = {"list": listing(FAMILIES.columns, FAMILIES.rows[1:])}
    with pytest.raises(CertificateError, match="say why"):
        seal_draw(rules, fewer, at="2026-08-26T18:00:00+08:00", replaces=first)
    second = seal_draw(rules, fewer, at="2026-08-26T18:00:00+08:00", replaces=first, reason="一户放弃")
    certificate = certify(rules, fewer, (*first, *second), SOURCES)
    assert [each.reason for each in certificate.seals] == ["", "一户放弃"]
    assert verify(certificate.to_json(), recomputers=RECOMPUTERS) == ()
    silent = replace(certificate, seals=(first[0], replace(second[0], reason="")))
    assert any("reason" in finding.where for finding in verify(silent.to_json(), recomputers=RECOMPUTERS))


def test_late_families_go_on_from_the_last_number():
    first, rules = drawn("lottery"), RULES["lottery"]
    late = {"list": listing(("code", "name", "birth"), [("20269001", "冯晚", "2020-05-01"), ("20269002", "陈迟", "2020-06-01")])}
    certificate = certify(rules, late, seal_draw(rules, late, at=LATER), LATE_SOURCES, round_name="late", previous=first)
    assert sorted(certificate.assigned.values()) == [21, 22]
    assert certificate.previous == first.digest
    assert verify(certificate.to_json(), recomputers=RECOMPUTERS) == ()


@pytest.mark.parametrize("again", [("20260003", "改名", "2021-01-01"), ("20269009", FAMILIES.rows[3][1], FAMILIES.rows[3][2])])
def test_applying_again_buys_no_new_number(again):
    rules = RULES["lottery"]
    late = {"list": listing(("code", "name", "birth"), [again])}
    with pytest.raises(ListRejected) as refused:
        certify(rules, late, seal_draw(rules, late, at=LATER), LATE_SOURCES, round_name="late", previous=drawn("lottery"))
    assert again[0] in refused.value.issues[0].message.en


@pytest.mark.parametrize(
    ("sources", "round_name"),
    [(SOURCES, "late"), (LATE_SOURCES, "1"), ((LATE_SOURCES[0], seed_source("other", "07-19-23-31-02", at=LATER)), "late")],
)
def test_a_late_round_has_seeds_and_a_name_of_its_own(sources, round_name):
    rules = RULES["lottery"]
    late = {"list": listing(("code", "name", "birth"), [("20269001", "冯晚", "2020-05-01")])}
    with pytest.raises(CertificateError):
        certify(
            rules, late, seal_draw(rules, late, at="2026-08-26T09:00:00+08:00"), sources, round_name=round_name, previous=drawn("lottery")
        )


def test_without_named_sources_in_the_rules_it_is_a_rehearsal():
    rules = 'method = "lottery"\n'
    seals = seal_draw(rules, lists("lottery"), at=AT)
    assert certify(rules, lists("lottery"), seals, SOURCES).rehearsal
    with pytest.raises(CertificateError, match="sealed rules"):
        certify(
            RULES["lottery"],
            lists("lottery"),
            seal_draw(RULES["lottery"], lists("lottery"), at=AT),
            (SOURCES[0], seed_source("x", "1", at=LATER)),
        )


def test_a_late_round_keeps_the_rules():
    rules = 'office = "区教育局"\n' + RULES["lottery"]
    late = {"list": listing(("code", "name", "birth"), [("20269001", "冯晚", "2020-05-01")])}
    with pytest.raises(CertificateError, match="rule file of the first"):
        certify(rules, late, seal_draw(rules, late, at=LATER), LATE_SOURCES, round_name="late", previous=drawn("lottery"))


@pytest.mark.parametrize("method", METHODS)
def test_rules_come_back_from_their_file(method):
    rules = parse_rules(RULES[method])
    assert parse_rules(write_rules(rules)) == rules


@pytest.mark.parametrize(
    "text",
    ["", "x", 'method = "chess"', 'method = "lottery"\nfoo = 1', 'method = "sample"\npick = 1.5', 'method = "sample"\npick = true',
     'method = "inspectors"\nteam = 1', 'method = "experts"\n[need]\na = 0', 'method = "lottery"\n[[source]]\nlabel = "x"'],
)  # fmt: skip
def test_rules_that_say_something_else_are_refused(text):
    with pytest.raises(DrawError):
        parse_rules(text)


def test_declared_sources_are_the_only_ones():
    from junheng.draw import typed_sources

    rules = parse_rules('method="lottery"\n[[source]]\nname="hall"\nlabel="现场"\n[[source]]\nname="lottery"\nfallback="下一期"\n')
    typed = typed_sources(rules.sources, [("lottery", "４０７７１"), ("hall", "1")], at=AT, failed={"lottery": "停开"})
    assert [(one.name, one.value, one.failed) for one in typed] == [("hall", "1", ""), ("lottery", "40771", "停开")]
    for wrong in ([("hall", "1")], [("hall", "1"), ("lottery", "2"), ("moon", "3")]):
        with pytest.raises(DrawError):
            typed_sources(rules.sources, wrong)
    with pytest.raises(DrawError, match="No fallback"):
        typed_sources(rules.sources, [("hall", "1"), ("lottery", "2")], failed={"hall": "坏了"})


def test_why_a_row_got_its_number():
    certificate = drawn("lottery")
    code, number = next(iter(certificate.assigned.items()))
    assert number == 1
    assert "number 1 of 20; result: 1" in why(certificate, code).en
    with pytest.raises(KeyError):
        why(certificate, "nobody")


def test_an_unknown_code_among_the_excluded_is_named():
    with pytest.raises(DrawError, match="X9"):
        with_exclusions(FAMILIES, {"X9": "relative"})
