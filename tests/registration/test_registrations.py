"""What is edited of a registration, by whom ever: merged, and told field by field."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.changes import ChangedByBoth, seen_in
from eventapp.journal.models import Entry
from eventapp.orm import Translated
from eventapp.registration.models import Question, QuestionKind, Source
from eventapp.registration.services import sign_up
from eventapp.registration.services.registrations import (
    RegistrationChange,
    answer_later,
    change_registration,
)
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_details, make_registration

AT_NOON: dict[str, Any] = {"by": SOMEBODY, "now": NOON}


def test_two_who_correct_different_things_both_win_and_one_thing_is_asked(
    session: Session,
) -> None:
    event, category = make_event_with_category(session)
    made = make_registration(session, event, category, "Ada")
    held, by = RegistrationChange.of(made), AT_NOON
    seen = seen_in(held)

    change_registration(session, made, event, replace(held, title="Dr."), seen=seen, **by)
    change_registration(session, made, event, replace(held, country="FR"), seen=seen, **by)
    with pytest.raises(ChangedByBoth) as clash:
        change_registration(session, made, event, replace(held, title="Prof."), seen=seen, **by)

    assert (made.title, made.country, clash.value.names) == ("Dr.", "FR", ("title",))


def test_journal_tells_each_detail_before_and_after_and_never_what_was_answered(
    session: Session,
) -> None:
    event, category = make_event_with_category(session)
    text = Translated.same("What you eat")
    session.add(Question(event=event, key="diet", kind=QuestionKind.TEXT, label=text))
    session.flush()
    way = sign_up.Way(Source.MANUAL)
    who, by = make_details("Ada"), AT_NOON
    made = sign_up.register_for(session, event, category, who, way, **by)

    answer_later(session, made, event, {"diet": ["no nuts"]}, frozenset(), **by)
    held = RegistrationChange.of(made)
    change_registration(session, made, event, replace(held, family_name="Ada-Groß"), **by)
    change_registration(
        session, made, event, replace(held, family_name="Ada-Groß", email="a@new.example"), **by
    )

    assert held.answers == {"diet": ["no nuts"]}
    statement = select(Entry.action, Entry.changes).where(Entry.object_kind == "registration")
    rows = session.execute(statement.order_by(Entry.id)).all()
    assert [tuple(row) for row in rows] == [
        ("registered", {}),
        ("answered", {"answers": [{}, {"diet": []}]}),
        ("changed", {"family_name": ["Ada", "Ada-Groß"]}),
        ("address-changed", {"email": ["ada@example.org", "a@new.example"]}),
    ]
