"""The certificate's schema, shipped beside this module and shown in docs/methods/certificates.md."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator


@cache
def schema() -> Mapping[str, Any]:
    """The JSON Schema of a certificate."""
    read: Mapping[str, Any] = json.loads(files("junheng.certificates").joinpath("certificate.schema.json").read_text(encoding="utf-8"))
    return read


@cache
def _validator(part: str = "") -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    whole = schema()
    return Draft202012Validator(whole if not part else {"$defs": whole["$defs"], "$ref": f"#/$defs/{part}"})


def first_error(raw: Mapping[str, Any]) -> str:
    """The first place that is not by the schema, and why; empty where all is."""
    return _first(_validator(), raw)


def first_seal_error(raw: Any) -> str:  # noqa: ANN401 - whatever the file holds
    """The same of one seal in a file of seals, which has its digest beside it."""
    if not isinstance(raw, dict) or not isinstance(raw.get("digest"), str):
        return "digest"
    return _first(_validator("seal"), {key: value for key, value in raw.items() if key != "digest"})


def _first(validator: Draft202012Validator, raw: Mapping[str, Any]) -> str:
    for error in validator.iter_errors(raw):
        place = ".".join(str(part) for part in error.absolute_path)
        return f"{place}: {error.message[:200]}"
    return ""
