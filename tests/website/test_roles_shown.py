"""Who moderates, interprets or does the technology stands rightly wherever a programme is read."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionPart
from eventapp.agenda.services import RoleChange
from eventapp.orm import Translated
from eventapp.registration.services.contributors import admit
from tests.factories.agenda import make_session
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_organisation, make_person
from tests.factories.podium import BEGINS
from tests.factories.registrations import SOMEBODY
from tests.factories.sessions import release

pytestmark = pytest.mark.on_sqlite
NAMED, INSIDE = ("Vorsitz", "Dolmetsch"), "Technikus"
PLACES = (
    "/spring/agenda?lang=de",
    "/spring/agenda/{item}?lang=de",
    "/spring/agenda.json",
    "/spring/agenda.xml",
    "/spring/agenda.csv",
    "/spring/agenda.ics",
    "/spring/agenda/{item}.ics",
    "/spring/speakers?lang=de",
)


def test_each_role_is_named_as_such_and_the_team_alone_knows_the_internal_one(
    session: Session, client: FlaskClient
) -> None:
    event, _category = make_event_with_category(session)
    union = make_organisation(session, event, "Union der Cluster")
    chair, interpreter, technician = (
        make_person(session, event, given_name="Kim", family_name=name) for name in (*NAMED, INSIDE)
    )
    sent_by = Translated(de="Sprecherin des Beirats", fr="Porte-parole", en="Speaker of the board")
    parts = [
        RoleChange(person=chair, part=SessionPart.MODERATOR, organisation=union, function=sent_by),
        RoleChange(person=None, part=SessionPart.PANELLIST),
        RoleChange(person=interpreter, part=SessionPart.INTERPRETER),
        RoleChange(person=technician, part=SessionPart.TECHNICIAN, internal=True),
    ]
    ends = BEGINS + timedelta(hours=1)
    item = make_session(session, event, "Talk", starts_at=BEGINS, ends_at=ends, people=parts)
    release(session, event)
    for person in (chair, interpreter, technician):
        admit(session, event, person, by=SOMEBODY, now=NOON)
    session.commit()
    key = item.public_id
    session.rollback()

    text = {place: client.get(place.format(item=key)).get_data(as_text=True) for place in PLACES}
    for said in text.values():
        assert all(name in said for name in NAMED)
        assert INSIDE not in said
        assert "N. N." not in said
    for place in PLACES[:1] + PLACES[5:7]:
        unfolded = text[place].replace("\r\n ", "")
        assert "Kim Vorsitz (Moderation)" in unfolded
        assert "Kim Dolmetsch (Dolmetschen)" in unfolded or "(Interpretation)" in unfolded
    assert '"role":"moderator"' in text["/spring/agenda.json"].replace(" ", "")
    page = text["/spring/agenda/{item}?lang=de"]
    assert all(words in page for words in ("Union der Cluster", "Sprecherin des Beirats"))
