"""The last word on a text: one a language, kept with the source it was said beside, forgotten."""

from datetime import timedelta

from sqlalchemy.orm import Session

from eventapp.languages import Translated
from eventapp.texts.models import Verdict
from eventapp.texts.queries import reviews, reviews_of, source_chosen
from eventapp.texts.services import Judgement, forget, judge
from tests.factories.events import NOON, make_event

KEY = ("rooms", "abc", "name")
BEFORE, AFTER = Translated(de="Saal", fr="Salle"), Translated(de="Großer Saal", fr="Salle")


def test_a_draft_keeps_the_source_that_was_reviewed_last(session: Session) -> None:
    event = make_event(session)
    reviewed = Judgement(KEY, "fr", "de", Verdict.REVIEWED)
    judge(session, event, reviewed, BEFORE, by="Ada", now=NOON)
    draft = Judgement(KEY, "fr", "de", Verdict.DRAFT)
    judge(session, event, draft, AFTER, by="Bo", now=NOON + timedelta(days=1))

    (row,) = reviews_of(session, event, KEY).values()
    assert (row.verdict, row.source, row.reviewed_by) == (Verdict.DRAFT, "Saal", "Bo")
    assert reviews(session, event) == {KEY: {"fr": row}}
    assert source_chosen({"fr": row}) == "de"
    assert source_chosen({}) == ""


def test_what_was_said_of_a_record_is_forgotten_with_it(session: Session) -> None:
    event = make_event(session)
    said = Judgement(KEY, "fr", "de", Verdict.REVIEWED)
    judge(session, event, said, BEFORE, by="Ada", now=NOON)
    forget(session, event.id, "rooms", "other")
    assert reviews(session, event)

    forget(session, event.id, "rooms", "abc")
    assert not reviews(session, event)
