"""The Bot API's table of methods, fields and types (level 10.0), and the check of a call against it.

Stricter than Telegram on purpose: a field the table does not know is refused and named, where the real server
would pass over it in silence. It knows the form of a call, not its meaning.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from bot.sandbox.errors import bad

Check = Callable[[Any, str], Any]
# Closed lists the table of types does not carry.
CHOICES = {
    ("sendChatAction", "action"): {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    },
    ("InlineKeyboardButton", "style"): {"danger", "success", "primary"},
    ("KeyboardButton", "style"): {"danger", "success", "primary"},
    ("sendPoll", "type"): {"regular", "quiz"},
}
_CHOICE_ERRORS = {("sendChatAction", "action"): "wrong parameter action in request"}
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "from_chat_id": "from_chat_id is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "video": "there is no video in the request",
    "audio": "there is no audio in the request",
    "voice": "there is no voice in the request",
    "animation": "there is no animation in the request",
    "message_ids": "message identifiers are not specified",
    "message_id": "message identifier is not specified",
}
_SPOKEN = {
    "InlineKeyboardButton": "inline keyboard button",
    "KeyboardButton": "keyboard button",
    "ReplyKeyboardMarkup": "reply keyboard markup JSON object",
}


class Upload(NamedTuple):
    """A file that came in a multipart body."""

    name: str
    mime: str
    content: bytes


class Form(NamedTuple):
    """One method or type: its name, its fields' checks and the required ones."""

    name: str
    checks: dict[str, Check]
    required: tuple[str, ...]

    def check(self, given: dict[str, Any], where: str) -> dict[str, Any]:
        """Every value in its own type. Raises Refused naming the field."""
        checks = self.checks
        clean: dict[str, Any] = {}
        for name, value in given.items():
            if name not in checks:
                raise bad(f'unknown field "{name}" in {where}')
            if value is not None and value != "":
                clean[name] = checks[name](value, name)
        return clean


@cache
def table() -> dict[str, Any]:
    """The table as shipped: {"level", "methods", "types"}."""
    text = resources.files("bot.sandbox").joinpath("schema.json").read_text("utf-8")
    parsed: dict[str, Any] = json.loads(text)
    return parsed


@cache
def method_names() -> dict[str, str]:
    """Lower-case names to their proper spelling."""
    return {name.lower(): name for name in table()["methods"]}


@cache
def method_form(name: str) -> Form:
    return _form(name, table()["methods"][name])


def check_call(name: str, given: dict[str, Any]) -> dict[str, Any]:
    """The call's parameters in their own types. Raises Refused for an unknown, missing or ill-typed field."""
    form = method_form(name)
    clean = form.check(given, name)
    for required in form.required:
        if required not in clean:
            raise bad(_MISSING.get(required, f'parameter "{required}" is required'))
    return clean


@cache
def _type_form(name: str) -> Form:
    return _form(name, table()["types"][name])


def _form(name: str, fields: dict[str, str]) -> Form:
    checks = {
        field.rstrip("!"): _with_choices(name, field.rstrip("!"), spec) for field, spec in fields.items()
    }
    return Form(name, checks, tuple(field[:-1] for field in fields if field.endswith("!")))


def _with_choices(owner: str, field: str, spec: str) -> Check:
    check, choices = _check(spec), CHOICES.get((owner, field))
    if choices is None:
        return check

    def chosen(value: Any, where: str) -> Any:
        if check(value, where) not in choices:
            raise bad(
                _CHOICE_ERRORS.get(
                    (owner, field), f"can't parse {where}: it must be one of {sorted(choices)}"
                )
            )
        return value

    return chosen


@cache
def _check(spec: str) -> Check:
    if spec in _SIMPLE:
        return _SIMPLE[spec]
    if spec.startswith("="):
        return _constant(spec[1:])
    if spec.startswith("*") and "|" in spec:
        return _array(spec[1:].replace("|*", "|"))
    if "|" in spec:
        return _union(tuple(spec.split("|")))
    if spec.startswith("*"):
        return _array(spec[1:])
    return _object(spec)


