"""The last words on texts: of this event alone, the newest naming the source."""

from datetime import timedelta

from sqlalchemy.orm import Session

from eventapp.languages import Translated
from eventapp.texts.models import Verdict
from eventapp.texts.queries import reviews, reviews_of, source_chosen
from eventapp.texts.services import Judgement, judge
from tests.factories.events import NOON, make_event

TEXT = Translated(de="Saal", fr="Salle", en="Hall")


def test_the_newest_word_names_the_source_and_other_events_have_their_own(
    session: Session,
) -> None:
    event, other = make_event(session), make_event(session, slug="other")
    key = ("rooms", "abc", "name")
    for day, (language, source) in enumerate((("fr", "de"), ("en", "fr"))):
        said = Judgement(key, language, source, Verdict.REVIEWED)
        judge(session, event, said, TEXT, by="Ada", now=NOON + timedelta(days=day))

    known = reviews_of(session, event, key)
    assert known.keys() == {"fr", "en"}
    assert source_chosen(known) == "fr"
    assert reviews(session, other) == {}
    assert reviews_of(session, event, ("rooms", "abc", "place")) == {}
