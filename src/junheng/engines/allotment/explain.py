"""Why this number, why not picked: the row's own key, which one command recomputes."""

from __future__ import annotations

import hashlib
import hmac

from junheng.certificates import Certificate
from junheng.language import Text

#: The domain that decides the order of a method.
_DOMAIN = {"lottery": "lottery", "sample": "sample", "experts": "sample", "inspectors": "sites"}
_LIST = {"inspectors": "sites"}


def why(certificate: Certificate, code: str) -> Text:
    """What a row got and how to recompute its key; `code` as published.

    Raises
    ------
    KeyError
        No list of the certificate has the code.
    """
    method = certificate.algorithm.name
    shown = certificate.lists[_LIST.get(method, "list")]
    if code not in shown.by_code:
        raise KeyError(code)
    seed = bytes.fromhex(certificate.seed)

    def key(of: str) -> bytes:
        return hmac.digest(seed, f"order|{_DOMAIN[method]}|{of}".encode(), hashlib.sha256)

    place = sum(key(other) < key(code) for other in shown.codes) + 1
    got = certificate.assigned.get(code)
    outcome = Text("结果：{got}", "result: {got}").format(got=got) if got is not None else Text("未抽中", "not picked")
    return Text(
        "{code} 的排序值为 {key}…，在 {n} 行中排第 {place}；{outcome}。"
        "重算：printf 'order|{domain}|{code}' | openssl dgst -sha256 -mac hmac -macopt hexkey:{seed}",
        "The key of {code} is {key}…, number {place} of {n}; {outcome}. "
        "Recompute it: printf 'order|{domain}|{code}' | openssl dgst -sha256 -mac hmac -macopt hexkey:{seed}",
    ).format(
        code=code, key=key(code).hex()[:16], n=len(shown.rows), place=place, outcome=outcome, domain=_DOMAIN[method], seed=certificate.seed
    )
