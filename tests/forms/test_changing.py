"""A form beside others' changes: what the page showed comes back sealed, and a clash is shown."""

from dataclasses import replace

import pytest
from flask import Flask

from eventapp.agenda.services import RoomChange
from eventapp.changes import ChangedByBoth, merged
from eventapp.forms.rooms import RoomForm
from eventapp.orm import Translated

pytestmark = pytest.mark.on_sqlite
HELD = RoomChange(name=Translated.same("Aula"), seats=9, position=0)


def test_what_the_page_showed_is_what_the_sender_saw(app: Flask) -> None:
    with app.test_request_context("/"):
        sealed = str(RoomForm.of(HELD).seen.data)
    with app.test_request_context("/", method="POST", data={"seen": sealed}):
        seen = RoomForm().looked_at()
    with app.test_request_context("/", method="POST", data={"seats": "9"}):
        assert RoomForm().looked_at() == {}

    theirs = replace(HELD, seats=10)
    mine = replace(HELD, name=Translated.same("Hall"))
    assert merged(theirs, mine, seen) == replace(theirs, name=Translated.same("Hall"))
    with pytest.raises(ChangedByBoth):
        merged(theirs, replace(HELD, seats=11), seen)


def test_a_clash_shows_theirs_beside_mine_and_what_only_they_changed_as_theirs(
    app: Flask,
) -> None:
    with app.test_request_context("/"):
        sealed = str(RoomForm.of(HELD).seen.data)
    theirs = replace(HELD, seats=10, name=Translated.same("Hall"))
    typed = {"seen": sealed, "seats": "11", "name-de": "Aula", "name-fr": "Aula", "name-en": "Aula"}
    with app.test_request_context("/?lang=en", method="POST", data=typed):
        form = RoomForm()
        with pytest.raises(ChangedByBoth) as clash:
            merged(theirs, replace(HELD, seats=11), form.looked_at())
        form.show(clash.value)

        assert form.theirs == (("Seats", "10"),)
        assert form.seats.data == 11
        assert form.name.data["de"] == "Hall"
