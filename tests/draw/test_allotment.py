"""Lottery, samples, experts, inspectors: small enough to follow, and held against their definitions."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.draw import (
    DrawError,
    InfeasibleDraw,
    inspectors_to_sites,
    keyed_order,
    lottery,
    quotas,
    sample,
    sites_to_visit,
)

SEED = bytes(range(32))


def test_numbers_follow_the_order_and_go_on_where_the_last_round_ended():
    codes = ["f1", "f2", "f3", "f4"]
    assert lottery(SEED, codes) == [(code, n) for n, code in enumerate(keyed_order(SEED, "lottery", codes), 1)]
    assert [number for _, number in lottery(SEED, codes, first=269)] == [269, 270, 271, 272]


def test_quotas_follow_the_sizes():
    assert quotas(SEED, {"a": 60, "b": 30, "c": 10}, 10) == {"a": 6, "b": 3, "c": 1}
    assert quotas(SEED, {"a": 1000, "b": 2}, 10, least=2) == {"a": 8, "b": 2}


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 30), min_size=1), st.integers(1, 60), st.integers(0, 2))
def test_quotas_add_up_and_never_exceed_a_stratum(sizes, pick, least):
    floor = sum(min(least, size) for size in sizes.values())
    if not max(1, floor) <= pick <= sum(sizes.values()):
        with pytest.raises(DrawError):
            quotas(SEED, sizes, pick, least=least)
        return
    given_ = quotas(SEED, sizes, pick, least=least)
    assert sum(given_.values()) == pick
    assert all(min(least, sizes[name]) <= number <= sizes[name] for name, number in given_.items())


def test_experts_leave_out_who_is_excluded_and_name_what_is_lacking():
    fields = {"e1": "maths", "e2": "maths", "e3": "physics", "e4": "maths"}
    picked = sample(SEED, fields, {"maths": 2, "physics": 1}, excluded={"e2"})
    assert sorted(picked) == ["e1", "e3", "e4"]
    with pytest.raises(DrawError) as refused:
        sample(SEED, fields, {"maths": 3}, excluded={"e2"})
    assert "e2" in refused.value.text.en
    assert "maths" in refused.value.text.zh


def test_a_share_of_sites_is_rounded_up():
    assert [sites_to_visit(sites, 5) for sites in (1, 20, 21, 100)] == [1, 1, 2, 5]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_teams_keep_every_rule_or_none_could(data):
    sites = [f"s{i}" for i in range(data.draw(st.integers(1, 4)))]
    inspectors = [f"i{i}" for i in range(data.draw(st.integers(1, 4)))]
    pairs = list(product(inspectors, sites))
    conflicts = set(data.draw(st.lists(st.sampled_from(pairs), max_size=8)))
    most = data.draw(st.sampled_from([None, 1, 2, 3]))
    possible = _possible_loads(sites, inspectors, conflicts)
    allowed = [load for load in possible if most is None or load <= most]
    if not allowed:
        with pytest.raises(InfeasibleDraw):
            inspectors_to_sites(SEED, sites, inspectors, visits=len(sites), conflicts=conflicts, most=most)
        return
    found = inspectors_to_sites(SEED, sites, inspectors, visits=len(sites), conflicts=conflicts, most=most)
    loads = [sum(who in team for _, team in found.teams) for who in inspectors]
    assert sorted(site for site, _ in found.teams) == sites
    assert all(len(set(team)) == 2 for _, team in found.teams)
    assert not any((who, site) in conflicts for site, team in found.teams for who in team)
    assert max(loads) == found.most_visits == min(allowed)


def _possible_loads(sites, inspectors, conflicts):
    """The largest load of every allotment there is, by enumeration."""
    choices = [[pair for pair in combinations(inspectors, 2) if not any((who, site) in conflicts for who in pair)] for site in sites]
    return [max(sum(who in pair for pair in teams) for who in inspectors) for teams in product(*choices)]


def test_colliding_rules_are_the_few_that_matter():
    inspectors, sites = ["i1", "i2", "i3"], ["s1", "s2", "s3"]
    conflicts = {("i1", "s2"), ("i2", "s2"), ("i3", "s1")}
    with pytest.raises(InfeasibleDraw) as refused:
        inspectors_to_sites(SEED, sites, inspectors, visits=3, conflicts=conflicts)
    words = " ".join(rule.en for rule in refused.value.rules)
    assert "i1, i2 excluded from s2" in words
    assert "s1" not in words
    assert "s3" not in words


def test_the_cap_is_named_where_it_is_what_collides():
    with pytest.raises(InfeasibleDraw) as refused:
        inspectors_to_sites(SEED, ["s1", "s2"], ["i1", "i2", "i3"], visits=2, most=1)
    assert any("at most 1" in rule.en for rule in refused.value.rules)


def test_a_team_of_one_is_no_team():
    with pytest.raises(ValueError, match="teams of 1"):
        inspectors_to_sites(SEED, ["s1"], ["i1", "i2"], visits=1, team=1)
