"""B16: links of e-mails that were cut, changed, guessed, or meant for something else open nothing."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.mail.links import make_token
from eventapp.registration.models import Invitation, Registration
from eventapp.registration.services import invitations
from eventapp.registration.services.erasure import forget_person
from eventapp.registration.services.invitations import InvitationChange
from tests.factories.events import NOON, make_category, make_event, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def links(app: Flask, session: Session) -> dict[str, str]:
    """Return the good token of each purpose: the own page and a personal invitation."""
    event, category = make_event_with_category(session)
    event.registration_closes_at = None
    mine: Registration = make_registration(session, event, category, "Ada")
    guest = InvitationChange(email="zoe@example.org", family_name="Zoe")
    asked: Invitation = invitations.invite(
        session, event, category, guest, by=SOMEBODY, now=clock.now()
    )
    make_category(session, make_event(session, slug="other"))
    session.commit()
    secret = app.config["SECRET_KEY"]
    return {
        "r": make_token(secret, "registration", mine.reference, mine.link_generation),
        "i": make_token(secret, "invitation", asked.public_id, asked.generation),
    }


def spoilt(token: str) -> list[str]:
    """Return the token cut, lengthened, with other letters, of another generation, by no key."""
    object_id, generation, signature = token.rsplit(".", 2)
    return [
        token[:-1],
        f"{token}A",
        token.swapcase(),
        f"{object_id}.{generation}.{signature.swapcase()}",
        f"{object_id}.{int(generation) + 1}.{signature}",
        f"{object_id}.{generation}.",
        f"{object_id}.{generation}",
        make_token("of somebody else", "registration", object_id, int(generation)),
    ]


@pytest.mark.parametrize("purpose", ["r", "i"])
def test_spoilt_and_foreign_links_are_all_answered_alike(
    client: FlaskClient, links: dict[str, str], purpose: str
) -> None:
    good = links[purpose]
    (other,) = links.keys() - {purpose}
    wrong = [f"/spring/{purpose}/{link}" for link in (*spoilt(good), links[other])]
    wrong.append(f"/other/{purpose}/{good}")

    answers = {client.get(address).status_code for address in wrong}

    assert client.get(f"/spring/{purpose}/{good}").status_code == 200
    assert answers == {404}


def test_the_link_of_an_erased_registration_says_that_it_was_erased(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    mine = make_registration(session, event, category)
    token = make_token(
        app.config["SECRET_KEY"], "registration", mine.reference, mine.link_generation
    )
    forget_person(mine, now=NOON)
    session.commit()

    answer = client.get(f"/spring/r/{token}?lang=en")

    assert answer.status_code == 410
    assert "has been deleted" in answer.text
    assert "has been replaced" not in answer.text
