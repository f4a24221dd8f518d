"""An event that has something of everything, and what is nowhere, as values of addresses."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionKind
from eventapp.events.models import Membership, Role
from eventapp.mail.models import Email
from eventapp.orm import Translated
from tests.factories.accounts import make_member
from tests.factories.agenda import make_room, make_session, make_track
from tests.factories.events import make_category, make_event
from tests.factories.people import (
    make_desk,
    make_host,
    make_organisation,
    make_person,
    make_representative,
)
from tests.factories.proposals import make_call, make_proposal
from tests.factories.registrations import make_registration
from tests.factories.speakers import make_material

NOWHERE = {
    "reference": "ZZZZZZZZ",
    "public_id": "nosuchpublicid",
    "item_id": "nosuchpublicid",
    "person_id": "nosuchpublicid",
    "record_id": 987654,
    "other_id": 987655,
    "membership_id": 987654,
    "sign_in_id": 987654,
    "number": 987654,
    "email_id": 987654,
    "host_id": 987654,
    "material_id": "nosuchpublicid",
    "member_id": 987654,
    "session_id": "nosuchpublicid",
    "room_id": "nosuchpublicid",
    "organisation_id": "nosuchpublicid",
    "track_id": "nosuchpublicid",
    "proposal_id": "nosuchpublicid",
    "text_key": "rooms.nosuchpublicid.name",
    "desk_id": "nosuchpublicid",
}


def furnish(session: Session, slug: str, folder: Path | None = None) -> dict[str, object]:
    """Return an event's values for every address, each naming something it really has.

    Without a folder for files there is no material.
    """
    event = make_event(session, slug=slug)
    category = make_category(session, event)
    organisation = make_organisation(session, event, f"Pôle {slug}")
    another = make_organisation(session, event, f"Cluster {slug}")
    person = make_person(session, event, family_name=f"Speaker of {slug}")
    item = make_session(
        session,
        event,
        title=Translated.same(f"Talk of {slug}"),
        kind=SessionKind.TALK,
    )
    slides = make_material(session, folder, item, person) if folder else None
    room = make_room(session, event, f"Hall of {slug}")
    track = make_track(session, event, f"Thread of {slug}")
    desk = make_desk(session, event, Translated.same(f"Desk of {slug}"))
    registration = make_registration(session, event, category, f"Guest{slug}")
    make_call(session, event)
    proposal = make_proposal(session, event)
    session.flush()
    member = make_member(session, event, Role.GATE)
    held = select(Membership.id).where(
        Membership.event_id == event.id, Membership.user_id == member.id
    )
    host = make_host(session, event, organisation)
    make_representative(session, event, host, f"acts@{slug}.example")
    email = session.scalars(select(Email.id).where(Email.event_id == event.id)).first()
    session.commit()
    return {
        "event": slug,
        "reference": registration.reference,
        "public_id": item.public_id,
        "item_id": item.public_id,
        "person_id": person.public_id,
        "record_id": organisation.id,
        "other_id": another.id,
        "membership_id": session.scalars(held).one(),
        "sign_in_id": NOWHERE["sign_in_id"],
        "number": 1,
        "email_id": email,
        "host_id": host.id,
        "material_id": slides.public_id if slides else NOWHERE["material_id"],
        "member_id": host.members[0].id,
        "session_id": item.public_id,
        "room_id": room.public_id,
        "organisation_id": organisation.public_id,
        "track_id": track.public_id,
        "proposal_id": proposal.public_id,
        "text_key": f"rooms.{room.public_id}.name",
        "desk_id": desk.public_id,
    }
