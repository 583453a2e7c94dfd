"""The order is HMAC's, and nothing else decides it."""

import hashlib
import hmac
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from junheng.draw import Stream, keyed_order

SEED = hashlib.sha256(b"a seed").digest()


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), unique=True).filter(lambda codes: all(map(_is_nfc, codes))))
def test_the_order_is_that_of_the_definition(codes):
    def key(code):
        return hmac.new(SEED, b"order|test|" + code.encode(), "sha256").digest()

    assert keyed_order(SEED, "test", codes) == sorted(codes, key=key)


def _is_nfc(code):
    import unicodedata

    return unicodedata.is_normalized("NFC", code)


def test_the_order_does_not_depend_on_the_file():
    codes = [f"{number:04d}" for number in range(200)]
    assert keyed_order(SEED, "test", codes) == keyed_order(SEED, "test", codes[::-1])


def test_one_code_typed_in_two_ways_is_one_code():
    assert keyed_order(SEED, "test", ["é"]) == keyed_order(SEED, "test", ["é"])
    with pytest.raises(ValueError, match="twice"):
        keyed_order(SEED, "test", ["é", "é"])


@pytest.mark.parametrize("domain", ["", "a|b"])
def test_a_domain_cannot_be_read_as_another(domain):
    with pytest.raises(ValueError, match="domain"):
        keyed_order(SEED, domain, ["a"])


def test_keys_that_agree_in_their_first_bytes_are_told_apart(monkeypatch):
    from junheng.draw import keyed_order as _  # noqa: F401

    module = sys.modules["junheng.draw.keyed_order"]
    keys = {"a": bytes(31) + b"\2", "b": bytes(31) + b"\1", "c": b"\0" * 8 + b"\1" * 24}
    monkeypatch.setattr(module, "_keys", lambda _seed, _prefix, codes: [keys[code] for code in codes])
    assert keyed_order(SEED, "test", ["a", "b", "c"]) == ["b", "a", "c"]


def test_a_long_seed_is_hashed_as_hmac_wants():
    seed = bytes(100)
    codes = ["a", "b", "c", "d"]
    assert keyed_order(seed, "t", codes) == sorted(codes, key=lambda code: hmac.digest(seed, b"order|t|" + code.encode(), "sha256"))


def test_words_are_the_blocks_of_the_counter():
    blocks = b"".join(hmac.digest(SEED, f"stream|test|{i}".encode(), "sha256") for i in range(3))
    words = [int.from_bytes(blocks[at : at + 8], "big") for at in range(0, 96, 8)]
    stream = Stream(SEED, "test")
    assert [stream.word() for _ in range(5)] == words[:5]
    assert stream.words(7).tolist() == words[5:]
    assert stream.words(0).dtype == np.uint64


@given(st.integers(1, 2**64))
def test_integers_are_below(n):
    stream = Stream(SEED, "test")
    assert all(0 <= stream.below(n) < n for _ in range(10))


def test_a_word_above_the_last_multiple_is_thrown_away(monkeypatch):
    words = iter([2**64 - 1, 2**64 - 2, 7])
    stream = Stream(SEED, "test")
    monkeypatch.setattr(stream, "word", lambda: next(words))
    n = 3 * 2**62
    assert stream.below(n) == 7  # 2**64 - n .. are beyond the one whole multiple


@pytest.mark.parametrize("n", [0, -1, 2**64 + 1])
def test_no_integer_is_below_nothing(n):
    with pytest.raises(ValueError, match="below"):
        Stream(SEED, "test").below(n)


def test_each_of_six_is_as_likely():
    stream = Stream(SEED, "dice")
    counts = np.bincount([stream.below(6) for _ in range(6000)], minlength=6)
    assert ((counts - 1000) ** 2 / 1000).sum() < 20.5  # chi-square, 5 degrees of freedom, 0.1 %; the seed is fixed


def test_another_process_locale_and_hash_seed_give_the_same_bytes():
    program = (
        "from junheng.draw import *; s=bytes(32); r=Stream(s,'x');"
        "print(keyed_order(s,'x',['冯','b','é','A']), [r.below(10) for _ in range(9)],"
        " sample(s,{str(i): str(i%3) for i in range(30)}, quotas(s, {'0':10,'1':10,'2':10}, 7)))"
    )
    seen = set()
    for hash_seed, locale in (("0", "C"), ("1", "C.UTF-8"), ("4711", "zh_CN.GBK")):
        env = {**os.environ, "PYTHONHASHSEED": hash_seed, "LC_ALL": locale, "PYTHONIOENCODING": "utf-8"}
        seen.add(subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, check=True).stdout)
    assert len(seen) == 1
