"""A send repeated under its key is answered as the first was; the key of another is refused."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from eventapp.idempotency import services
from eventapp.idempotency.services import OtherRequest
from tests.factories.events import NOON


def test_the_second_send_finds_the_answer_of_the_first_and_its_moment(session: Session) -> None:
    first = services.begin(session, "form 1", "key", b"sent", now=NOON)
    first.answer(201, "made", '"1"')
    session.commit()

    second = services.begin(session, "form 1", "key", b"sent", now=NOON + timedelta(minutes=1))

    assert (first.repeated, second.repeated) == (False, True)
    assert (second.row.status, second.row.body, second.first_at) == (201, "made", NOON)


@pytest.mark.on_sqlite
def test_a_key_is_its_senders_own_and_of_one_request(session: Session) -> None:
    services.begin(session, "form 1", "key", b"sent", now=NOON).answer(200, "mine")
    session.flush()

    assert not services.begin(session, "form 2", "key", b"sent", now=NOON).repeated
    assert services.kept(session, "form 1", "key") == "mine"
    assert services.kept(session, "form 3", "key") is None
    with pytest.raises(OtherRequest):
        services.begin(session, "form 1", "key", b"something else", now=NOON)
