"""JSON as programs send it, read strictly: what two readers could take differently is refused."""

import json
import math
import re
from typing import Any

_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def read(sent: bytes) -> Any:
    """Return what the JSON says; ValueError when it is broken, ambiguous, or deeper than is meant.

    Refused beside broken JSON: a key twice in one object, NaN and infinities, NUL and half
    characters, anything but UTF-8.
    """
    try:
        content = json.loads(
            sent.decode("utf-8"),
            object_pairs_hook=_each_once,
            parse_constant=_number,
            parse_float=_number,
        )
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    _check_texts(content)
    return content


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, object]:
    by_key = dict(pairs)
    if len(by_key) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return by_key


def _number(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        raise ValueError("a number is not finite")
    return number


def _check_texts(content: Any) -> None:
    rest = [content]
    while rest:
        part = rest.pop()
        if isinstance(part, dict):
            rest += [*part, *part.values()]
        elif isinstance(part, list):
            rest += part
        elif isinstance(part, str) and _NO_TEXT.search(part):
            raise ValueError("a text holds what no text holds")
