"""A region under a pack of another trade: one sentence instead of thousands of unknown words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from junheng.cli.console import Speaker
from junheng.language import Text
from junheng.packs import Pack, available, load
from junheng.tables import Issue, Severity, check_region

_UNKNOWN = frozenset(("unknown_level", "unknown_kind", "unknown_area_kind", "unknown_measure"))
_FOREIGN = Text(
    "规则包 {pack} 不认识这个地区的用词（{n} 个，如“{word}”）。认识这些词的规则包：{fitting}。请换用其中一个：--pack {first}",
    "The pack {pack} does not know the words of the region ({n}, such as “{word}”). Packs that do: {fitting}. Use one: --pack {first}",
)


def fail_if_foreign(speak: Speaker, folder: Path, pack: Pack, issues: Sequence[Issue]) -> None:
    """End as wrong use where most errors are words that the pack does not know and another pack does."""
    errors = [issue for issue in issues if issue.severity is Severity.ERROR]
    words = _unknown(issues)
    if not words or 2 * sum(issue.rule in _UNKNOWN for issue in errors) <= len(errors):
        return
    fitting = _fitting(folder, pack, len(words))
    if fitting:
        word = next(iter(words.values()))
        names = Text("、".join(fitting), ", ".join(fitting))
        speak.fail(_FOREIGN, pack=pack.name, n=len(words), word=word, fitting=names, first=fitting[0])


def _unknown(issues: Sequence[Issue]) -> dict[tuple[str, str | None], str | None]:
    return {(issue.rule, issue.value): issue.value for issue in issues if issue.rule in _UNKNOWN}


def _fitting(folder: Path, pack: Pack, unknown: int) -> tuple[str, ...]:
    """The packs that know at least three of four of the words that this one does not know."""
    others = [each for each in map(load, available()) if each.vocabulary != pack.vocabulary]
    counts: list[tuple[Pack, int]] = []
    for other in others:
        same = [count for tried, count in counts if tried.vocabulary == other.vocabulary]
        counts.append((other, same[0] if same else len(_unknown(check_region(folder, other.vocabulary).issues))))
    return tuple(other.name for other, count in counts if 4 * count <= unknown)
