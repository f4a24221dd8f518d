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
        found = json.loads(
            sent.decode("utf-8"),
            object_pairs_hook=_each_once,
            parse_constant=_number,
            parse_float=_number,
        )
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    _check_texts(found)
    return found


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _number(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        raise ValueError("a number is not finite")
    return number


def _check_texts(found: Any) -> None:
    rest = [found]
    while rest:
        one = rest.pop()
        if isinstance(one, dict):
            rest += [*one, *one.values()]
        elif isinstance(one, list):
            rest += one
        elif isinstance(one, str) and _NO_TEXT.search(one):
            raise ValueError("a text holds what no text holds")
