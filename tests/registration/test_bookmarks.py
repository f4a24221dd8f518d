"""Sessions kept in one's own programme: by the present holder, whatever another tab did."""

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.programme import EMPTY
from eventapp.registration import queries
from eventapp.registration.services.bookmarks import keep_sessions
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite
NOTHING = frozenset[str]()


def test_what_another_tab_kept_stays_and_what_was_let_go_goes(session: Session) -> None:
    mine = make_registration(session, *make_event_with_category(session))
    keep_sessions(session, mine, {"a", "b"}, shown=NOTHING)

    keep_sessions(session, mine, {"c"}, shown={"a"})
    session.flush()

    assert queries.kept_sessions(session, mine) == {"b", "c"}


def test_the_same_again_keeps_each_once(session: Session) -> None:
    mine = make_registration(session, *make_event_with_category(session))
    for _ in range(2):
        keep_sessions(session, mine, {"a"}, shown=NOTHING)
        session.flush()

    assert queries.own_sessions(session, mine, EMPTY) == {"a"}


def test_a_new_holder_begins_with_nothing_kept(session: Session) -> None:
    mine = make_registration(session, *make_event_with_category(session))
    keep_sessions(session, mine, {"a"}, shown=NOTHING)
    mine.holder_no += 1
    session.flush()

    assert queries.kept_sessions(session, mine) == NOTHING
    keep_sessions(session, mine, {"b"}, shown=NOTHING)
    session.flush()
    assert queries.kept_sessions(session, mine) == {"b"}
