"""Co-hosts with everything of them that has a number."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.models import ApiToken, User
from eventapp.agenda.models import SessionKind
from eventapp.agenda.services.hosting import give_to_host
from eventapp.events.models import Category, Event, Membership
from eventapp.journal.services import SYSTEM
from eventapp.mail.models import Email
from eventapp.media.documents import PDF
from eventapp.media.models import StoredFile
from eventapp.media.purposes import FilePurpose
from eventapp.orm import Translated
from eventapp.people.models import DirectoryFile, HostLevel
from eventapp.people.services import make_host_token
from eventapp.registration.models import Contingent
from eventapp.registration.services import invitations
from eventapp.registration.services.invitations import InvitationChange
from eventapp.speakers.models import Visibility
from eventapp.speakers.services.materials import MaterialChange, add_material
from tests.factories.agenda import make_session
from tests.factories.furnished import NOWHERE
from tests.factories.people import (
    make_desk,
    make_host,
    make_organisation,
    make_person,
    make_representative,
)
from tests.factories.registrations import make_registration


@dataclass(slots=True)
class Cohost:
    """A co-host with everything of it that has a number, as plain values."""

    name: str
    organisation_id: int
    representative: User
    references: list[str]
    guests: list[str]
    words: list[str]
    """What a page would hold if it showed anything of this co-host's people."""
    numbers: list[dict[str, object]]
    """Values for addresses, a set for each thing of the co-host."""


def make_cohost(session: Session, event: Event, category: Category, name: str) -> Cohost:
    """Return a stored co-host with a representative, people, e-mails and kept places."""
    organisation = make_organisation(session, event, f"Haus {name}")
    host = make_host(session, event, organisation, level=HostLevel.COHOST, position=1)
    person = make_person(session, event, family_name=f"Redner-{name}")
    contingent = Contingent(
        event=event, name=f"Kontingent-{name}", places=3, organisation=organisation
    )
    session.add(contingent)
    people = [
        make_registration(
            session, event, category, f"Gast-{name}-{number}",
            given_name=f"Vorname-{name}", organisation=organisation.name,
            email=f"gast-{name}-{number}@example.org".lower(),
        )
        for number in range(2)
    ]  # fmt: skip
    make_person(session, event, family_name=f"Eigene-{name}", organisation=organisation)
    item = make_session(
        session, event, title=Translated.same(f"Punkt-{name}"), kind=SessionKind.TALK
    )
    give_to_host(session, item, organisation, by=SYSTEM, now=clock.now())
    desk = make_desk(session, event, Translated.same(f"Stand-{name}"), organisation=organisation)
    leaflet = StoredFile(
        event_id=event.id, purpose=FilePurpose.MATERIAL, name=f"Blatt-{name}.pdf",
        content_type=PDF, size=1, digest="", created_at=clock.now(), created_by="",
    )  # fmt: skip
    kept = MaterialChange(visibility=Visibility.INTERNAL)
    material = add_material(session, desk, kept, leaflet, by=SYSTEM, now=clock.now())
    (written,) = invitations.written_to(
        event,
        category,
        [InvitationChange(email=f"asked-{name}@example.org".lower(), family_name=f"Asked-{name}")],
        organisation,
        now=clock.now(),
    )
    invitations.invite_all(session, event, [written], by=SYSTEM, now=clock.now())
    invitation = written.invitation
    address = f"representative-{name}@example.org".lower()
    representative = make_representative(session, event, host, address, language="en")
    table = DirectoryFile(
        event_id=event.id,
        kind=f"guests-{host.id}",
        name="guests.csv",
        content=f"E-mail;Name\nlisted-{name}@example.org;Listed-{name}".encode(),
        uploaded_at=clock.now(),
    )
    session.add(table)
    make_host_token(session, host, f"Token-{name}", by=SYSTEM, now=clock.now())
    session.commit()
    (token,) = session.scalars(
        select(ApiToken.public_id).where(ApiToken.organisation_id == organisation.id)
    )
    public_ids = (person.public_id, invitation.public_id, item.public_id)
    member = session.scalars(
        select(Membership.id).where(Membership.user_id == representative.id)
    ).one()
    email = session.scalars(
        select(Email.id).where(Email.organisation_id == organisation.id)
    ).first()
    assert email is not None
    words = [address, contingent.name, person.family_name, f"Vorname-{name}", f"Asked-{name}"]
    words += [f"Punkt-{name}", f"Eigene-{name}", f"Listed-{name}", f"Token-{name}"]
    words += [f"Stand-{name}", f"Blatt-{name}"]
    for registration in people:
        words += [registration.reference, registration.family_name, registration.email or ""]
    numbers = [
        {
            **NOWHERE,
            "event": "spring",
            "reference": people[0].reference,
            "public_id": public_id,
            "item_id": person.public_id,
            "person_id": person.public_id,
            "record_id": record,
            "membership_id": member,
            "host_id": host.id,
            "member_id": host.members[0].id,
            "number": record,
            "email_id": email,
            "material_id": material.public_id,
        }
        for record in (organisation.id, host.id, person.id, contingent.id, desk.id)
        for public_id in (*public_ids, table.public_id, token)
    ]
    session.rollback()
    references, guests = [numbers[0]["reference"]], [f"Gast-{name}-{n}" for n in range(2)]
    return Cohost(
        name,
        organisation.id,
        representative,
        [str(reference) for reference in references],
        guests,
        words,
        numbers,
    )
