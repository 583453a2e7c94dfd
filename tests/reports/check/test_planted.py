"""Planted errors of every kind, and the same texts unharmed: the rates that the checker has to hold."""

from benchmarks.figures_planted import planted
from junheng.reports.check import Severity, check
from junheng.reports.check.readers.reading import read_bytes


def test_planted_errors_are_found_and_sound_texts_left_alone():
    texts = planted(480, seed=20261124)
    missed = [one.kind for one in texts if not {f.kind for f in _checked(one.harmed)} & set(one.named)]
    alarms = [(one.kind, f.kind) for one in texts for f in _checked(one.sound) if f.severity is not Severity.INFO]
    assert len(missed) <= len(texts) * 2 // 100, missed
    assert len(alarms) <= len(texts) // 100, alarms


def test_every_kind_of_finding_is_planted():
    from junheng.reports.check.words import KINDS

    named = {kind for one in planted(48, seed=1) for kind in one.named}
    assert named | {"rounding", "ledger"} == set(KINDS)  # rounding is no error, and a ledger needs a release


def _checked(text):
    return check(read_bytes("text.md", text.encode())).findings
