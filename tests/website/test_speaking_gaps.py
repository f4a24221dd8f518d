"""What is missing, as lines of a contributor's own page."""

import pytest
from flask import Flask

from eventapp import i18n
from eventapp.speakers.open_points import OF_THE_TEAM, Point, PointKind
from eventapp.website.speaking_gaps import missing_lines

THEIRS = [kind for kind in PointKind if kind not in OF_THE_TEAM]


@pytest.mark.parametrize("kind", THEIRS)
def test_everything_a_person_owes_is_a_line_with_the_page_for_it(
    app: Flask, kind: PointKind
) -> None:
    with app.test_request_context("/"), i18n.speaking("fr", "UTC"):
        lines = missing_lines([Point(kind, ("de", "fr") if kind is PointKind.BIOGRAPHY else ())])

    assert len(lines) == (2 if kind is PointKind.BIOGRAPHY else 1)
    assert all(line.title and line.note for line in lines)
    assert {line.endpoint for line in lines} <= {*app.view_functions}


def test_what_the_organisers_have_to_do_is_left_out(app: Flask) -> None:
    with app.test_request_context("/"), i18n.speaking("en", "UTC"):
        assert missing_lines(map(Point, OF_THE_TEAM)) == []
