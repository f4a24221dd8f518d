"""What somebody chose to have printed."""

from datetime import date

from eventapp.podium.papers import Paper, Selection


def test_a_selection_is_read_as_it_was_stored() -> None:
    chosen = Selection(Paper.SEAT_CARDS, "fr", day="2027-02-11", unconfirmed=True)

    assert Selection.of(chosen.stored()) == chosen
    assert chosen.name == "seat-cards.fr.all.2027-02-11"
    assert chosen.of_day == date(2027, 2, 11)


def test_a_session_goes_before_its_day() -> None:
    chosen = Selection(Paper.NAME_TENTS, "de", day="2027-02-11", session="x" * 24)

    assert chosen.of_day is None
    assert chosen.name == f"name-tents.de.agreed.{'x' * 24}"
    assert len(chosen.name) <= 80
