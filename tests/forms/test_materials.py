"""A file with who may read it: asked for where it is new, offered for own sessions alone."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask, g
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.forms.materials import MaterialForm, add_by_form, change_by_form
from eventapp.journal.services import SYSTEM
from eventapp.speakers.errors import NoFileChosen
from eventapp.speakers.models import Material, Visibility
from eventapp.speakers.services.materials import MaterialChange
from tests.factories.agenda import make_session
from tests.factories.events import NOON
from tests.factories.speakers import make_material

pytestmark = pytest.mark.on_sqlite


def test_moment_is_read_and_shown_on_the_clock_of_the_event(app: Flask, event: Event) -> None:
    held = MaterialChange(public_from=NOON)
    sent = {"visibility": "everybody", "public_from": "2027-03-26T14:00", "title-en": "Slides"}
    with app.test_request_context("/", method="POST", data=sent):
        g.event = event
        shown = MaterialForm.shown(held)["public_from"]
        change = MaterialForm().change(db.session(), event, held)

    assert shown == NOON.astimezone(event.tzinfo).replace(tzinfo=None)
    assert change.public_from is not None
    assert change.public_from.astimezone(event.tzinfo).hour == 14
    assert (change.visibility, change.title.into("en")) == (Visibility.EVERYBODY, "Slides")


def test_only_the_sessions_that_are_offered_can_be_chosen(
    app: Flask, session: Session, event: Event
) -> None:
    own = make_session(session, event, "Looms", starts_at=NOON)
    other = make_session(session, event, "Threads", starts_at=NOON + timedelta(hours=1))
    session.flush()
    for item, fine in ((own, True), (other, False)):
        sent = {"visibility": "internal", "session": item.public_id}
        with app.test_request_context("/", method="POST", data=sent):
            g.event = event
            form = MaterialForm(meta={"csrf": False})
            form.offer([own])
            form.validate()
            assert ("session" not in form.errors) is fine


def test_new_material_needs_a_file_and_a_changed_one_keeps_its_own(
    app: Flask, session: Session, event: Event, tmp_path: Path
) -> None:
    item = make_session(session, event, "Looms", starts_at=NOON)
    session.flush()
    public_id = make_material(session, tmp_path / "media", item).public_id
    session.commit()

    with app.test_request_context("/"):
        g.event = event
        seen = str(MaterialForm.of(MaterialChange()).seen.data)
    sent = {"visibility": "internal", "seen": seen}
    with app.test_request_context("/", method="POST", data=sent):
        here = db.session().get_one(Event, event.id)
        g.event = here
        material = db.session().query(Material).one()
        with pytest.raises(NoFileChosen):
            add_by_form(here, MaterialForm(), lambda: item, by=SYSTEM, now=NOON)
        change_by_form(here, MaterialForm(), material, by=SYSTEM, now=NOON)
        assert (material.public_id, material.visibility) == (public_id, Visibility.INTERNAL)
        assert len(material.versions) == 1
