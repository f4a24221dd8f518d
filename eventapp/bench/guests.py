"""Invented guests in the shapes real ones have, each with a badge: no two names are alike."""

import itertools
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from eventapp.badges import codes
from eventapp.badges.keys import private_key
from eventapp.badges.models import Badge
from eventapp.badges.services import CLASSES, signing_kid
from eventapp.demo.names import Draw, address_of
from eventapp.events.models import Category, Event
from eventapp.people.models import Organisation
from eventapp.registration.models import Registration, Source, State, new_reference
from eventapp.text_search import searchable

TOGETHER = 5_000
"""Rows in one statement."""
SEED = 1871
LANGUAGES = {"DE": "de", "FR": "fr"}


def grow(session: Session, event: Event, size: int, keys: Path, *, now: datetime) -> None:
    """Add confirmed guests with badges until the event has that many registrations."""
    here = Registration.event_id == event.id
    have = session.scalar(select(func.count()).where(here)) or 0
    rows = _registrations(session, event, have, now=now)
    categories = {category.id: category for category in _categories(session, event)}
    kid = signing_kid(session, event, keys, now=now)
    key = private_key(keys, event.public_id, kid)
    while batch := list(itertools.islice(rows, max(0, min(size - have, TOGETHER)))):
        session.execute(insert(Registration), batch)
        have += len(batch)
        lacking = select(Registration.id, Registration.category_id).where(
            here, Registration.reference.in_([guest["reference"] for guest in batch])
        )
        badges = [
            _badge(event, number, CLASSES[categories[category].band], key, kid, now=now)
            for number, category in session.execute(lacking)
        ]
        session.execute(insert(Badge), badges)


def _categories(session: Session, event: Event) -> Sequence[Category]:
    return session.scalars(select(Category).where(Category.event_id == event.id)).all()


def _registrations(
    session: Session, event: Event, have: int, *, now: datetime
) -> Iterator[dict[str, object]]:
    """Yield rows without end: people of the directory's organisations, in all categories."""
    draw = Draw(SEED)
    organisations = itertools.cycle(
        session.execute(
            select(Organisation.name, Organisation.country).where(Organisation.event_id == event.id)
        ).all()
        or [("Chemie-Cluster Bayern", "DE")]
    )
    categories = itertools.cycle([category.id for category in _categories(session, event)])
    for number in itertools.count(have):
        organisation, country = next(organisations)
        language = LANGUAGES.get(country, "en")
        name = draw.name("fr" if language == "fr" else "de")
        address = f"{number}.{address_of(name, organisation)}"
        yield {
            "event_id": event.id,
            "category_id": next(categories),
            "reference": f"{new_reference()}{number}"[:16],
            "state": State.CONFIRMED,
            "source": Source.DEMO,
            "title": name.title,
            "given_name": name.given,
            "family_name": name.family,
            "email": address,
            "email_key": address.lower(),
            "organisation_name": organisation,
            "country": country,
            "language": language,
            "holder_no": 1,
            "badge_holder_no": 1,
            "link_generation": 1,
            "folded": searchable(name.given, name.family, organisation),
            "family_key": f"{name.family.lower()} {name.given.lower()}",
            "registered_at": now,
            "changed_at": now,
            "version": 1,
        }


def _badge(
    event: Event, registration: int, badge_class: int, key: Any, kid: int, *, now: datetime
) -> dict[str, object]:
    badge_id = secrets.token_bytes(16)
    return {
        "event_id": event.id,
        "registration_id": registration,
        "holder_no": 1,
        "badge_id": badge_id,
        "idx": codes.idx_of(event.public_id, badge_id),
        "kid": kid,
        "badge_class": badge_class,
        "token": codes.make(key, kid, event.public_id, badge_id, badge_class),
        "fallback": codes.fallback_of(badge_id),
        "issued_at": now,
    }
