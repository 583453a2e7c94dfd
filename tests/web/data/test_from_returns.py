"""A draft of files that is frozen after a release from returns says what goes back to the files, and asks for the number of rows."""

from dataclasses import replace

import polars as pl
import pytest

from junheng.packs import load
from junheng.releases import freeze as frozen
from junheng.releases import latest
from junheng.tables import read_region
from junheng.web.jobs.models import Job

from .test_draft import JUMP, freeze, settle, text_of


@pytest.fixture
def with_returns(folder):
    """A second release: two rows of it came from returns."""
    region = read_region(folder, load("education_cn/hq2017").vocabulary)
    observations = region.tables["observations"].with_columns(
        _file=pl.when(pl.int_range(pl.len()) < 2).then(pl.lit("returns/balance_yearly/S1/2025")).otherwise("_file"),
        value=pl.when(pl.int_range(pl.len()) < 2).then(pl.col("value") + 1).otherwise("value"),
    )
    return frozen(replace(region, tables={**region.tables, "observations": observations}), folder, reason="returns of 2025")


def test_the_page_says_how_many_rows_go_back(chief, sent, made, with_returns):
    draft = sent(made(**JUMP))
    settle(chief, draft)
    page = text_of(chief.get(f"/data/town/draft/{draft.pk}/"))
    assert "R2 has 2 rows from returns. They are in no file" in page
    assert "Type 2 to confirm that these rows go back to the files" in page


def test_it_is_not_frozen_without_that_number(folder, chief, sent, made, with_returns):
    draft = sent(made(**JUMP))
    settle(chief, draft)
    for typed in ("", "3", "yes"):
        answer = freeze(chief, draft, lost=typed)
        assert answer.status_code == 422
        assert "R2 has 2 rows from returns that no file has" in text_of(answer)
    assert f'value="{typed}"' in answer.content.decode()
    assert latest(folder).label == "R2"
    assert freeze(chief, draft, lost="2").headers["Location"] == Job.objects.get().get_absolute_url()


def test_nothing_is_asked_where_no_row_came_from_returns(chief, sent, made):
    draft = sent(made(**JUMP))
    settle(chief, draft)
    assert "rows from returns" not in text_of(chief.get(f"/data/town/draft/{draft.pk}/"))
    assert freeze(chief, draft).status_code == 302
