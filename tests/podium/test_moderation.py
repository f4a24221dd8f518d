"""What the moderator's sheet tells of each person, and what has to be said aloud."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.agenda.models import ContributorState
from eventapp.podium.moderation import Facts, Listeners, Sheet, language_of, needs_sheet, sheet_of
from eventapp.podium.stages import Stage
from tests.factories.events import make_event
from tests.factories.podium import BEGINS, Panel, make_panel, stage_of

pytestmark = pytest.mark.on_sqlite
NOTHING = Facts({}, {})


@pytest.fixture
def panel(session: Session) -> tuple[Stage, Panel]:
    """Return a panel and how papers read it."""
    event = make_event(session)
    panel = make_panel(session, event)
    return stage_of(session, event, panel.session), panel


def sheet(stage: Stage, facts: Facts = NOTHING) -> Sheet:
    """Return the sheet in German."""
    with i18n.speaking("de", "Europe/Berlin"):
        return sheet_of(stage, facts, "de")


def test_remarks_tell_languages_receivers_and_who_has_not_answered(
    panel: tuple[Stage, Panel],
) -> None:
    weihmann, vallet, *_others, nobody = sheet(panel[0]).speaking

    assert weihmann.remarks == ("Deutsch und Französisch",)
    assert vallet.remarks == (
        "Hat noch nicht geantwortet",
        "Französisch",
        "Braucht einen Empfänger",
    )
    assert nobody.seat.person is None
    assert nobody.remarks == ()


def test_who_leaves_early_comes_late_or_is_not_there_is_said(panel: tuple[Stage, Panel]) -> None:
    stage, people = panel
    hour = timedelta(hours=1)

    def remarks(begins: int, ends: int) -> str:
        time = BEGINS + begins * hour, BEGINS + ends * hour
        made = sheet(stage, Facts({}, {people.weihmann.id: [time]}))
        return made.speaking[0].remarks[-1]

    assert remarks(-1, 1) == "Muss um 14:00\u00a0Uhr gehen"
    assert remarks(1, 3) == "Anwesend ab 14:00\u00a0Uhr"
    assert remarks(5, 6) == "Hat angegeben, zu dieser Zeit nicht anwesend zu sein"
    assert remarks(-1, 3) == "Deutsch und Französisch"


def test_questions_attendance_and_the_listeners_languages_stand_on_it(
    panel: tuple[Stage, Panel],
) -> None:
    made = sheet(panel[0])

    assert made.questions == ("Was kostet es?", "Wer bleibt außen vor?")
    assert made.attending == 210
    assert made.announced_in == ("fr",)
    assert [step.text for step in made.steps] == ["Begrüßung", "Gespräch"]


def test_bookings_count_more_than_what_was_expected(panel: tuple[Stage, Panel]) -> None:
    stage, _people = panel
    stage.session.sign_up = True

    assert sheet(stage, Facts({stage.session.id: 96}, {})).attending == 96


def test_one_speaker_alone_needs_no_sheet(panel: tuple[Stage, Panel]) -> None:
    stage, _people = panel

    assert needs_sheet(stage)
    assert not needs_sheet(replace(stage, seats=stage.podium[:1]))


def test_somebody_not_invited_yet_is_told_apart(panel: tuple[Stage, Panel]) -> None:
    stage, _people = panel
    stage.podium[1].roles[0].state = ContributorState.DRAFT
    stage.podium[1].roles[0].internal = True

    assert sheet(stage).speaking[1].remarks[:2] == (
        "Noch nicht eingeladen",
        "Nicht öffentlich angekündigt",
    )


def test_listeners_are_counted_for_what_is_interpreted_alone(panel: tuple[Stage, Panel]) -> None:
    stage, people = panel
    chosen = {people.session.id: {"fr": 96, "de": 110}}

    assert sheet(stage, Facts({}, {}, chosen)).listeners == (Listeners("fr", 96),)
    assert sheet(stage).listeners == ()


def test_a_sheet_is_in_the_first_language_of_ours_that_the_moderator_speaks(
    panel: tuple[Stage, Panel],
) -> None:
    stage, people = panel
    assert language_of(stage, "en") == "en"
    people.moderator.languages = ["oc", "fr", "de"]
    assert language_of(stage, "en") == "fr"
