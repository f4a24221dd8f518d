"""What happened to how somebody signs in is written down, and told to its owner."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.emails import SecurityDeed
from eventapp.accounts.services import notices, users
from eventapp.journal.models import Entry
from eventapp.journal.services import Actor
from eventapp.mail.models import Email
from tests.factories.events import NOON


@pytest.mark.parametrize("by", [None, Actor("user", 99, "Bob")])
def test_owner_is_told_in_their_language_whoever_did_it(session: Session, by: Actor | None) -> None:
    user = users.add_user(session, "ada@example.org", name="Ada", language="fr", now=NOON)
    session.flush()

    notices.note_security(session, user, SecurityDeed.PASSKEY_ADDED, now=NOON, what="Laptop", by=by)

    session.flush()
    entry = session.scalars(select(Entry).order_by(Entry.id.desc())).first()
    email = session.scalars(select(Email)).one()
    assert entry is not None
    assert (entry.action, entry.object_kind, entry.object_id) == ("passkey-added", "user", user.id)
    assert entry.actor_label == (by.label if by else "Ada")
    assert (email.to_address, email.language) == ("ada@example.org", "fr")
    assert (email.facts["deed"], email.facts["what"]) == ("passkey-added", "Laptop")
