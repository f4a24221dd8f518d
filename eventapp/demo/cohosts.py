"""The demo's representatives: two act for the French host, with delegation, sessions and desk."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.accounts.services import users as accounts
from eventapp.agenda.queries import draft
from eventapp.agenda.services.hosting import TimeWanted, give_to_host, propose_time
from eventapp.events import services as events
from eventapp.events.models import Event, Role
from eventapp.journal.services import Actor
from eventapp.mail.models import Email, EmailState
from eventapp.people.models import Host, HostMember, Organisation
from eventapp.people.queries import desks
from eventapp.people.services import DeskChange, change_desk
from eventapp.registration.models import Contingent, Invitation, Registration, State
from eventapp.registration.services.invitations import (
    InvitationChange,
    decline,
    invite_all,
    written_to,
)

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


LOOKED_AFTER = (
    "Deutsch-französische Clusterkooperationen",
    "Von Clustern zu kooperierenden Regionen",
)
"""How the titles of the sessions begin that the French host looks after."""
DESK = "Pôles de compétitivité"


def load_presence(
    session: Session, event: Event, organisation: Organisation, *, by: Actor, now: datetime
) -> None:
    """Give a host two sessions and a desk; for the second session it proposes a later time."""
    given = now - timedelta(days=12)
    items = [
        item
        for begin in LOOKED_AFTER
        for item in draft(session, event)
        if item.title.into("de").startswith(begin)
    ]
    for item in items:
        give_to_host(session, item, organisation, by=by, now=given)
    user = session.scalars(select(User).where(User.email_key == COHOST)).one()
    starts_at, ends_at = items[-1].starts_at, items[-1].ends_at
    if starts_at is not None and ends_at is not None:
        later = timedelta(minutes=15)
        times = TimeWanted(
            starts_at=starts_at + later,
            ends_at=ends_at + later,
            note="Le train de Paris n’arrive qu’à 12 h 20.",
        )
        asked_by = Actor("user", user.id, TEAM[0][0])
        propose_time(
            session, items[-1], organisation, times, by=asked_by, now=now - timedelta(days=4)
        )
    desk = next(desk for desk in desks(session, event) if desk.name.into("fr") == DESK)
    kept = replace(DeskChange.of(desk), organisation=organisation.name)
    change_desk(session, desk, kept, by=by, now=given)


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
    InvitationChange(
        email="a.verdier@optitec.example",
        given_name="Aurore",
        family_name="Verdier",
        organisation="Optitec",
        language="fr",
    ),
)
"""Who was asked: one has not answered, one was not reached, one cannot come."""


def load_delegation(
    session: Session,
    event: Event,
    organisation: Organisation,
    made: Sequence[Registration],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Keep ten places for a host: seven are taken, two of those asked have not answered."""
    poles = [guest for guest in made if guest.category.key == "poles" and guest.country == "FR"]
    coming = [
        guest for guest in poles if guest.state is State.CONFIRMED and guest.email is not None
    ]
    if not coming:
        return
    category = coming[0].category
    contingent = Contingent(
        event=event,
        category=category,
        name="Délégation française",
        places=PLACES,
        organisation=organisation,
        release_at=now.replace(minute=0, second=0, microsecond=0) + timedelta(days=4),
    )
    session.add(contingent)
    session.flush()
    for guest in coming[:TAKEN]:
        guest.contingent, guest.delegation_id = contingent, organisation.id
    gone = [guest for guest in poles if guest.state is State.CANCELLED]
    for guest in gone[:1]:
        guest.delegation_id = organisation.id
    sent = now - timedelta(days=9)
    written = written_to(event, category, ASKED, organisation, now=sent)
    invite_all(session, event, written, by=by, now=sent)
    asked = Invitation.email == ASKED[-1].email
    invitation = session.scalars(select(Invitation).where(asked)).one()
    visitor = Actor("visitor")
    decline(session, invitation, by=visitor, now=now - timedelta(days=6))


def one_invitation_returned(session: Session) -> None:
    """Let the e-mail to one who was asked have come back."""
    returned = update(Email).where(Email.to_address == RETURNED)
    session.execute(returned.values(state=EmailState.BOUNCED, sent_at=None))
