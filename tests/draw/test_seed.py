"""Seeds as people type them."""

import hashlib

import pytest

from junheng.draw import DrawError, SeedSource, joined_seed, joined_text, normalised, seed_source

HALL, LOTTERY = SeedSource("hall", "07-19-23-31-02"), SeedSource("lottery", "40771")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("07-19-23-31-02", "07-19-23-31-02"),
        ("０７－１９－２３－３１－０２", "07-19-23-31-02"),
        (" 07 19　23, 31，02 ", "07-19-23-31-02"),
        ("07、19、23、31、02", "07-19-23-31-02"),
        ("4.0.7.7.1", "4-0-7-7-1"),
        ("ＡＢ12cd", "ab12cd"),
        ("00", "00"),
    ],
)
def test_a_value_is_written_one_way(typed, value):
    assert seed_source("hall", typed).value == value
    assert normalised(typed) == (typed != value)


@pytest.mark.parametrize("typed", ["", " ", "—", "七", "07|19", "07=19", "½", "①", "٣", "07\x0019", "1​2"])
def test_what_the_rule_has_no_place_for_is_refused(typed):
    with pytest.raises(DrawError) as refused:
        seed_source("hall", typed)
    assert "hall" in refused.value.text.en
    assert "hall" in refused.value.text.zh


@pytest.mark.parametrize("name", ["", "a b", "a|b", "a=b", "x" * 41])
def test_a_name_is_a_word(name):
    with pytest.raises(DrawError):
        seed_source(name, "1")


def test_the_seed_is_the_hash_of_one_line_whatever_the_order():
    line = "junheng-seed/1|round=1|hall=07-19-23-31-02|lottery=40771"
    assert joined_text([LOTTERY, HALL]) == line
    assert joined_seed([LOTTERY, HALL]) == joined_seed([HALL, LOTTERY]) == hashlib.sha256(line.encode()).digest()


def test_every_round_has_a_seed_of_its_own():
    assert joined_seed([HALL, LOTTERY]) != joined_seed([HALL, LOTTERY], round_name="late")


@pytest.mark.parametrize(
    "sources",
    [
        [],
        [HALL],
        [HALL, HALL],
        [HALL, SeedSource("lottery", HALL.value)],
        [HALL, SeedSource("lottery", "４")],
        [HALL, SeedSource("lot|tery", "4")],
    ],
)
def test_too_few_or_doubtful_sources_are_refused(sources):
    with pytest.raises(DrawError):
        joined_seed(sources)
