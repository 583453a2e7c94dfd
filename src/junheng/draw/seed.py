"""Seeds 种子: named public numbers, written one way, joined by one rule that any SHA-256 tool can follow."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from junheng.language import Text

from .errors import DrawError

#: The joined text begins with it, so that a seed of ours is no hash of anything else.
RULE = "junheng-seed/1"
LEAST_SOURCES = 2

_NAME = re.compile(r"[\w-]{1,40}")
#: What people put between numbers; each becomes one hyphen.
_BETWEEN = re.compile(r"[\s,，、;；./／·_—–-]+")
_VALUE = re.compile(r"[0-9a-z]+(?:-[0-9a-z]+)*")
#: Equal values of this length or more are one number typed twice, not two sources.
_SUSPICIOUS = 6


@dataclass(frozen=True, slots=True)
class SeedSource:
    """One public number and where it came from. Build it with `seed_source`, which writes the value as the rule wants it."""

    name: str  # short, stands in the joined text: hall
    value: str  # written one way: 07-19-23-31-02
    label: str = ""  # what it is, for people: five balls drawn by parents
    at: str = ""  # when it became known, ISO 8601 with offset; "" where nobody said
    fallback: str = ""  # what was to happen if the source failed, written before
    failed: str = ""  # why the fallback was used; "" where it was not


def seed_source(name: str, value: str, *, label: str = "", at: str = "", fallback: str = "", failed: str = "") -> SeedSource:
    """A source with its value written as the rule wants it.

    Full-width digits, letters and punctuation become plain ones (said by `normalised`), letters small, and whatever stands between
    numbers becomes a hyphen. Nothing else is changed: leading zeros stay, and the order of the numbers is theirs.

    Raises
    ------
    DrawError
        The name or the value has a character that the rule has no place for, or nothing.

    >>> seed_source("hall", "０７、１９ 23，31 2").value
    '07-19-23-31-2'
    """
    plain_name = unicodedata.normalize("NFC", name.strip())
    if not _NAME.fullmatch(plain_name):
        raise DrawError(
            Text(
                "种子来源的名称“{name}”不可用。请用 40 个以内的字母、汉字、数字、下划线或连字符，如 hall=07-19-23-31-02。",
                "“{name}” cannot name a seed source. Use up to 40 letters, digits, underscores or hyphens, as in hall=07-19-23-31-02.",
            ).format(name=name)
        )
    return SeedSource(plain_name, _written(plain_name, value), label, at, fallback, failed)


def normalised(value: str) -> bool:
    """Whether the rule writes a value differently from how it was typed; say so to who typed it."""
    return _plain(value) != value


def _plain(value: str) -> str:
    return _BETWEEN.sub("-", narrow(value).strip()).strip("-").lower()


def narrow(value: str) -> str:
    """Full-width ASCII and the ideographic space as plain ones; no other character is touched."""
    return "".join(chr(ord(char) - 0xFEE0) if 0xFF01 <= ord(char) <= 0xFF5E else " " if char == "\u3000" else char for char in value)


def _written(name: str, value: str) -> str:
    plain = _plain(value)
    if not plain:
        raise DrawError(
            Text(
                "种子来源“{name}”没有号码。请填写公布的号码，如 {name}=07-19-23-31-02。",
                "The seed source “{name}” has no value. Type the number as published, as in {name}=07-19-23-31-02.",
            ).format(name=name)
        )
    if not _VALUE.fullmatch(plain):
        odd = next(char for char in plain if not re.fullmatch(r"[0-9a-z-]", char))
        raise DrawError(
            Text(
                "种子来源“{name}”的号码“{value}”中有“{odd}”（{code}）。号码只用数字、英文字母和连字符；请按公布的数字重新输入。",
                "The value “{value}” of the seed source “{name}” has “{odd}” ({code}) in it. "
                "Only digits, Latin letters and hyphens are used; type the published digits again.",
            ).format(name=name, value=value, odd=odd, code=f"U+{ord(odd):04X}")
        )
    return plain


def joined_text(sources: Sequence[SeedSource], *, round_name: str = "1") -> str:
    """The text whose SHA-256 is the seed: rule, round, then ``name=value`` of every source in the order of the names.

    Raises
    ------
    DrawError
        Fewer than two sources, a name twice, one value typed for two sources, or a value that is not written as the rule wants it.

    >>> joined_text([SeedSource("lottery", "40771"), SeedSource("hall", "07-19-23-31-02")])
    'junheng-seed/1|round=1|hall=07-19-23-31-02|lottery=40771'
    """
    _refuse(sources)
    if not _NAME.fullmatch(round_name):
        raise DrawError(
            Text("轮次名称“{name}”不可用，请用字母、数字或汉字。", "“{name}” cannot name a round; use letters and digits.").format(
                name=round_name
            )
        )
    parts = [f"{source.name}={source.value}" for source in sorted(sources, key=lambda source: source.name.encode())]
    return "|".join([RULE, f"round={round_name}", *parts])


def joined_seed(sources: Sequence[SeedSource], *, round_name: str = "1") -> bytes:
    """The seed, 32 bytes: SHA-256 of `joined_text` in UTF-8. Errors as there.

    >>> joined_seed([SeedSource("hall", "07-19-23-31-02"), SeedSource("lottery", "40771")]).hex()[:16]
    '78b3f1a3da753bcd'
    """
    return hashlib.sha256(joined_text(sources, round_name=round_name).encode()).digest()


def _refuse(sources: Sequence[SeedSource]) -> None:
    if len(sources) < LEAST_SOURCES:
        raise DrawError(
            Text(
                "种子来源只有 {n} 个。请至少用两个互不相干、事先写明的来源，如 --seed hall=… --seed lottery=…。",
                "There are {n} seed sources. Use at least two that are independent and named in advance: --seed hall=… --seed lottery=….",
            ).format(n=len(sources))
        )
    for source in sources:
        if not _NAME.fullmatch(source.name) or _written(source.name, source.value) != source.value:
            raise DrawError(
                Text(
                    "种子来源“{name}”的号码应写作 {value}。",
                    "The value of the seed source “{name}” has to be written {value}.",
                ).format(name=source.name, value=_plain(source.value))
            )
    for name in _twice(source.name for source in sources):
        raise DrawError(
            Text(
                "种子来源“{name}”给出了两次。每个来源只写一次；两个不同的来源请用不同的名称。",
                "The seed source “{name}” is given twice. Give each source once; two sources have two names.",
            ).format(name=name)
        )
    for value in _twice(source.value for source in sources if len(source.value) >= _SUSPICIOUS):
        raise DrawError(
            Text(
                "两个种子来源的号码都是 {value}，像是同一个号码输入了两次。请核对各来源公布的号码。",
                "Two seed sources have the value {value}: one number typed twice. Look again at what each source published.",
            ).format(value=value)
        )


def _twice(values: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    repeated = []
    for value in values:
        if value in seen:
            repeated.append(value)
        seen.add(value)
    return repeated
