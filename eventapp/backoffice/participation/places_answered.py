"""What was said of the places of those whose last part ends."""

from flask import request

from eventapp.registration.models import PlaceAfter

NAMED = "place-"
"""Before the public id of a person: the field that tells what becomes of their place."""


def places_answered() -> dict[str, PlaceAfter]:
    """Return the answers that were sent, by public id of the person; nonsense is no answer."""
    return {
        name.removeprefix(NAMED): PlaceAfter(value)
        for name, value in request.form.items()
        if name.startswith(NAMED) and value in [*PlaceAfter]
    }
