"""The demo's representatives: two act for the French host."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.services import users as accounts
from eventapp.events import services as events
from eventapp.events.models import Event, Role
from eventapp.people.models import Host, HostMember, Organisation

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
