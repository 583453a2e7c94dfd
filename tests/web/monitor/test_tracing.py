"""Any figure on any page leads to a trace that shows the same figure."""

import html
import re

import pytest

from .conftest import page, text_of
from .test_pages import addresses

LINK = re.compile(r'<a class="fig" href="([^"]+)">([^<]+)</a>')


def shown_in(response):
    body = response.content.decode()
    return re.search(r'<div class="big">([^<]+)', body)[1].strip()


def number(text):
    return float(text.replace(",", "").replace("−", "-").replace("–", "nan"))


@pytest.mark.parametrize("region", ["town", "california", "amsterdam"])
def test_every_figure_of_every_page_leads_to_itself(visitor, region):
    seen = {}
    for address in addresses(region):
        for link, shown in LINK.findall(visitor(address).content.decode()):
            if "/trace/" in link:
                seen.setdefault(html.unescape(link), set()).add(shown)
    assert len(seen) > 20
    # One of each kind and subject is enough for the large regions.
    chosen = seen if region == "town" else dict(list(seen.items())[:: max(1, len(seen) // 40)])
    for link, all_shown in chosen.items():
        response = visitor(link)
        assert response.status_code == 200, link
        for shown in all_shown:
            digits = len(shown.partition(".")[2])
            traced = number(shown_in(response))
            if traced == traced:
                assert abs(traced - number(shown)) <= 0.51 * 10.0 ** -min(digits, len(shown_in(response).partition(".")[2])), (link, shown)


@pytest.mark.parametrize(
    "figure",
    [
        "value:S5:primary:sports_area:2025",
        "amount:S5:primary:sports_area:2025",
        "amount:S5:primary:pupils:2025",
        "cv:02:primary:sports_area:2025",
        "cv_unweighted:02:primary:sports_area:2025",
        "mean:02:primary:sports_area:2025",
        "gini:02:primary:sports_area:2025",
        "theil_t:02:primary:sports_area:2025",
        "theil_l:0:primary:sports_area:2025",
        "units:0:primary:sports_area:2025",
        "pupils:0:primary:sports_area:2025",
        "below:0:primary:sports_area:2025",
        "comprehensive:02:primary:-:2025",
    ],
)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_kind_of_figure_has_a_page_with_release_and_command(visitor, figure, language):
    response = visitor(page("trace", "town", figure), language)
    assert response.status_code == 200
    said = text_of(response)
    assert f"junheng trace FOLDER {figure}" in said
    assert "R2" in said


def test_a_value_leads_to_its_rows(visitor):
    said = text_of(visitor(page("trace", "town", "value:S5:primary:sports_area:2025")))
    assert "600" in said
    assert "300" in said
    assert "observations.csv" in said
    assert "enrolment.csv" in said


def test_the_rows_can_be_taken_away(visitor):
    response = visitor(page("trace", "town", "value:S5:primary:sports_area:2025", format="csv"))
    assert b"observations.csv" in response.content
    assert "trace-value-S5" in response.headers["Content-Disposition"]


def test_the_pane_is_the_trace_without_its_page(visitor):
    body = visitor(page("trace", "town", "value:S5:primary:sports_area:2025", pane="1")).content.decode()
    assert "<html" not in body
    assert '<div class="big">2.00' in body
