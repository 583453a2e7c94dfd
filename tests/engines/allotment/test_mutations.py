"""Any changed byte of a certificate is caught."""

import random

import pytest

from junheng.certificates import verify
from junheng.engines.allotment import RECOMPUTERS, certify, seal_draw

from .halls import AT, RULES, SOURCES, lists


def mutations(text, count, seed):
    """The text with one byte replaced, removed, added or swapped with its neighbour."""
    chance, data = random.Random(seed), text.encode()
    for _ in range(count):
        at, kind = chance.randrange(len(data) - 1), chance.randrange(4)
        other = bytes([chance.randrange(256)])
        if kind == 0:
            changed = data[:at] + other + data[at + 1 :]
        elif kind == 1:
            changed = data[:at] + data[at + 1 :]
        elif kind == 2:
            changed = data[:at] + other + data[at:]
        else:
            changed = data[:at] + data[at + 1 : at + 2] + data[at : at + 1] + data[at + 2 :]
        if changed != data:
            yield changed


def unseen(method, count, path, *, published):
    rules = RULES[method]
    certificate = certify(rules, lists(method), seal_draw(rules, lists(method), at=AT), SOURCES)
    text = (certificate.published() if published else certificate).to_json()
    for changed in mutations(text, count, seed=f"{method}{published}"):
        path.write_bytes(changed)
        if verify(path, recomputers=RECOMPUTERS) == ():
            yield changed


@pytest.mark.parametrize("method", ["lottery", "inspectors"])
def test_250_changed_bytes_each(method, tmp_path):
    assert list(unseen(method, 250, tmp_path / "c.json", published=method == "lottery")) == []


@pytest.mark.slow
@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("method", ["lottery", "sample", "experts", "inspectors"])
def test_10000_changed_bytes(method, published, tmp_path):
    assert list(unseen(method, 1250, tmp_path / "c.json", published=published)) == []
