"""The back of a badge: the day as its holder reads it, each hour at its knot."""

import io

import pypdfium2
import pytest

from eventapp.agenda.items import Part
from eventapp.agenda.programme import EMPTY
from eventapp.badges.back_side import HEIGHT_MM, LINE_MM, TOP_MM, back_of
from eventapp.badges.render import document_of
from eventapp.badges.sheets import BADGE_WIDTH, LAYOUTS
from eventapp.documents import pdf
from tests.badges.test_render import a_face
from tests.badges.test_sheets import ADA, BADGE_HEIGHT, an_event, item, programme

pytestmark = pytest.mark.on_sqlite
POINTS = 72 / 25.4


def test_back_tells_the_day_in_the_holders_language_and_marks_the_own_part() -> None:
    talk = item(
        3,
        "Cross-Clustering",
        parts=(Part(ADA, "speaker", ADA.organisation, ADA.function),),
        interpretation=("de-fr",),
    )
    pause = item(2, "Café", kind="break")
    secret = item(4, "Geheim", restricted=True)
    face = a_face("Lovelace")
    ada = type(face)(1, "", "", "", "Ada", "L", "", "FR", "fr", "", face.band, person="ada")
    event = an_event()
    back = back_of(event, programme(pause, talk, secret), ada)
    other = back_of(event, programme(pause, talk, secret), face)

    assert back.title == "Ma journée"
    assert [(stop.hour, stop.pause) for stop in back.stops] == [("10:00", True), ("11:00", False)]
    assert back.stops[1].lines == (
        ("own", "Cross-Clustering"),
        ("place", "Salle, jusqu’à 12:00, votre session"),
    )
    assert other.stops[1].lines[0] == ("title", "Cross-Clustering")
    assert back.notes[0] == ("Interprétation", "français – Salle")


@pytest.mark.parametrize("count", [1, 6, 14, 40])
def test_day_of_any_length_stays_between_head_and_foot(count: int) -> None:
    long = "Deutsch-französische Clusterkooperationen: Wie werden daraus Erfolgsgeschichten? " * 2
    event = an_event()
    back = back_of(event, programme(*(item(n % 15, long) for n in range(count))), a_face("A"))

    lowest = TOP_MM + sum(len(stop.lines) * LINE_MM + back.gap for stop in back.stops)
    assert back.gap >= 1
    assert lowest <= TOP_MM + HEIGHT_MM + 0.01


def test_every_hour_its_knot_and_its_first_line_stand_on_one_level() -> None:
    event = an_event()
    plan = programme(item(2, "Café", kind="break"), item(3, "Clustering"), item(4, "Ausklang"))
    face = a_face("A")
    knots = [middle for middle, _ in back_of(event, plan, face).knots()]

    document = document_of(event, plan, [face], LAYOUTS["a6-duplex"])
    text = pypdfium2.PdfDocument(io.BytesIO(pdf.draw(document)))[1].get_textpage()

    for knot, hour, title in zip(
        knots, ("10:00", "11:00", "12:00"), ("Café", "Clustering", "Ausklang"), strict=True
    ):
        level = BADGE_HEIGHT - knot
        edges = (level + LINE_MM / 2) * POINTS, (level - LINE_MM / 2) * POINTS
        text_above = text.get_text_bounded(0, edges[1], BADGE_WIDTH * POINTS, edges[0])
        assert sorted(text_above.replace(" ", "")) == sorted(hour + title)


def test_back_without_a_programme_still_says_whose_it_is() -> None:
    back = back_of(an_event(), EMPTY, a_face("A"))

    assert back.stops == ()
    assert list(back.knots()) == []
    assert back.notes[-1] == ("Namensschild gefunden?", "Bitte zurückgeben: Aula")
