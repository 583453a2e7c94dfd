"""Is a certificate what it says? Hashes, seals and seed are recomputed here; each algorithm's result by the recomputer handed in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from junheng.language import Text

from .certificate import Certificate, read_json
from .concealment import masked, public_codes, tail
from .errors import CertificateError
from .finding import Finding, differs
from .listing import Listing, parse
from .roll import ROLL, check_roll
from .seal import Seal, moment, text_sha256

#: Recomputes one algorithm's result from the public part, and says what differs.
Recomputer = Callable[[Certificate], Iterable[Finding]]

_FILE = ""
_MAPPED = "excluded"  # an inspector's sites are published under the sites' published codes


def verify(source: Path | str, *, recomputers: Mapping[str, Recomputer]) -> tuple[Finding, ...]:
    """What is wrong with a certificate; empty when nothing is.

    Parameters
    ----------
    source
        The file, or its text.
    recomputers
        By ``name/version`` of the algorithm. An algorithm without one is a finding: nothing is taken on trust.
    """
    try:
        text = source.read_bytes().decode("utf-8") if isinstance(source, Path) else source
    except UnicodeDecodeError:
        return (Finding(_FILE, Text("文件不是 UTF-8 文本。", "The file is no UTF-8 text.")),)
    try:
        certificate = Certificate.from_json(text)
        raw = read_json(text)
    except CertificateError as error:
        return (Finding(_FILE, error.text),)
    findings = [*differs("digest", stated=raw["digest"], found=certificate.digest)]
    if text != certificate.to_json() and not findings:
        findings.append(
            Finding(
                _FILE,
                Text(
                    "文件的字节与证书的写法不同（空白、换行或顺序被改动）。",
                    "The file's bytes are not as a certificate is written: blanks, line breaks or order were changed.",
                ),
            )
        )
    return (*findings, *check(certificate, recomputers=recomputers))


def check(certificate: Certificate, *, recomputers: Mapping[str, Recomputer]) -> tuple[Finding, ...]:
    """What is wrong with what a certificate says, whatever its file."""
    try:
        findings = [*_seals(certificate), *_lists(certificate), *_order(certificate), *_seed(certificate), *_private(certificate)]
    except CertificateError as error:  # a time that is none
        return (Finding("seals", error.text),)
    recompute = recomputers.get(certificate.algorithm.key)
    if recompute is None:
        return (
            *findings,
            Finding(
                "algorithm",
                Text("本版本不会重算 {key}，请用更新的版本核对。", "This version cannot recompute {key}; check with a newer one.").format(
                    key=certificate.algorithm.key
                ),
            ),
        )
    try:
        return (*findings, *recompute(certificate), *_roll(certificate))
    except (KeyError, IndexError, TypeError, ValueError, OverflowError) as error:
        # The public part is whatever somebody wrote: what cannot even be recomputed is wrong, and no crash.
        text = Text("结果无法重算：{why}。", "The result cannot be recomputed: {why}.").format(why=f"{type(error).__name__}: {error}")
        return (*findings, Finding("result", text))


def _seals(certificate: Certificate) -> Iterator[Finding]:
    rules = text_sha256(certificate.rules)
    for name, seal in certificate.current_seals.items():
        yield from differs(f"seals.{name}.rules_sha256", stated=seal.rules_sha256, found=rules)
        chain = [each for each in certificate.seals if each.name == name]
        yield from differs(f"seals.{name}.replaces", stated=chain[0].replaces, found="")
        for before, after in pairwise(chain):
            yield from differs(f"seals.{name}.replaces", stated=after.replaces, found=before.digest)
            if not after.reason:
                yield Finding(f"seals.{name}.reason", Text("改动后的封存没有写理由。", "A seal that replaces another gives no reason."))
        if len(chain) > 1:
            yield from _rising(name, chain)
        if seal.comparison is not None:
            yield from _comparison(name, seal)


def _rising(name: str, chain: list[Seal]) -> Iterator[Finding]:
    for before, after in pairwise(chain):
        if not before.at or not after.at or moment(after.at) <= moment(before.at):
            yield Finding(f"seals.{name}.at", Text("后一次封存不晚于前一次。", "A seal is not later than the one that it replaces."))


def _comparison(name: str, seal: Seal) -> Iterator[Finding]:
    compared = seal.comparison
    if compared is None:
        return
    yield from differs(f"seals.{name}.comparison.list_rows", stated=compared.list_rows, found=seal.list_rows)
    yield from differs(f"seals.{name}.comparison.list_rows", stated=compared.list_rows, found=compared.common + len(compared.added))
    yield from differs(
        f"seals.{name}.comparison.register_rows", stated=compared.register_rows, found=compared.common + len(compared.absent)
    )


def _lists(certificate: Certificate) -> Iterator[Finding]:
    yield from differs("lists", stated=sorted(certificate.lists), found=sorted(certificate.current_seals))
    for name, shown in certificate.lists.items():
        seal = certificate.current_seals.get(name)
        if seal is not None:
            yield from differs(f"lists.{name}", stated=seal.public_sha256, found=shown.sha256)
            yield from differs(f"seals.{name}.list_rows", stated=seal.list_rows, found=len(shown.rows))


def _order(certificate: Certificate) -> Iterator[Finding]:
    """Every list was sealed before any source was known."""
    for name, seal in certificate.current_seals.items():
        if not seal.at:
            continue  # a rehearsal says so itself
        for source in certificate.sources:
            if not source.at or moment(source.at) <= moment(seal.at):
                yield Finding(
                    f"sources.{source.name}.at",
                    Text(
                        "种子来源“{source}”不晚于名单“{name}”的封存。",
                        "The seed source “{source}” is not later than the seal of the list “{name}”.",
                    ).format(source=source.name, name=name),
                )


def _seed(certificate: Certificate) -> Iterator[Finding]:
    """The rule of docs/methods/draws.md (1), written again: one line of text and its hash."""
    ordered = sorted(certificate.sources, key=lambda source: source.name.encode())
    if len({source.name for source in ordered}) < 2:
        yield Finding("sources", Text("种子来源不足两个。", "There are fewer than two seed sources."))
    line = "|".join(["junheng-seed/1", f"round={certificate.round_name}", *(f"{each.name}={each.value}" for each in ordered)])
    yield from differs("seed", stated=certificate.seed, found=hashlib.sha256(line.encode()).hexdigest())


def _private(certificate: Certificate) -> Iterator[Finding]:
    """The lists themselves, where the office's own copy has them."""
    for name, text in certificate.private.items():
        seal, shown = certificate.current_seals.get(name), certificate.lists.get(name)
        if seal is None or shown is None:
            yield Finding(f"private.{name}", Text("没有为这份名单封存。", "There is no seal of this list."))
            continue
        yield from differs(f"private.{name}", stated=seal.list_sha256, found=text_sha256(text))
        try:
            people = parse(text)
        except CertificateError as error:
            yield Finding(f"private.{name}", error.text)
            continue
        yield from _of_the_same_people(name, people, shown)


def _roll(certificate: Certificate) -> Iterator[Finding]:
    if ROLL in certificate.result:
        own = {name: parse(text) for name, text in certificate.private.items()}
        yield from check_roll(certificate.result[ROLL], certificate.assigned, own)


def _of_the_same_people(name: str, people: Listing, shown: Listing) -> Iterator[Finding]:
    """What is published of each row is what the list says of it."""
    codes = people.codes if set(shown.codes) == set(people.codes) else public_codes(people)
    if set(shown.codes) != set(codes):
        yield Finding(
            f"lists.{name}",
            Text("公布的编号与名单不是同一批人。", "The published codes are not those of the people in the list."),
        )
        return
    rows = dict(zip(codes, people.rows, strict=True))
    hidden = codes != people.codes  # asked once: the codes are collected anew each time
    for shown_row in shown.by_code.values():
        own = dict(zip(people.columns, rows[shown_row["code"]], strict=True))
        if hidden:
            own |= {"name": masked(own.get("name", "")), "tail": tail(own["code"]), "code": shown_row["code"]}
        for column in shown_row.keys() & own.keys() - {_MAPPED}:
            yield from differs(f"lists.{name}.{column}", stated=shown_row[column], found=own[column])