def _integer(value: Any, field: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    try:
        if isinstance(value, str):
            return int(value)
    except ValueError:
        pass
    raise bad(f'parameter "{field}" must be an Integer')


def _float(value: Any, field: str) -> float:
    try:
        if not isinstance(value, bool):
            return float(value)
    except (TypeError, ValueError):
        pass
    raise bad(f'parameter "{field}" must be a Float')


def _string(value: Any, field: str) -> str:
    return value if isinstance(value, str) else _fail(field, "a String")


def _boolean(value: Any, field: str) -> bool:
    if isinstance(value, bool):
        return value
    known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    found = known.get(value.lower()) if isinstance(value, str) else None
    return found if found is not None else _fail(field, "a Boolean")


def _file(value: Any, field: str) -> Upload | str:
    return value if isinstance(value, Upload | str) else _fail(field, "a file or a String")


def _fail(field: str, expected: str) -> Any:
    raise bad(f'parameter "{field}" must be {expected}')


def _constant(expected: str) -> Check:
    def same(value: Any, field: str) -> Any:
        return value if value == expected else _fail(field, f'"{expected}"')

    return same


def _array(inner: str) -> Check:
    def each(value: Any, field: str) -> list[Any]:
        items = _parsed(value, field)
        if not isinstance(items, list):
            raise bad(f"can't parse {field}: expected an Array of {inner.lstrip('*')}")
        check = _check(inner)
        return [check(item, field) for item in items]

    return each


def _object(name: str) -> Check:
    def whole(value: Any, field: str) -> Any:
        found = _parsed(value, field)
        variants = table()["types"].get(name)
        if isinstance(variants, list):
            return _union(tuple(variants))(found, field)
        if not isinstance(found, dict):
            raise bad(f"can't parse {field}: expected an Object of {_SPOKEN.get(name, name)}")
        return _filled(name, found)

    return whole


def _filled(name: str, found: dict[str, Any]) -> dict[str, Any]:
    form = _type_form(name)
    clean = form.check(found, name)
    for required in form.required:
        if required not in found:
            raise bad(f"can't parse {_SPOKEN.get(name, name)}: Can't find field \"{required}\"")
        clean.setdefault(required, "")
    return clean


def _union(names: tuple[str, ...]) -> Check:
    if "InputFile" in names:
        return _file
    if names == ("Integer", "String"):
        return _identifier

    def one_of(value: Any, field: str) -> Any:
        found = _parsed(value, field)
        if not isinstance(found, dict):
            raise bad(
                "object expected as reply markup"
                if field == "reply_markup"
                else f"can't parse {field}: object expected"
            )
        return _filled(_variant(names, found, field), found)

    return one_of


def _variant(names: tuple[str, ...], found: dict[str, Any], field: str) -> str:
    """The variant whose constants fit and most of whose required fields are all there; else one whose constants fit."""
    fitting = [name for name in names if _has_its_constants(name, found)]
    whole = [name for name in fitting if set(_type_form(name).required) <= set(found)]
    if whole:
        return max(whole, key=lambda name: len(_type_form(name).required))
    if fitting and len(fitting) < len(names):
        return fitting[0]
    if field == "reply_markup":
        raise bad("can't parse reply keyboard markup JSON object")
    raise bad(f"can't parse {field}: it fits none of {', '.join(names)}")


def _has_its_constants(name: str, found: dict[str, Any]) -> bool:
    fields: dict[str, str] = table()["types"][name]
    return all(found.get(f.rstrip("!")) == spec[1:] for f, spec in fields.items() if spec.startswith("="))


def _identifier(value: Any, field: str) -> int | str:
    if isinstance(value, str) and value.lstrip("-").isdigit():
        return int(value)
    return value if isinstance(value, str) else _integer(value, field)


def _parsed(value: Any, field: str) -> Any:
    """A form carries nested values as JSON text; a JSON body may carry them either way."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        if field == "reply_markup":
            raise bad("can't parse reply keyboard markup JSON object") from None
        raise bad(f"can't parse {field} JSON object") from None


_SIMPLE: dict[str, Check] = {
    "Integer": _integer,
    "Float": _float,
    "String": _string,
    "Boolean": _boolean,
    "InputFile": _file,
}
