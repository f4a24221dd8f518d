"""What was said of places is read by person, and nonsense is no answer."""

from flask import Flask

from eventapp.backoffice.participation.places_answered import places_answered
from eventapp.registration.models import PlaceAfter


def test_answers_are_read_by_person_and_nonsense_is_none(app: Flask) -> None:
    sent = {"place-a": "kept", "place-b": "cancelled", "place-c": "gone", "replace": "kept"}
    with app.test_request_context("/", method="POST", data=sent):
        assert places_answered() == {"a": PlaceAfter.KEPT, "b": PlaceAfter.CANCELLED}
