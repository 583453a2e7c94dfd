"""The page that a family opens: it accepts what is true and nothing else, from a file, without a network."""

import base64
import contextlib
import hashlib
import hmac
import json
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from junheng.certificates import listing, own_row, slips, verifier_page, verifier_policy
from junheng.draw import InfeasibleDraw
from junheng.engines.allotment import METHODS, certify, inspectors_for_sites, seal_draw, stratified_sample

from ..engines.allotment.halls import AT, LATE_SOURCES, LATER, RULES, SOURCES, lists
from ..engines.allotment.test_mutations import mutations

EXAMINE = """(files) => Promise.all(files.map(async (file) => {
    const { checks } = await examine(Uint8Array.from(atob(file), (char) => char.charCodeAt(0)));
    return checks.filter((check) => !check.good).map((check) => check.en);
}))"""


def drawn(method, **rules):
    text = RULES[method] + "".join(f"{key} = {value}\n" for key, value in rules.items())
    return certify(text, lists(method), seal_draw(text, lists(method), at=AT), SOURCES)


def complaints(page, *texts):
    files = [base64.b64encode(text if isinstance(text, bytes) else text.encode()).decode() for text in texts]
    return page.evaluate(EXAMINE, files)


def choose(page, path):
    page.set_input_files("#file", path)
    page.wait_for_selector("#outcome:not([hidden])")


def test_it_is_one_readable_file():
    page = verifier_page()
    script = [line.strip() for line in page.split("<script>")[1].split("</script>")[0].splitlines()]
    code = [line for line in script if line and not line.startswith("//") and not re.fullmatch(r"[\]})]+[;,)]*", line)]
    assert len(code) < 600, "lines of code: without blank ones, comments and lone brackets"
    assert max(map(len, script)) <= 160
    assert re.findall(r"(?:src|href|url|import|fetch)\s*[(=]", page) == []


@pytest.mark.parametrize("method", METHODS)
def test_it_accepts_every_method(offline, method):
    certificate = drawn(method)
    assert complaints(offline, certificate.to_json(), certificate.published().to_json()) == [[], []]


def test_it_accepts_what_was_sealed_anew_drawn_late_or_rehearsed(offline):
    rules, first = RULES["lottery"], drawn("lottery")
    fewer = {"list": listing(lists("lottery")["list"].columns, lists("lottery")["list"].rows[1:])}
    seals = seal_draw(rules, lists("lottery"), at=AT)
    again = seal_draw(rules, fewer, at="2026-08-26T18:00:00+08:00", replaces=seals, reason="一户放弃")
    changed = certify(rules, fewer, (*seals, *again), SOURCES)
    rehearsed = certify(rules, lists("lottery"), seal_draw(rules, lists("lottery")), SOURCES)
    late = {"list": listing(("code", "name", "birth"), [("20269001", '冯"晚,', "2020-05-01")])}
    after = certify(rules, late, seal_draw(rules, late, at=LATER), LATE_SOURCES, round_name="late", previous=first)
    assert complaints(offline, changed.to_json(), rehearsed.to_json(), after.to_json()) == [[], [], []]


@pytest.mark.parametrize("method", METHODS)
def test_it_rejects_changed_bytes(offline, method):
    changed = list(mutations(drawn(method).published().to_json(), 125, seed=method))
    assert [text for text, found in zip(changed, complaints(offline, *changed), strict=True) if not found] == []


def test_it_rejects_a_forger_who_writes_the_digest_anew(offline):
    certificate = drawn("lottery").published()
    rows = [list(row) for row in certificate.result["assigned"]]
    rows[0][1], rows[1][1] = 2, 1
    swapped = replace(certificate, result={**certificate.result, "assigned": rows})
    other = replace(certificate, sources=(replace(SOURCES[0], value="1"), SOURCES[1]))
    early = replace(certificate, sources=(replace(SOURCES[0], at=AT), SOURCES[1]))
    found = complaints(offline, swapped.to_json(), other.to_json(), early.to_json())
    assert "Result 1 is not what the seed gives" in found[0]
    assert "The seed follows from these numbers" in found[1]
    assert "Sealed before every number was known" in found[2]


