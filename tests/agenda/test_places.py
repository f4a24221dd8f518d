"""How one finds a room, in the languages that somebody wrote."""

from eventapp.agenda.places import ReleasedRoom, joined
from eventapp.orm import Translated


def test_the_way_names_floor_and_building_whichever_is_known() -> None:
    floor, organisation = Translated(de="1. OG", en="1st floor"), Translated.same("Haus A")
    hall = ReleasedRoom("x", Translated.same("Saal"), organisation, floor=floor)

    assert hall.way.as_dict() == {
        "de": "1. OG, Haus A",
        "fr": "1st floor, Haus A",
        "en": "1st floor, Haus A",
    }
    assert ReleasedRoom("x", Translated.same("Saal"), organisation).way == organisation
    assert not ReleasedRoom("x", Translated.same("Saal"), Translated()).way


def test_one_text_stays_as_it_was_written_and_none_is_empty() -> None:
    alone = Translated(fr="Hall")

    assert joined([Translated(), alone]) is alone
    assert joined([]) == Translated()
