"""Invented guests: each has a name and a badge of their own."""

from pathlib import Path

import pytest

from eventapp.badges import services as badges
from eventapp.bench.world import World


@pytest.fixture
def here(tmp_path: Path) -> World:
    """Return a small world on SQLite."""
    return World(tmp_path)


def test_everybody_who_is_added_has_a_name_and_a_badge_of_their_own(here: World) -> None:
    here.grow(400)

    with here.session() as (session, event):
        faces = badges.faces(session, event, chosen="all")
    here.end()
    assert len(faces) >= 380  # a few of the demo gave their place up
    assert len({face.token for face in faces}) == len(faces)
    assert (
        len({(face.title, face.given_name, face.family_name) for face in faces}) > 360
    )  # the demo drew a few of the same
    assert len({face.category for face in faces}) >= 4
    assert {face.language for face in faces} >= {"de", "fr"}
