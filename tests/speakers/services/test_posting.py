"""To whom e-mails go: the assistant first, the person as they wish, nobody without an address."""

import pytest
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.speakers.errors import Unreachable
from eventapp.speakers.services.posting import Addressee, recipients, usual
from tests.factories.speakers import make_contributor

pytestmark = pytest.mark.on_sqlite
PERSON, ASSISTANT = ("g@example.org", False), ("a@example.org", True)


@pytest.mark.parametrize(
    ("email", "assistant", "copies", "reached"),
    [
        ("g@example.org", "", True, [PERSON]),
        ("", "a@example.org", True, [ASSISTANT]),
        ("g@example.org", "a@example.org", True, [ASSISTANT, PERSON]),
        ("g@example.org", "a@example.org", False, [ASSISTANT]),
    ],
)
def test_who_usually_reads_what_is_written(
    session: Session,
    event: Event,
    email: str,
    assistant: str,
    copies: bool,  # noqa: FBT001  (a row of the table)
    reached: list[tuple[str, bool]],
) -> None:
    contributor = make_contributor(session, event, email=email, assistant_email=assistant)
    contributor.copies = copies

    assert recipients(contributor, usual(contributor)) == reached


def test_an_email_that_reaches_nobody_is_refused(session: Session, event: Event) -> None:
    contributor = make_contributor(session, event, email="g@example.org")

    with pytest.raises(Unreachable):
        recipients(contributor, Addressee.ASSISTANT)
