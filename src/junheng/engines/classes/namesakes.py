"""Same, same-sounding and near-sounding names 同名、同音、近音, as labels of the sealed roster: nobody needs pinyin to check them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from junheng.certificates import Listing
from junheng.language import Text

from .surnames import READ_AS, surname

Sound = tuple[tuple[str, str], ...]  # (syllable,) initial and final

#: What many speakers say alike; tones are left out altogether.
_NEAR_INITIALS = {"zh": "z", "ch": "c", "sh": "s", "n": "l"}
_NEAR_FINALS = {"ang": "an", "uang": "uan", "eng": "en", "ueng": "uen", "ing": "in"}
_APART = re.compile(r"[\s·•.\-]+")


class Kind(StrEnum):
    """How alike names are; the first that holds."""

    SAME = "same"
    SOUND = "sound"
    NEAR = "near"


KIND_TEXT: Mapping[Kind, Text] = {
    Kind.SAME: Text("同名", "same name"),
    Kind.SOUND: Text("同音", "same sound"),
    Kind.NEAR: Text("近音", "near sound"),
}


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Pupils whose names are alike."""

    label: str  # n1, n2 …: says nothing of the name
    kind: Kind
    codes: tuple[str, ...]
    names: tuple[str, ...]


def namesakes(people: Listing, *, together: str = "") -> tuple[Namesakes, ...]:
    """All sets of two or more pupils with names alike, in the order of their first code; the wider of two sets comes first.

    Who sounds as two others do sounds as both: each kind is an equivalence, and a set of one kind lies within one of the next.
    Of pupils who are to be in one class (a label that they share in the column `together`) only the first is in a set:
    twins who are called alike and stay together are no mistake.
    """
    named = [(code, name) for code, name in zip(people.codes, people.column("name") or (), strict=False) if name]
    wishes = dict(zip(people.codes, people.column(together) or (), strict=False))
    kinds: dict[tuple[str, ...], Kind] = {}
    sounds = _sounds(name for _, name in named)
    keys: tuple[tuple[Kind, Callable[[str], object]], ...] = (
        (Kind.SAME, _plain),
        (Kind.SOUND, lambda name: sounds[name]),
        (Kind.NEAR, lambda name: near(sounds[name])),
    )
    for kind, key in keys:
        sets = defaultdict(list)
        for code, name in named:
            sets[key(name)].append(code)
        for codes in sets.values():
            apart = tuple(_firsts(codes, wishes))
            if len(apart) > 1:
                kinds.setdefault(apart, kind)
    names = dict(named)
    ordered = sorted(kinds, key=lambda codes: (codes[0].encode(), -len(codes)))
    return tuple(
        Namesakes(f"n{number}", kinds[codes], codes, tuple(names[code] for code in codes)) for number, codes in enumerate(ordered, start=1)
    )


def _firsts(codes: Iterable[str], wishes: Mapping[str, str]) -> Iterator[str]:
    """One pupil of those who are to be together, and everybody else."""
    taken: set[str] = set()
    for code in codes:
        wished = set(wishes.get(code, "").split())
        if not wished & taken:
            yield code
        taken |= wished


def labels(groups: Iterable[Namesakes]) -> Mapping[str, str]:
    """What stands in the column of each pupil; several labels with a blank between."""
    found: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        for code in group.codes:
            found[code].append(group.label)
    return {code: " ".join(each) for code, each in found.items()}


def near(sound: Sound) -> Sound:
    """A name's sound with what many speakers do not tell apart made one: s/sh, c/ch, z/zh, n/l, an/ang, en/eng, in/ing."""
    return tuple((_NEAR_INITIALS.get(initial, initial), _NEAR_FINALS.get(final, final)) for initial, final in sound)


def _plain(name: str) -> str:
    return _APART.sub("", name).casefold()


def _sounds(names: Iterable[str]) -> Mapping[str, Sound]:
    """How every name sounds without its tones; a letter that is no Chinese character sounds as itself."""
    from pypinyin import Style, pinyin

    def syllables(text: str) -> Iterator[tuple[str, str]]:
        # By characters, so that both styles have as many; a reading is that of the word, which pypinyin finds in the whole text.
        for initial, final, char in zip(
            pinyin(text, style=Style.INITIALS, strict=True, errors=list),  # type: ignore[arg-type]
            pinyin(text, style=Style.FINALS, strict=True, errors=list),  # type: ignore[arg-type]
            text,
            strict=True,
        ):
            known = char >= "\u3400" and bool(initial[0] or final[0])
            yield (initial[0], final[0]) if known else ("", char)

    def sound(name: str) -> Sound:
        plain = _plain(name)
        family = surname(plain)
        if not plain.startswith(family):
            return tuple(syllables(plain))
        return (*syllables(READ_AS.get(family, family)), *syllables(plain[len(family) :]))

    return {name: sound(name) for name in set(names)}
