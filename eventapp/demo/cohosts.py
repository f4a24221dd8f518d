"""The demo's representatives: two act for the French host, whose delegation is nearly full."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp.accounts.services import users as accounts
from eventapp.events import services as events
from eventapp.events.models import Event, Role
from eventapp.journal.services import Actor
from eventapp.mail.models import Email, EmailState
from eventapp.people.models import Host, HostMember, Organisation
from eventapp.registration.models import Contingent, Registration, State
from eventapp.registration.services.invitations import InvitationChange, invite_all, written_to

COHOST = "cohost@example.org"
TEAM = (("Bérengère Montreuil", COHOST), ("Gilbert Rolland", "g.rolland@example.org"))


def load_representatives(
    session: Session, event: Event, organisation: Organisation, *, now: datetime
) -> None:
    """Let two people act for a host; they were let in without an e-mail."""
    hosts = select(Host).where(Host.organisation_id == organisation.id)
    host = session.scalars(hosts).one()
    for name, address in TEAM:
        user = accounts.add_user(session, address, name=name, language="fr", now=now)
        events.give_role(
            session, event, user, Role.COHOST, organisation_id=organisation.id, now=now
        )
        host.members.append(HostMember(host_id=host.id, user=user))


PLACES, TAKEN = 10, 7
RETURNED = "c.marty@xylofutur.example"
ASKED = (
    InvitationChange(
        email="j.laporte@ceramique.example",
        given_name="Jérôme",
        family_name="Laporte",
        organisation="Pôle Européen de la Céramique",
        language="fr",
    ),
    InvitationChange(
        email=RETURNED,
        given_name="Clémence",
        family_name="Marty",
        organisation="Xylofutur",
        language="fr",
    ),
)


def load_delegation(
    session: Session,
    event: Event,
    organisation: Organisation,
    made: Sequence[Registration],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Keep ten places for a host: seven are taken, two were asked and have not answered."""
    contingent = Contingent(
        event=event,
        name="Délégation française",
        places=PLACES,
        organisation=organisation,
        release_at=now.replace(minute=0, second=0, microsecond=0) + timedelta(days=4),
    )
    session.add(contingent)
    session.flush()
    coming = [
        guest
        for guest in made
        if guest.state is State.CONFIRMED and guest.country == "FR" and guest.email is not None
    ]
    for guest in coming[:TAKEN]:
        guest.contingent, guest.delegation_id = contingent, organisation.id
    if not coming:
        return
    sent = now - timedelta(days=9)
    written = written_to(event, coming[0].category, ASKED, organisation, now=sent)
    invite_all(session, event, written, by=by, now=sent)


def one_invitation_returned(session: Session) -> None:
    """Let the e-mail to one who was asked have come back."""
    returned = update(Email).where(Email.to_address == RETURNED)
    session.execute(returned.values(state=EmailState.BOUNCED, sent_at=None))