def test_its_hashes_are_those_of_the_standard(offline):
    texts = ["", "abc", "冯天睿", *("x" * n for n in (54, 55, 56, 63, 64, 65, 119, 120, 1000))]
    assert offline.evaluate("(texts) => texts.map(digestOf)", texts) == [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    keyed = "(pairs) => pairs.map(([key, text]) => hex(hmac(utf8(key), utf8(text))))"
    pairs = [["k", "m"], ["k" * 64, "m"], ["k" * 65, "m" * 100], ["", ""]]
    assert offline.evaluate(keyed, pairs) == [hmac.new(key.encode(), text.encode(), "sha256").hexdigest() for key, text in pairs]


def test_a_family_finds_its_row(offline, tmp_path):
    certificate = drawn("lottery")
    path = tmp_path / "published.json"
    path.write_bytes(certificate.published().to_json().encode())
    choose(offline, path)
    assert offline.inner_text("#short") == certificate.short_code
    code, salt = slips(certificate)[3]
    offline.fill("#code", code.translate(str.maketrans("0123456789", "０１２３４５６７８９")))
    offline.fill("#salt", "-".join(re.findall("....", salt)).lower())
    offline.click("#row button")
    found = own_row(certificate.published(), code, salt)
    assert found is not None
    assert offline.inner_text("#found").endswith(found.got)
    offline.fill("#salt", "0" * 16)
    offline.click("#row button")
    assert offline.get_attribute("#found", "class") == "miss"


def test_a_wrong_certificate_shows_no_result(offline, tmp_path):
    path = tmp_path / "published.json"
    path.write_bytes(drawn("lottery").published().to_json().replace("冯", "风").replace("赵", "找").encode())
    choose(offline, path)
    assert offline.get_attribute("#verdict", "class") == "miss"
    assert not offline.is_visible("#own")
    assert not offline.is_visible("#list")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(offline, tmp_path, scheme):
    offline.emulate_media(color_scheme=scheme)
    path = tmp_path / "published.json"
    path.write_bytes(drawn("lottery").published().to_json().encode())
    choose(offline, path)
    axe = next((Path(__file__).parents[1] / "web" / "browser" / "vendor" / "axe-core").glob("*/axe.min.js"))
    offline.evaluate(axe.read_text(encoding="utf-8"))
    for language in range(2):
        found = offline.evaluate("async () => (await axe.run()).violations.map((each) => [each.id, each.nodes.map((node) => node.target)])")
        assert found == [], language
        offline.click("#language")


def test_it_gives_the_golden_vectors(offline):
    vectors = json.loads((Path(__file__).parents[1] / "draw" / "vectors.json").read_text(encoding="utf-8"))
    order = "({ seed, domain, codes }) => ordered(unhex(seed), domain, codes)"
    assert [offline.evaluate(order, each) for each in vectors["orders"]] == [each["order"] for each in vectors["orders"]]
    line = "({ round, sources }) => digestOf(seedLine({ round, sources }))"
    assert [offline.evaluate(line, each) for each in vectors["seeds"]] == [each["seed"] for each in vectors["seeds"]]
    shares = "({ seed, sizes, pick, least }) => Object.entries(quotas(Object.fromEntries(sizes), { pick, least }, unhex(seed)))"
    assert offline.evaluate(shares, vectors["quotas"]) == vectors["quotas"]["quotas"]
    codes = [each["digest"] for each in vectors["short_codes"]]
    assert offline.evaluate("(digests) => digests.map(shortCode)", codes) == [each["code"] for each in vectors["short_codes"]]


def chance_draw(number):
    """A draw of some size and shape; tight caps and many conflicts, so that chains of exchanges are needed."""
    chance = random.Random(number)
    sites = listing(("code", "name"), [(f"S{n}", "") for n in range(chance.randint(2, 14))])
    people = listing(("code", "name", "field"), [(f"A{n}", "", chance.choice("xyz")) for n in range(chance.randint(4, 9))])
    sources = (SOURCES[0], replace(SOURCES[1], value=str(number)))
    if number % 2:
        return stratified_sample(
            people, sources, pick=chance.randint(3, len(people.rows)), strata="field", least=number % 3 // 2, sealed_at=AT
        )
    conflicts = {who: chance.sample(sites.codes, chance.randint(0, len(sites.codes) // 2)) for who in people.codes}
    return inspectors_for_sites(sites, people, sources, percent=100, team=chance.choice((2, 3)), conflicts=conflicts, sealed_at=AT)


def test_three_programs_agree_on_draws_of_every_shape(offline):
    drawn_ones = []
    for number in range(60):
        with contextlib.suppress(InfeasibleDraw):
            drawn_ones.append(chance_draw(number).published().to_json())
    assert len(drawn_ones) > 40
    assert [found for found in complaints(offline, *drawn_ones) if found] == []


def test_it_runs_under_its_own_policy_where_the_site_forbids_inline_scripts(page):
    policy = verifier_policy()
    assert "unsafe-inline" not in policy
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.route(
        "**/*",
        lambda route: route.fulfill(
            body=verifier_page(), headers={"content-type": "text/html; charset=utf-8", "content-security-policy": policy}
        ),
    )
    page.goto("http://verifier.test/")
    assert page.inner_text("h1")
    assert complaints(page, drawn("lottery").to_json()) == [[]]
    assert errors == []
