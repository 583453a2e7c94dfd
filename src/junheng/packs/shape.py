"""Whether a pack's files have the shape that `schema.json` declares."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import TYPE_CHECKING, Any

from junheng.language import Text
from junheng.packs.errors import Finding, found
from junheng.packs.files import SHARED, Toml

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

_LANGUAGES = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}


@functools.cache
def schema() -> dict[str, Any]:
    """The JSON schema of all kinds of file."""
    text = resources.files(__package__).joinpath("schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def check_shape(file: str, content: Toml) -> tuple[Finding, ...]:
    """Everything in a file that the schema does not allow, in the order of the keys."""
    errors = sorted(_validator(_kind(file)).iter_errors(content), key=lambda error: [str(part) for part in error.absolute_path])
    return tuple(finding for error in errors for finding in _findings(file, error))


def _kind(file: str) -> str:
    if file == SHARED:
        return "pack_file"
    return "form_file" if "/" in file else "standard_file"


@functools.cache
def _validator(kind: str) -> Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator({**schema(), "$ref": f"#/$defs/{kind}"})


def _findings(file: str, error: ValidationError) -> Iterator[Finding]:
    key = path(error.absolute_path)
    last = str(error.absolute_path[-1]) if error.absolute_path else ""
    if error.validator == "required":
        yield _missing(file, key, next(name for name in error.validator_value if f"'{name}'" in error.message))
    elif error.validator == "additionalProperties":
        allowed = error.schema.get("properties", {})
        for name in error.instance:
            if name not in allowed:
                yield found("key-unknown", file, path([*error.absolute_path, name]), name=name, known=", ".join(allowed))
    elif error.validator == "anyOf" and last == "source":
        yield found("source-missing", file, key)
    elif error.validator == "minLength" and last in _LANGUAGES:
        yield found("name-missing", file, key, language=_LANGUAGES[last])
    else:
        yield found("value-wrong", file, key, value=_short(error.instance), expected=_expected(error))


def _missing(file: str, key: str, name: str) -> Finding:
    if name in _LANGUAGES:
        return found("name-missing", file, key, language=_LANGUAGES[name])
    if name in ("source", "title") and (name == "source" or key.endswith("source")):
        return found("source-missing", file, key)
    return found("key-missing", file, key, name=name)


_TYPES = {
    "object": Text("一个表", "a table"),
    "array": Text("一个列表", "a list"),
    "string": Text("文字", "a text"),
    "number": Text("一个数", "a number"),
    "integer": Text("一个整数", "a whole number"),
    "boolean": Text("true 或 false", "true or false"),
}

_BOUNDS = {
    "enum": Text("应为 {value} 之一", "it should be one of {value}"),
    "minimum": Text("不能小于 {value}", "at least {value}"),
    "exclusiveMinimum": Text("应大于 {value}", "more than {value}"),
    "maximum": Text("不能大于 {value}", "at most {value}"),
    "minItems": Text("至少 {value} 项", "at least {value} items"),
    "maxItems": Text("至多 {value} 项", "at most {value} items"),
    "minProperties": Text("至少 {value} 项", "at least {value} entries"),
    "uniqueItems": Text("不能重复", "each only once"),
    "minLength": Text("不能为空", "not empty"),
}


def _expected(error: ValidationError) -> Text:
    """What the schema wants here, in words."""
    value = error.validator_value
    if error.validator == "type":
        return Text("应为{kind}", "it should be {kind}").format(kind=_TYPES[value])
    if "expected" in error.schema:
        return Text(**error.schema["expected"])
    return _BOUNDS[str(error.validator)].format(value=", ".join(map(str, value)) if isinstance(value, list) else value)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def path(parts: Iterable[str | int]) -> str:
    """``indicator.books.floor.primary[0].from``."""
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")
