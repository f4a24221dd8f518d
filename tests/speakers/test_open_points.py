"""What is missing of a contributor follows from the state, the parts and what is there."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.agenda.models import ContributorState, SessionPart
from eventapp.events.models import Event
from eventapp.languages import LANGUAGES
from eventapp.orm import Translated
from eventapp.speakers.models import Contributor
from eventapp.speakers.open_points import Point, PointKind, in_words, open_points
from eventapp.speakers.queries.roles import roles_of
from tests.factories.speakers import make_contributor

pytestmark = pytest.mark.on_sqlite
TODAY = date(2027, 3, 1)
DETAILS = ["position", "biography", "portrait", "consent", "technology", "slides"]


def missing(session: Session, contributor: Contributor, **more: object) -> list[Point]:
    """Return what is missing of somebody."""
    roles = roles_of(session, [contributor.person_id])[contributor.person_id]
    facts = {"languages": ("de", "fr"), "with_material": False, "today": TODAY, **more}
    return list(open_points(contributor, roles, **facts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (ContributorState.DRAFT, ["invitation", "address"]),
        (ContributorState.INVITED, ["answer"]),
        (ContributorState.DECLINED, ["replacement"]),
        (ContributorState.ACCEPTED, DETAILS),
        (ContributorState.CONFIRMED, DETAILS),
    ],
)
def test_what_is_missing_depends_on_how_far_it_is(
    session: Session, event: Event, state: ContributorState, kinds: list[str]
) -> None:
    contributor = make_contributor(session, event, state=state)

    assert [point.kind.value for point in missing(session, contributor)] == kinds


def test_details_are_complete_without_an_open_point(session: Session, event: Event) -> None:
    contributor = make_contributor(session, event, state=ContributorState.ACCEPTED)
    contributor.person.function = Translated(fr="Directrice")
    contributor.person.biography = Translated(fr="Elle …")
    contributor.translate_into = ["de"]
    contributor.recording, contributor.photographs = False, False
    contributor.technical_needs, contributor.without_slides = "", True

    assert [point.kind for point in missing(session, contributor)] == [PointKind.PORTRAIT]


def test_who_works_behind_the_scenes_or_unnamed_owes_no_biography(
    session: Session, event: Event
) -> None:
    interpreter = make_contributor(
        session, event, state=ContributorState.ACCEPTED, part=SessionPart.INTERPRETER
    )

    assert missing(session, interpreter) == []


def test_overdue_is_said_in_the_readers_language(session: Session, event: Event) -> None:
    contributor = make_contributor(session, event, state=ContributorState.INVITED)
    contributor.answer_by = date(2027, 2, 13)
    [late] = missing(session, contributor)
    said = {}
    for code in LANGUAGES:
        with i18n.speaking(code, "UTC"):
            said[code] = in_words(late)

    assert late.is_late
    assert said["de"].startswith("Antwort überfällig seit 13.")
    assert said["fr"].startswith("Réponse attendue depuis le 13")
    assert said["en"].startswith("Answer overdue since 13")
