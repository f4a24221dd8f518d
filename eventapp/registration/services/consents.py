"""Consents of the sign-up form and their wordings: added and changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.events.keys import free_key
from eventapp.events.models import Event
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, note_change
from eventapp.orm import Translated, lock_row
from eventapp.registration.models import Consent, ConsentGiven, ConsentText


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentChange:
    """What is edited of a consent."""

    text: Translated = Translated()
    hint: Translated = Translated()
    required: bool = False
    position: int = 0
    active: bool = True

    @classmethod
    def of(cls, consent: Consent) -> "ConsentChange":
        """Return a consent as it stands."""
        return changes.read(cls, consent)


def add_consent(
    session: Session,
    event: Event,
    change: ConsentChange,
    *,
    key: str = "",
    by: Actor,
    now: datetime,
) -> Consent:
    """Add a consent to the sign-up form, under a key of its words."""
    hold(session, event.id)
    taken = session.scalars(select(Consent.key).where(Consent.event_id == event.id))
    key = key or free_key(change.text, taken, otherwise="consent")
    consent = Consent(event=event, key=key, **changes.values_of(change))
    session.add(consent)
    session.flush()
    note_change(session, _about(consent), None, change, by=by, now=now)
    raise_revision(session, event.id)
    return consent


def change_consent(
    session: Session,
    consent: Consent,
    change: ConsentChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of a consent; raises ChangedByBoth (`changes.merged`).

    Another wording is another version once somebody has agreed; what they agreed to is kept.
    """
    hold(session, consent.event_id)
    lock_row(session, consent)
    before = ConsentChange.of(consent)
    after = changes.merged(before, change, seen)
    if after == before:
        return
    if after.text != before.text and _agreed(session, consent):
        former = ConsentText(
            consent_id=consent.id, text_version=consent.text_version, text=consent.text, until=now
        )
        session.add(former)
        consent.text_version += 1
    changes.write(consent, after)
    session.flush()
    note_change(session, _about(consent), before, after, by=by, now=now)
    raise_revision(session, consent.event_id)


def _about(consent: Consent) -> Object:
    return Object("consents", consent.id, consent.text.into("en"), consent.event_id)


def _agreed(session: Session, consent: Consent) -> bool:
    statement = select(ConsentGiven.id).where(
        ConsentGiven.consent_id == consent.id, ConsentGiven.text_version == consent.text_version
    )
    return session.scalar(statement.limit(1)) is not None


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of a consent's text, and how many agreements to it stand."""

    version: int
    text: Translated
    until: datetime | None
    number: int


def wordings(session: Session, consent: Consent) -> list[Wording]:
    """Return every wording of a consent, the present one first."""
    counted = (
        select(ConsentGiven.text_version, func.count())
        .where(ConsentGiven.consent_id == consent.id, ConsentGiven.withdrawn_at.is_(None))
        .group_by(ConsentGiven.text_version)
    )
    numbers = {row[0]: row[1] for row in session.execute(counted)}
    former = select(ConsentText).where(ConsentText.consent_id == consent.id)
    texts: list[tuple[int, Translated, datetime | None]] = [
        (text.text_version, text.text, text.until)
        for text in session.scalars(former.order_by(ConsentText.text_version.desc()))
    ]
    everything = [(consent.text_version, consent.text, None), *texts]
    return [
        Wording(version, text, until, numbers.get(version, 0))
        for version, text, until in everything
    ]
