"""A certificate goes to its file and back, and says what was changed."""

from dataclasses import replace

import pytest

from junheng.certificates import Algorithm, Certificate, CertificateError, check, differs, listing, published, seal, verify
from junheng.draw import SeedSource, joined_seed, keyed_order

RULES = 'title = "一年级摇号"\n'
SOURCES = (
    SeedSource("hall", "07-19-23-31-02", label="现场抽取", at="2026-08-28T10:00:00+08:00"),
    SeedSource("lottery", "40771", label="排列五 26231 期", at="2026-08-28T10:30:00+08:00"),
)


def recompute(certificate):
    order = keyed_order(bytes.fromhex(certificate.seed), "lottery", certificate.lists["list"].codes)
    found = [[code, number] for number, code in enumerate(order, start=1)]
    yield from differs("result.assigned", stated=certificate.result["assigned"], found=found)


RECOMPUTERS = {"lottery/1": recompute}


@pytest.fixture
def certificate():
    people = listing(("code", "name"), [("20260016", "冯天睿"), ("20260018", "杨一"), ("20260068", "万熙")])
    shown = published(people)
    seed = joined_seed(SOURCES)
    return Certificate(
        title="一年级摇号",
        algorithm=Algorithm("lottery", "1"),
        seals=(seal(people.text, RULES, at="2026-08-25T18:00:00+08:00", public=shown),),
        rules=RULES,
        lists={"list": shown},
        sources=SOURCES,
        seed=seed.hex(),
        result={"assigned": [[code, n] for n, code in enumerate(keyed_order(seed, "lottery", shown.codes), start=1)]},
        private={"list": people.text},
    )


def test_a_certificate_is_true_and_comes_back_from_its_file(certificate, tmp_path):
    path = tmp_path / "certificate.json"
    path.write_bytes(certificate.to_json().encode())
    assert verify(path, recomputers=RECOMPUTERS) == ()
    assert Certificate.from_json(certificate.to_json()) == certificate
    assert Certificate.from_json(certificate.to_json()).to_json() == certificate.to_json()


def test_what_is_published_has_no_code_and_no_name_and_the_same_digest(certificate):
    public = certificate.published()
    assert public.digest == certificate.digest
    assert "冯天睿" not in public.to_json()
    assert "20260016" not in public.to_json()
    assert "冯*睿" in public.to_json()
    assert verify(public.to_json(), recomputers=RECOMPUTERS) == ()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"rules": RULES + "#"}, "seals.list.rules_sha256"),
        ({"seed": "0" * 64}, "seed"),
        ({"result": {"assigned": []}}, "result.assigned"),
        ({"sources": (replace(SOURCES[0], value="07"), SOURCES[1])}, "seed"),
        ({"sources": (replace(SOURCES[0], at="2026-08-25T09:00:00+08:00"), SOURCES[1])}, "sources.hall.at"),
        ({"private": {"list": "code,name\n"}}, "private.list"),
        ({"algorithm": Algorithm("lottery", "9")}, "algorithm"),
    ],
)
def test_who_writes_the_digest_anew_is_found_by_recomputing(certificate, change, where):
    findings = verify(replace(certificate, **change).to_json(), recomputers=RECOMPUTERS)
    assert where in {finding.where for finding in findings}


def test_what_is_no_certificate_is_one_sentence():
    for text in ("", "[]", "{}", "{", '{"a": 1.5}', '{"a": 1, "a": 2}', "[" * 100_000):
        assert len(verify(text, recomputers={})) == 1
        with pytest.raises(CertificateError):
            Certificate.from_json(text)


@pytest.mark.parametrize(("column", "change"), [("origin", "C"), ("name", "王*"), ("tail", "0000")])
def test_the_published_list_says_of_each_row_what_the_list_says(certificate, column, change):
    people = listing(("code", "name", "origin"), [("20260016", "冯天睿", "A"), ("20260018", "杨一", "B")])
    shown = published(people, ["origin"])
    forged = listing(
        shown.columns, [[change if head == column else cell for head, cell in zip(shown.columns, row, strict=True)] for row in shown.rows]
    )
    wrong = replace(
        certificate,
        seals=(seal(people.text, RULES, at="2026-08-25T18:00:00+08:00", public=forged),),
        lists={"list": forged},
        private={"list": people.text},
    )
    assert [finding.where for finding in check(wrong, recomputers={"lottery/1": lambda _: ()})] == [f"lists.list.{column}"] * 2
