"""Pages of lists: read behind a sealed cursor, one row more than shown tells whether more come."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flask import Response, current_app, jsonify

from eventapp.api import cursors
from eventapp.events.models import Event

Row = TypeVar("Row")


def page_of(
    event: Event,
    about: tuple[str, ...],
    asked: dict[str, Any],
    *,
    read: Callable[[int, int], Sequence[Row]],
    key: Callable[[Row], int],
    tell: Callable[[Sequence[Row]], list[dict[str, Any]]],
) -> Response:
    """Return the page that is asked for, of the event's list that `about` describes.

    `read` returns at most so many rows behind a sort key, `key` a row's own, `tell` what programs
    see of a page's rows.
    """
    secret, limit = current_app.config["SECRET_KEY"], asked["limit"]
    name, *chosen = about
    bound = (name, event.public_id.hex(), *chosen)
    rows = read(cursors.unseal(secret, bound, asked["cursor"]), limit + 1)
    page = rows[:limit]
    goes_on = cursors.seal(secret, bound, key(page[-1])) if len(rows) > limit else None
    return jsonify(items=tell(page), next=goes_on)
