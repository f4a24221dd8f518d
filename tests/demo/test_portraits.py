"""The demo's portraits are what an upload would have become, and belong to invented people."""

from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from eventapp.demo.contributors import CAST
from eventapp.demo.portraits import DRAWINGS, SIZE, load_portrait
from eventapp.media import queries
from eventapp.media.looks import PORTRAIT
from tests.factories.events import NOON, make_event

pytestmark = pytest.mark.on_sqlite


def test_a_drawing_is_stored_with_its_small_edition(session: Session, tmp_path: Path) -> None:
    event = make_event(session)

    stored = load_portrait(session, event, tmp_path, "Häring", by="demo", now=NOON)
    nobody = load_portrait(session, event, tmp_path, "Zypries", by="demo", now=NOON)

    assert stored is not None
    assert (stored.width, stored.height, nobody) == (*SIZE, None)
    assert Image.open(queries.path_of(tmp_path, stored)).size == SIZE
    assert Image.open(queries.path_of(tmp_path, stored, small=True)).size == PORTRAIT.small


def test_only_invented_people_were_drawn_and_the_drawings_are_small() -> None:
    names = " ".join(somebody.name for somebody in CAST).lower()
    plain = names.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")

    files = list(DRAWINGS.iterdir())

    assert all(path.stem.removesuffix("-small") in plain for path in files)
    assert sum(path.stat().st_size for path in files) < 200_000
