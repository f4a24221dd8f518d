"""Names on tents and cards: as large as they fit, in protocol order, open places left to write on."""

import pytest
from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.podium import halves
from eventapp.podium.halves import READ_AT_4_M, TENT_NAME
from tests.factories.events import make_event
from tests.factories.podium import make_panel, stage_of

pytestmark = pytest.mark.on_sqlite


@pytest.fixture(autouse=True)
def german() -> object:
    """Let German be spoken."""
    with i18n.speaking("de", "Europe/Berlin"):
        yield


def test_usual_names_are_read_from_five_metres_and_long_ones_are_reported(
    session: Session,
) -> None:
    event = make_event(session)
    panel = make_panel(session, event)
    stage = stage_of(session, event, panel.session)
    sizes = {
        seat.person: half.name.size
        for seat in stage.seats
        if (half := halves.half_of(stage, seat, TENT_NAME, "de")).name
    }

    assert sizes[panel.weihmann] == TENT_NAME.sizes[0]
    assert sizes[panel.long] < READ_AT_4_M
    assert all(
        half == panel.long.full_name for half in [t.name for t in halves.troubles(stage.seats)]
    )


def test_the_back_of_a_tent_tells_place_and_time_and_a_card_no_seat(session: Session) -> None:
    event = make_event(session)
    panel = make_panel(session, event)
    stage = stage_of(session, event, panel.session)
    seat = stage.podium[0]

    tent = halves.half_of(stage, seat, TENT_NAME, "de")
    card = halves.half_of(stage, seat, halves.CARD_NAME, "de", number=3)

    assert "13:00, Aula, Platz 1 von links" in " ".join(tent.foot.lines)
    assert "Platz" not in " ".join(card.foot.lines)
    assert (tent.number, card.number) == (0, 3)
    moderation = halves.half_of(stage, stage.moderators[0], TENT_NAME, "de")
    assert "Moderation" in " ".join(moderation.foot.lines)


def test_open_places_get_a_tent_and_who_has_not_agreed_only_if_asked_for(session: Session) -> None:
    event = make_event(session)
    panel = make_panel(session, event)
    stages = [stage_of(session, event, panel.session)]

    usual = [seat.person for _, seat in halves.tents(stages, unconfirmed=False)]
    every = [seat.person for _, seat in halves.tents(stages, unconfirmed=True)]

    assert panel.vallet not in usual
    assert None in usual
    assert panel.vallet in every
    assert panel.technician not in every


def test_cards_begin_with_the_hosts_people_and_have_no_open_place(session: Session) -> None:
    event = make_event(session)
    panel = make_panel(session, event)
    stage = stage_of(session, event, panel.session)
    assert panel.minister.organisation is not None
    order = {panel.minister.organisation.id: 0}

    cards = list(halves.cards([stage], order, unconfirmed=False))

    assert [(seat.person, number) for _, seat, number in cards] == [
        (panel.minister, 1),
        (panel.weihmann, 2),
        (panel.long, 3),
        (panel.moderator, 4),
    ]


def test_names_written_from_the_right_begin_there(session: Session) -> None:
    event = make_event(session)
    panel = make_panel(session, event)
    stage = stage_of(session, event, panel.session)
    panel.weihmann.given_name, panel.weihmann.family_name = "فاطمة الزهراء", "بن عبد الله"

    half = halves.half_of(stage, stage.podium[0], TENT_NAME, "de")

    assert half.from_the_right
    assert not halves.half_of(stage, stage.podium[1], TENT_NAME, "de").from_the_right


def test_a_name_of_which_nothing_can_be_printed_is_reported(session: Session) -> None:
    event = make_event(session)
    panel = make_panel(session, event)
    stage = stage_of(session, event, panel.session)
    panel.weihmann.given_name, panel.weihmann.family_name = "", "\U0001e900\U0001e901"

    names = {trouble.what.msgid for trouble in halves.troubles(stage.seats[:1])}

    assert len(names) == 2
