"""What is drawn on badges: the flow once a cell, a code each, marks only where is cut."""

from dataclasses import replace

from eventapp.badges.back_side import Back, Stop
from eventapp.badges.pdf_graphics import under
from eventapp.badges.sheets import LAYOUTS, Side
from eventapp.events.models import BadgeBand
from tests.documents.test_typefaces import named

FACE = named("Ada", "Müller")
EMPTY = Back("", (), ())


def drawn(layout: str, *, back: bool = False, day: Back = EMPTY) -> list[str]:
    """Return the drawings of a page with one badge."""
    side = Side(back=back, places=((0, FACE),))
    return [content.decode() for content in under(side, [day], LAYOUTS[layout])]


def test_a_front_has_flow_thread_and_code_and_a_sheet_its_cut_marks() -> None:
    sheets = [name for name, layout in LAYOUTS.items() if len(layout.cells) > 1]

    assert len(drawn("a6")) == 3
    assert drawn("a6")[2].endswith(" f")
    assert [len(drawn(name)) for name in sheets] == [4] * len(sheets)


def test_a_back_has_a_knot_for_each_hour_and_a_pause_a_hole() -> None:
    line = (("Netze", "title"),)
    day = Back("", (Stop("09:00", line), Stop("10:00", line, pause=True), Stop("", line)), ())

    (thread,) = drawn("a6", back=True, day=day)

    assert thread.count(" S") == 1 + 2 + 1
    assert thread.count("1 G") == 1
    assert drawn("a6", back=True) == [""]


def test_whoever_comes_from_a_pole_begins_in_the_lower_arm() -> None:
    layout = LAYOUTS["a6"]
    pole = replace(FACE, band=BadgeBand.POLE)
    heights = []
    for face in (replace(FACE, band=BadgeBand.GUEST), pole):
        thread = under(Side(back=False, places=((0, face),)), [EMPTY], layout)[1].decode()
        heights.append(float(thread.split(" w ")[1].split()[1]))

    assert heights[0] > 9
    assert heights[1] < 6
