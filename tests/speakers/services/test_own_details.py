"""What contributors say themselves: written once, private words outside of the activity log."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.changes import ChangedByBoth
from eventapp.journal.models import Entry
from eventapp.journal.services import SYSTEM
from eventapp.speakers.models import Contributor
from eventapp.speakers.services.own_details import (
    OwnDetailsChange,
    answer_consents,
    change_details,
)
from tests.factories.events import NOON, make_event
from tests.factories.speakers import make_contributor

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def contributor(session: Session) -> Contributor:
    """Return somebody who said nothing yet."""
    return make_contributor(session, make_event(session))


def noted(session: Session, action: str) -> list[dict[str, object]]:
    """Return what was written down of such acts."""
    asked = select(Entry.changes).where(Entry.action == action).order_by(Entry.id)
    return list(session.scalars(asked))


def test_private_words_are_named_and_not_told(session: Session, contributor: Contributor) -> None:
    before = OwnDetailsChange.of(contributor)
    after = replace(before, technical_needs="A film", access_needs="A seat")
    change_details(session, contributor, after, by=SYSTEM, now=NOON)
    change_details(session, contributor, after, by=SYSTEM, now=NOON)  # nothing new

    assert OwnDetailsChange.of(contributor) == after
    assert noted(session, "details-given") == [
        {"technical_needs": [None, "A film"], "fields": ["access_needs"]}
    ]


def test_what_both_changed_is_asked(session: Session, contributor: Contributor) -> None:
    before = OwnDetailsChange.of(contributor)
    seen = changes.seen_in(before)
    first, second = (replace(before, travel=way) for way in ("By train", "By car"))
    change_details(session, contributor, first, seen=seen, by=SYSTEM, now=NOON)

    with pytest.raises(ChangedByBoth):
        change_details(session, contributor, second, seen=seen, by=SYSTEM, now=NOON)


def test_each_answer_about_consents_is_noted_once(
    session: Session, contributor: Contributor
) -> None:
    for photographs in (True, True, False):
        answers = {"recording": False, "photographs": photographs}
        answer_consents(session, contributor, **answers, by=SYSTEM, now=NOON)

    assert contributor.consented_at == NOON
    assert noted(session, "consents-answered") == [
        {"recording": [None, False], "photographs": [None, True]},
        {"photographs": [True, False]},
    ]
