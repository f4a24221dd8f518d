"""What is there already, as lines of a contributor's own page."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.agenda.models import ContributorState
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.speakers.models import Contributor, Visibility
from eventapp.speakers.queries.materials import materials_given_by
from eventapp.website.speaking_lines import LONGEST_NOTE, done_lines
from tests.factories.agenda import make_session
from tests.factories.events import NOON
from tests.factories.speakers import make_contributor, make_material

pytestmark = pytest.mark.on_sqlite


def said(session: Session, contributor: Contributor) -> dict[str, str]:
    """Return the lines in English: what each says, by what it is about."""
    materials = materials_given_by(session, contributor.person)
    with i18n.speaking("en", "UTC"):
        lines = done_lines(contributor, contributor.person, materials, [])
    return {line.title: line.note for line in lines}


def test_of_somebody_new_only_what_holds_without_an_answer_is_there(
    app: Flask, session: Session, event: Event
) -> None:
    contributor = make_contributor(session, event, state=ContributorState.ACCEPTED)

    with app.test_request_context("/"):
        assert said(session, contributor) == {
            "Availability": "Present throughout the event",
            "Travel and access": "Nothing stated yet",
        }


def test_everything_given_is_told_in_short_and_no_need_in_words(
    app: Flask, session: Session, event: Event
) -> None:
    contributor = make_contributor(
        session,
        event,
        state=ContributorState.ACCEPTED,
        function=Translated(en="Deputy director"),
        biography=Translated(fr="Elle dirige."),
    )
    contributor.translate_into = ["de"]
    contributor.technical_needs, contributor.travel = "", "By train, " * 20
    contributor.access_needs = "a ramp"
    contributor.recording, contributor.photographs = True, False

    with app.test_request_context("/"):
        lines = said(session, contributor)
        contributor.travel = ""
        assert said(session, contributor)["Travel and access"] == "Stated"

    assert lines["Function"] == "Deputy director"
    assert lines["Biography in French"] == "12 characters"
    assert lines["Biography in German"] == "The team translates your text"
    assert lines["On stage"] == "You need nothing in particular"
    assert len(lines["Travel and access"]) <= LONGEST_NOTE + 1
    assert lines["Recording and photographs"] == "Recording: yes, photographs: no"
    assert "a ramp" not in str(lines)


@pytest.mark.parametrize(
    ("visibility", "words"),
    [
        (Visibility.EVERYBODY, "; public"),
        (Visibility.AFTER_SESSION, "; public after the session"),
        (Visibility.INTERNAL, "; internal"),
    ],
)
def test_a_file_says_who_may_read_it(
    app: Flask,
    session: Session,
    event: Event,
    tmp_path: Path,
    visibility: Visibility,
    words: str,
) -> None:
    contributor = make_contributor(session, event, state=ContributorState.ACCEPTED)
    contributor.without_slides = True
    item = make_session(session, event, "Looms", starts_at=NOON)
    session.flush()
    with app.test_request_context("/"):
        assert said(session, contributor)["Slides"] == "You do not show any"
        title = Translated(en="My slides")
        make_material(
            session,
            tmp_path / "media",
            item,
            contributor.person,
            title=title,
            visibility=visibility,
        )
        lines = said(session, contributor)

    assert lines["My slides"].endswith(words)
    assert "version 1" in lines["My slides"]
    assert "Slides" not in lines
