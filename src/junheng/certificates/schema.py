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
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema())


def first_error(raw: Mapping[str, Any]) -> str:
    """The first place that is not by the schema, and why; empty where all is."""
    for error in _validator().iter_errors(raw):
        place = ".".join(str(part) for part in error.absolute_path)
        return f"{place}: {error.message[:200]}"
    return ""
