"""The browser finds what the server finds: the shared vectors, and answers that nobody thought of."""

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from junheng.packs.forms.checking import check
from junheng.packs.forms.sentences import sentence
from junheng.packs.forms.values import read

VECTORS = json.loads((Path(__file__).parents[2] / "packs" / "form_vectors.json").read_text(encoding="utf-8"))
LAYOUT = VECTORS["layout"]
CHECKS = "/static/returns/js/checks"


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()


def found(page: Page, cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings and sentences of the browser, and what it reads, for each case."""
    return page.evaluate(
        f"""async ([layout, cases]) => {{
            const {{ check }} = await import("{CHECKS}/checking.js"), {{ sentence }} = await import("{CHECKS}/sentences.js");
            return cases.map(({{ given, context }}) => check(layout, given, context).map((finding) => ({{
                finding, zh: sentence(layout, finding, "zh"), en: sentence(layout, finding, "en"),
            }})));
        }}""",
        [LAYOUT, cases],
    )


def expected(case: dict[str, Any]) -> list[dict[str, Any]]:
    findings = check(LAYOUT, case["given"], case["context"])
    texts = [sentence(LAYOUT, finding) for finding in findings]
    return [{"finding": each, "zh": text.zh, "en": text.en} for each, text in zip(findings, texts, strict=True)]


def test_the_vectors_hold_in_the_browser(page: Page) -> None:
    answers = found(page, VECTORS["checks"])
    for case, answer in zip(VECTORS["checks"], answers, strict=True):
        assert [each["finding"] for each in answer] == case["findings"], case["name"]


def test_typed_texts_are_read_alike(page: Page) -> None:
    typed = [(case["column"], case["typed"]) for case in VECTORS["reads"]]
    odd = [
        "0.1",
        "1e-7",
        "-0",
        "1e21",
        "0.00001234",
        "１２",
        "1,2,3",
        "12,345.60",
        "十",
        "3.5亿",
        "-1.25万",
        "−4",
        "'007",
        " 5 ",
        "5\u00a0",
        "",
        "无",
    ]
    number = {"kind": "number", "unit": "m2", "choices": []}
    typed += [(number, text) for text in odd]
    answers = page.evaluate(
        f"""async (typed) => {{
            const {{ read }} = await import("{CHECKS}/values.js");
            return typed.map(([column, text]) => read(column, text));
        }}""",
        typed,
    )
    for (column, text), answer in zip(typed, answers, strict=True):
        assert tuple(answer) == read(column, text), text


def test_answers_made_by_chance_have_the_same_findings(page: Page) -> None:
    """Addresses and contexts of the vectors, shaken: `JUNHENG_SEED` repeats a failure."""
    seed = int(os.environ.get("JUNHENG_SEED", random.SystemRandom().randrange(10**6)))
    chance = random.Random(seed)
    addresses = sorted({address for case in VECTORS["checks"] for address in case["given"]["cells"]})
    contexts = [case["context"] for case in VECTORS["checks"]]
    values = ["", "0", "1", "2.5", "20", "400", "9999999", "-3", "0.1", "1e5", "无", "primary.1", "junior.7", "abc"]
    cases = [
        {
            "given": {
                "nothing": chance.random() < 0.05,
                "cells": {
                    address: {"value": chance.choice(values), "nothing": chance.random() < 0.1}
                    for address in chance.sample(addresses, chance.randrange(len(addresses)))
                },
            },
            "context": chance.choice(contexts),
        }
        for _ in range(200)
    ]
    assert found(page, cases) == [expected(case) for case in cases], seed
