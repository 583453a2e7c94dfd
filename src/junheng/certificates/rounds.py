"""Late arrivals 补录: a further round under the same sealed rules, with numbers of its own, for people who had none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from junheng.draw import SeedSource
from junheng.language import Text
from junheng.tables import Issue, Place, Severity

from .certificate import Certificate
from .errors import CertificateError, ListRejected
from .listing import Listing, parse
from .seal import moment, text_sha256

#: Values shorter than this may come again by chance.
_LONG = 6
_SAME = (("code",), ("identity",), ("name", "birth"))


def refuse_unfit_round(
    previous: Certificate, people: Listing, rules: str, *, sources: Sequence[SeedSource], round_name: str, name: str = "list"
) -> None:
    """Refuse a further round that is not one.

    Raises
    ------
    CertificateError
        The rules are not those of the earlier round, its name is used again, or a seed source is one of the earlier round's:
        who knew that number could have computed this round already.
    ListRejected
        Somebody already has a place or number from the earlier round, by code, identity, or name and birthday.
    """
    if text_sha256(rules) != text_sha256(previous.rules):
        raise CertificateError(
            Text(
                "补录须沿用首轮封存的规则文件，当前规则与之不同。请使用首轮证书中的规则。",
                "A late round keeps the rule file of the first one, and this is another. Use the rules in the first certificate.",
            )
        )
    if round_name == previous.round_name:
        raise CertificateError(
            Text("轮次“{name}”已经用过，请换一个名称。", "The round “{name}” has been drawn; give this one a name of its own.").format(
                name=round_name
            )
        )
    for source in sources:
        for before in previous.sources:
            if _known_before(source, before):
                raise CertificateError(
                    Text(
                        "种子来源“{name}”的号码在上一轮已经公开，不能用于本轮。请用上一轮之后产生的新号码。",
                        "The value of the seed source “{name}” was known in the earlier round. Use a number that came after it.",
                    ).format(name=source.name)
                )
    issues = list(_already_drawn(previous, people, name))
    if issues:
        raise ListRejected(issues)


def _known_before(source: SeedSource, before: SeedSource) -> bool:
    if source.at and before.at and moment(source.at) <= moment(before.at):
        return True
    same_value = source.value == before.value
    return same_value and (len(source.value) >= _LONG or (source.name == before.name and source.at == before.at))


def _already_drawn(previous: Certificate, people: Listing, name: str) -> Iterator[Issue]:
    text = previous.private.get(name)
    if text is None:
        raise CertificateError(
            Text(
                "上一轮证书是公布版，没有名单。请给出留存的完整证书，才能核对谁已经参加过。",
                "The earlier certificate is the published one, without its list. Give the office's own, which tells who has drawn already.",
            )
        )
    earlier = parse(text)
    told: set[str] = set()
    for columns in _SAME:
        if not set(columns) <= set(earlier.columns) & set(people.columns):
            continue
        had = {tuple(row[column] for column in columns) for row in earlier.by_code.values()}
        for code, row in people.by_code.items():
            key = tuple(row[column] for column in columns)
            if all(key) and key in had and code not in told:
                told.add(code)
                yield _issue(code, row.get("name", ""))


def _issue(code: str, who: str) -> Issue:
    return Issue(
        "drawn_already",
        Severity.ERROR,
        Place("", column="code"),
        code,
        Text("{code} {who} 已在上一轮中抽过，结果不变。", "{code} {who} was drawn in the earlier round, and keeps that result.").format(
            code=code, who=who
        ),
        Text("从补录名单中删去；重新申请不会得到新的号码。", "Remove the row from the late list; applying again gives no new number."),
    )
