"""One call a draw."""

import pytest

from junheng.certificates import CertificateError, verify
from junheng.draw import DrawError, InfeasibleDraw
from junheng.engines.allotment import RECOMPUTERS, experts_from_base, inspectors_for_sites, lottery_order, stratified_sample

from .halls import AT, FAMILIES, INSPECTORS, SITES, SOURCES


def true(certificate):
    assert verify(certificate.published().to_json(), recomputers=RECOMPUTERS) == ()
    return certificate


def test_numbers_for_families():
    certificate = true(lottery_order(FAMILIES, SOURCES, title="一年级摇号", sealed_at=AT))
    assert sorted(certificate.assigned.values()) == list(range(1, 21))
    assert true(lottery_order(FAMILIES, SOURCES)).rehearsal


def test_a_sample_by_strata():
    certificate = true(stratified_sample(FAMILIES, SOURCES, pick=4, strata="district", least=1, sealed_at=AT))
    assert certificate.result["quotas"] == [["东", 3], ["西", 1]]
    true(stratified_sample(SITES, SOURCES, pick=4, open_codes=True, sealed_at=AT))
    with pytest.raises(DrawError, match="no column"):
        stratified_sample(SITES, SOURCES, pick=4, strata="county")


def test_experts_without_those_excluded():
    first = true(experts_from_base(FAMILIES, SOURCES, field="district", need={"西": 2}, sealed_at=AT))
    assert len(first.assigned) == 2
    barred = dict.fromkeys(FAMILIES.codes[:12], "同单位")
    true(experts_from_base(FAMILIES, SOURCES, field="district", need={"西": 2}, excluded=barred, sealed_at=AT))
    with pytest.raises(DrawError, match="needs 3 and has 2"):
        experts_from_base(FAMILIES, SOURCES, field="district", need={"西": 3}, excluded=barred)


def test_teams_for_a_share_of_the_sites():
    certificate = true(inspectors_for_sites(SITES, INSPECTORS, SOURCES, percent=21, open_codes=True, sealed_at=AT))
    assert len(certificate.assigned) == 5
    conflicts = dict.fromkeys(("A1", "A2", "A3", "A4"), SITES.codes)
    with pytest.raises(InfeasibleDraw, match="excluded"):
        inspectors_for_sites(SITES, INSPECTORS, SOURCES, percent=5, conflicts=conflicts)


def test_seeds_before_the_seal_are_refused_here_too():
    with pytest.raises(CertificateError, match="Seal first"):
        lottery_order(FAMILIES, SOURCES, sealed_at="2026-08-29T00:00:00+08:00")
