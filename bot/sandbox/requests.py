"""From bytes on the wire to a method's raw parameters and files: query, form, multipart or JSON.

Knows the encodings the Bot API takes ("Making requests"), nothing of any method.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from python_multipart import create_form_parser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field, File

from bot.sandbox.errors import Refused, bad
from bot.sandbox.schema import Upload

MOST_BODY_BYTES = 52 * 2**20


class Request(NamedTuple):
    """`params` as they came, strings except from a JSON body; `files` by their part's name."""

    params: dict[str, Any]
    files: dict[str, Upload]


def parse(query: bytes, content_type: str, body: bytes) -> Request:
    """Raises Refused for a body that is not what its Content-Type says."""
    params: dict[str, Any] = _pairs(query)
    files: dict[str, Upload] = {}
    if not body:
        return Request(params, files)
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        params |= _json(body)
    elif kind == "multipart/form-data":
        _multipart(content_type, body, params, files)
    elif kind == "application/x-www-form-urlencoded":
        params |= _pairs(body)
    else:
        raise bad(f"can't read a body of type {content_type or 'none'}; send a form, multipart or JSON")
    return Request(params, files)


def _pairs(encoded: bytes) -> dict[str, Any]:
    if not encoded:
        return {}
    try:
        return dict(parse_qsl(encoded.decode("utf-8"), keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError:
        raise bad("strings must be encoded in UTF-8") from None


def _json(body: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body)
    except ValueError:
        raise bad("can't parse JSON object") from None
    if not isinstance(parsed, dict):
        raise bad("request body must be a JSON object")
    return parsed


def _multipart(content_type: str, body: bytes, params: dict[str, Any], files: dict[str, Upload]) -> None:
    def on_field(part: Field) -> None:
        params[_name(part.field_name)] = (part.value or b"").decode("utf-8")

    def on_file(part: File) -> None:
        stream = part.file_object
        stream.seek(0)
        mime = (part.content_type or "").partition(";")[0]
        files[_name(part.field_name)] = Upload(_name(part.file_name), mime, stream.read())
        part.close()

    headers = {"Content-Type": content_type.encode(), "Content-Length": str(len(body)).encode()}
    try:
        parser = create_form_parser(headers, on_field, on_file)
        parser.write(body)
        parser.finalize()
    except (FormParserError, UnicodeDecodeError):
        raise bad("can't read the multipart body") from None


def _name(value: bytes | None) -> str:
    return (value or b"").decode("utf-8", "replace")


def check_size(length: int) -> None:
    """Raises Refused for a body no Telegram server would take."""
    if length > MOST_BODY_BYTES:
        raise Refused(413, "Request Entity Too Large")
