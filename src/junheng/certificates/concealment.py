"""What a published certificate shows of a person: a salted hash of the code, and a masked name."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence

from .listing import Listing, listing

#: Crockford's base 32: no I, L, O, U, so that a slip of paper is read one way.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SALT_LENGTH = 16  # 80 bits: out of reach even for who knows every application number
_ID_LENGTH = 32  # hexadecimal digits
_TAIL = 4
_LEAST_FOR_TAIL = 8  # a shorter code would be given away by its tail


def base32(digest: bytes, length: int) -> str:
    """The first characters of a digest in Crockford's alphabet, the highest bits first."""
    number = int.from_bytes(digest, "big") >> (8 * len(digest) - 5 * length)
    return "".join(ALPHABET[number >> (5 * place) & 31] for place in reversed(range(length)))


def salts(people: Listing, codes: Sequence[str]) -> tuple[str, ...]:
    """The salt 核对码 of every code: the list's own where it has a column `salt`, else derived from the list itself.

    The key is a hash of the whole canonical list, which only its holders have: no further secret has to be kept, and
    the same list gives the same salts. docs/methods/certificates.md says when to give a column of random salts instead.
    """
    key = hashlib.sha256(b"junheng-salt/1\n" + people.text.encode()).digest()
    own = dict(zip(people.codes, people.column("salt") or (), strict=False))
    return tuple(own.get(code) or base32(hmac.digest(key, code.encode(), "sha256"), _SALT_LENGTH) for code in codes)


def identifier(code: str, salt: str) -> str:
    """What stands for a person in public: the first half of SHA-256 of ``junheng-id/1|code|salt``, in hexadecimal."""
    return hashlib.sha256(f"junheng-id/1|{code}|{salt}".encode()).hexdigest()[:_ID_LENGTH]


def masked(name: str) -> str:
    """A name with its middle hidden: 冯*睿, 冯*, 阿***·买**, J*** S****.

    >>> [masked(name) for name in ("冯天睿", "冯睿", "欧阳天睿", "John Smith", "")]
    ['冯*睿', '冯*', '欧**睿', 'J*** S****', '']
    """
    return "".join(part if re.fullmatch(r"[\s·•.\-]*", part) else _masked_word(part) for part in re.split(r"([\s·•.\-]+)", name))


def _masked_word(word: str) -> str:
    keeps_last = len(word) > 2 and not word.isascii() and "\u4e00" <= word[-1] <= "\u9fff" and len(word) <= 4
    return word[0] + "*" * (len(word) - 1 - keeps_last) + (word[-1] if keeps_last else "")


def tail(code: str) -> str:
    """The last four characters of a long code, by which people find their row; nothing of a short one."""
    return code[-_TAIL:] if len(code) >= _LEAST_FOR_TAIL else ""


def published(people: Listing, columns: Sequence[str] = (), *, open_codes: bool = False) -> Listing:
    """The list as the public sees it: `code` is the salted hash, then the masked `name` and the `tail`, and the named columns as they are.

    With `open_codes`, code and name are shown as they are: for sites and offices, never for people.
    """
    names = people.column("name") or ("",) * len(people.rows)
    kept = [people.column(column) or ("",) * len(people.rows) for column in columns]
    if open_codes:
        return listing(("code", "name", *columns), list(zip(people.codes, names, *kept, strict=True)))
    ids = public_codes(people)
    rows = zip(ids, map(masked, names), map(tail, people.codes), *kept, strict=True)
    return listing(("code", "name", "tail", *columns), list(rows))


def public_codes(people: Listing, *, open_codes: bool = False) -> tuple[str, ...]:
    """What stands for every row of the list in public, in the order of the list."""
    if open_codes:
        return people.codes
    return tuple(identifier(code, salt) for code, salt in zip(people.codes, salts(people, people.codes), strict=True))
