"""Whose organisation the directory came to know after they had registered."""

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.people.queries import organisations_named
from eventapp.registration.models import Registration


def recognise(session: Session, event: Event) -> None:
    """Note the organisation of everybody whose typed name the directory knows by now.

    Call it after organisations were added or named otherwise: limits, contingents and co-hosts
    then see whoever registered before. Who belongs to one already stays there.
    """
    unknown = (
        Registration.event_id == event.id,
        Registration.organisation_id.is_(None),
        Registration.organisation_key != "",
    )
    session.flush()
    names = session.scalars(select(Registration.organisation_name).where(*unknown).distinct()).all()
    recognised = organisations_named(session, event, names) if names else {}
    if not recognised:
        return
    table = Registration.__table__
    now_known = (
        update(Registration)
        .where(*unknown, Registration.organisation_name == bindparam("typed"))
        .values(organisation_id=bindparam("number"), version=table.c.version + 1)
    )
    rows = [{"typed": name, "number": number} for name, number in recognised.items()]
    session.connection().execute(now_known, rows)
    session.expire_all()
